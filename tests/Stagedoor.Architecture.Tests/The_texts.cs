using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Stagedoor.Architecture.Tests;

/// <summary>The texts of pages: every language has every text, with the same places to fill in.</summary>
public partial class The_texts
{
    private static readonly string[] Languages = ["de", "fr", "ja"];

    /// <summary>What is in English only as yet; nothing may join this list.</summary>
    private static readonly string[] EnglishOnly =
    [
        "src/Stagedoor.Pages", "src/Stagedoor.Server/Endpoints/Authorize", "src/Stagedoor.Server/Endpoints/Logout", "src/Stagedoor.Server/Mail", "src/Stagedoor.Server/SignIn/Device",
        "src/Stagedoor.Server/SignIn/FirstAdministrator",
    ];

    private static IEnumerable<string> Folders => Code.Files("src/Stagedoor.Pages", ".resx").Concat(Code.Files("src/Stagedoor.Server", ".resx")).Concat(Code.Files("src/Stagedoor.Frameio", ".resx")).Select(path => Path.GetDirectoryName(path)!).Distinct().Order(StringComparer.Ordinal);

    [Fact]
    public void are_there_in_every_language_with_the_same_places_to_fill_in() => Rule.HasNoViolation(
        from folder in Folders
        where !EnglishOnly.Contains(Short(folder))
        let english = Read(folder, "")
        from language in Languages
        let translated = Read(folder, "." + language)
        from name in english.Keys.Union(translated.Keys)
        where !english.ContainsKey(name) || !translated.ContainsKey(name) || Places(english[name]) != Places(translated[name]) || translated[name].Length == 0
        select $"{Short(folder)} {language} {name}");

    [Fact]
    public void are_in_english_only_where_the_list_says_so() => Assert.Equal(EnglishOnly, Folders.Where(folder => Read(folder, ".de").Count == 0).Select(Short));

    private static Dictionary<string, string> Read(string folder, string language)
    {
        var file = Path.Combine(folder, $"Texts{language}.resx");
        return File.Exists(file) ? XDocument.Load(file).Descendants("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal) : [];
    }

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    private static string Short(string path) => Path.GetRelativePath(Code.Root, path).Replace(Path.DirectorySeparatorChar, '/');

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Place();
}
