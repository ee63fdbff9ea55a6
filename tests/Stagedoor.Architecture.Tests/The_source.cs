using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Stagedoor.Architecture.Tests;

/// <summary>What holds of every file.</summary>
public partial class The_source
{
    private static readonly string[] Folders = ["src", "tests", "benchmarks", "samples"];

    private static readonly string[] ForbiddenFolders = ["Services", "Helpers", "Managers", "Models", "Interfaces", "Common", "Utils", "Utilities", "Shared", "Misc", "Core", "Abstractions"];

    private static IEnumerable<string> Sources => Folders.SelectMany(folder => Code.Files(folder, ".cs", ".razor", ".css", ".sql", ".mjs", ".js", ".py"));

    [Fact]
    public void has_files_under_400_lines() => Rule.HasNoViolation(Sources.Where(path => File.ReadLines(path).Count() >= 400).Select(Short));

    [Fact]
    public void has_namespaces_equal_to_folders() => Rule.HasNoViolation(
        from path in Code.Files("src", ".cs")
        let declared = NamespaceLine().Match(File.ReadAllText(path))
        where declared.Success && declared.Groups[1].Value != Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Code.Root, "src"), path))!.Replace(Path.DirectorySeparatorChar, '.')
        select Short(path));

    [Fact]
    public void has_no_folder_that_says_nothing() =>
        Rule.HasNoViolation(Sources.Select(Short).Where(path => path.Split('/').Intersect(ForbiddenFolders, StringComparer.OrdinalIgnoreCase).Any()));

    [Fact]
    public void has_nothing_left_to_do() => Rule.HasNoViolation(
        from path in Sources
        where !path.EndsWith("The_source.cs", StringComparison.Ordinal)
        from line in File.ReadLines(path)
        where Unfinished().IsMatch(line)
        select $"{Short(path)}: {line.Trim()}");

    [Fact]
    public void refers_to_projects_along_the_arrows() => Rule.HasNoViolation(
        from path in Code.Files("src", ".csproj")
        from reference in XDocument.Load(path).Descendants("ProjectReference")
        let owner = Path.GetFileNameWithoutExtension(path)
        let to = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)
        where !Allowed(owner).Contains(to)
        select $"{owner} refers to {to}");

    [Fact]
    public void names_no_version_outside_the_central_file() => Rule.HasNoViolation(
        from path in Folders.SelectMany(folder => Code.Files(folder, ".csproj")) from reference in XDocument.Load(path).Descendants("PackageReference") where reference.Attribute("Version") is not null select Short(path));

    private static string[] Allowed(string project) => project switch
    {
        "Stagedoor.Pages" or "Stagedoor.Egress" or "Stagedoor.Client" => ["Stagedoor.Protocol"],
        "Stagedoor.Server" or "Stagedoor.Frameio" => ["Stagedoor.Pages", "Stagedoor.Egress", "Stagedoor.Protocol"],
        "Stagedoor.Storage" => ["Stagedoor.Server", "Stagedoor.Frameio"],
        "Stagedoor.Host" => ["Stagedoor.Server", "Stagedoor.Frameio", "Stagedoor.Storage"],
        "Stagedoor.Cli" or "Stagedoor.Client.AspNetCore" => ["Stagedoor.Client"],
        _ => [],
    };

    private static string Short(string path) => Path.GetRelativePath(Code.Root, path).Replace(Path.DirectorySeparatorChar, '/');

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();
}
