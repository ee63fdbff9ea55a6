using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Stagedoor.Architecture.Tests;

/// <summary>The texts of pages: every language has every text, with the same places to fill in.</summary>
public partial class The_texts
{
    private static readonly string[] Languages = ["de", "fr", "ja"];

    /// <summary>Keys that the code puts together: of which folder, how they look, and which part of them is a word of the code.</summary>
    private static readonly (string Folder, string Key)[] Computed =
    [
        ("src/Stagedoor.Pages", @"^(\w+)\.(?:Title|What|Who|Do)$"),
        ("src/Stagedoor.Server/Endpoints/Authorize", @"^(\w+)\.(?:Title|What|Who|Do)$"),
        ("src/Stagedoor.Server/Endpoints/Logout", @"^(\w+)\.What$"),
        ("src/Stagedoor.Server/Mail", @"^(\w+)\.(?:Subject|What|Do|Not|Undo)$"),
        ("src/Stagedoor.Server/SignIn", @"^(?:Scope|Refused)\.(.+)$"),
        ("src/Stagedoor.Server/SignIn/Credentials/Password", @"^(\w+)$"),
        ("src/Stagedoor.Server/SignIn/Device", @"^(\w+)\.(?:Title|What)$"),
        ("src/Stagedoor.Server/SignIn/ProfileEmail", @"^Problem\.(\w+)$"),
        ("src/Stagedoor.Server/SignIn/ProfileHistory", @"^(?:Why|How)\.(\w+)$"),
        ("src/Stagedoor.Server/SignIn/ProfilePassword", @"^Problem\.(\w+)$"),
        ("src/Stagedoor.Server/SignIn/Recovery", @"^Done\.(\w+)$"),
        ("src/Stagedoor.Server/SignIn/SignUp", @"^Email\.(\w+)$"),
        ("src/Stagedoor.Frameio/App", @"^(\w+)$"),
        ("src/Stagedoor.Frameio/App/History", @"^(?:Act|Type)\.(?:console\.)?(.+)$"),
        ("src/Stagedoor.Frameio/App/ServiceAccounts", @"^(?:Standing|AccountRole|Level|Role|Problem)\.(\w+)$"),
        ("src/Stagedoor.Frameio/App/WebhookDeliveries", @"^State\.(\w+)$"),
        ("src/Stagedoor.Server/Admin/Audit", @"^(?:Act|Objection)\.(.+)$"),
        ("src/Stagedoor.Server/Admin/People", @"^(?:Status|Role|RoleWhat|Done|Objection)\.(\w+)$"),
        ("src/Stagedoor.Server/Admin/Integrations", @"^(?:Done|Objection|Policy|PolicyWhat)\.(\w+)$"),
        ("src/Stagedoor.Server/Admin/ProductProfiles", @"^(?:Done|Objection)\.(\w+)$"),
        ("src/Stagedoor.Server/Admin/ProductProfiles", @"^(\w+)\.(?:Title|Button)$"),
        ("src/Stagedoor.Server/Admin/ProductProfiles", @"^(\w+)What$"),
        ("src/Stagedoor.Server/Admin/ServiceAccounts", @"^(?:Status|Show|AccountRole|Done|Objection)\.(\w+)$"),
        ("src/Stagedoor.Server/Admin/ServiceAccounts", @"^(\w+)\.(?:Title|Lead|Already|Button)$"),
        ("src/Stagedoor.Server/Admin/Statistics", @"^Line\.(.+)$"),
        ("src/Stagedoor.Server/Consoles", @"^Objection\.(\w+)$"),
        ("src/Stagedoor.Server/Consoles", @"^(?:Ago|In)\.(\w+)(?:\.One)?$"),
        ("src/Stagedoor.Server/Developer/Credentials", @"^(?:Objection|Done|Kind|Api|State|End|Differs|Notice|First)\.(\w+)(?:\.(?:If|How|Title|Lead|Button))?$"),
        ("src/Stagedoor.Server/Developer/Projects", @"^(?:Objection|Done)\.(\w+)$"),
        ("src/Stagedoor.Server/Developer/Projects", @"^Act\.(.+)$"),
    ];

    private static readonly Dictionary<string, string> Sources = new[] { ".cs", ".razor" }.SelectMany(ending => Code.Files("src", ending)).ToDictionary(path => path, File.ReadAllText, StringComparer.Ordinal);

    private static readonly HashSet<string> Words = [.. Sources.Values.SelectMany(text => Word().Matches(text).Select(match => match.Value).Concat(Literal().Matches(text).Select(match => match.Groups[1].Value)))];

    private static IEnumerable<string> Folders => Code.Files("src/Stagedoor.Pages", ".resx").Concat(Code.Files("src/Stagedoor.Server", ".resx")).Concat(Code.Files("src/Stagedoor.Frameio", ".resx")).Select(path => Path.GetDirectoryName(path)!).Distinct().Order(StringComparer.Ordinal);

    [Fact]
    public void are_there_in_every_language_with_the_same_places_to_fill_in() => Rule.HasNoViolation(
        from folder in Folders
        let english = Read(folder, "")
        from language in Languages
        let translated = Read(folder, "." + language)
        from name in english.Keys.Union(translated.Keys)
        where !english.ContainsKey(name) || !translated.ContainsKey(name) || Places(english[name]) != Places(translated[name]) || translated[name].Length == 0
        select $"{Short(folder)} {language} {name}");

    [Fact]
    public void are_each_used_by_the_code_beside_them() => Rule.HasNoViolation(
        from folder in Folders
        from name in Unused(folder, Read(folder, "").Keys)
        select $"{Short(folder)} {name}");

    [Fact]
    public void that_nothing_uses_are_found_also_among_those_that_the_code_puts_together()
    {
        var mail = Path.Combine(Code.Root, "src", "Stagedoor.Server", "Mail");
        Assert.Equal(["NobodySaysThis.Subject", "NewDevice.Gone"], Unused(mail, ["NobodySaysThis.Subject", "NewDevice.Gone", "NewDevice.Subject", "Hello"]));
        Assert.Equal(["NobodySaysThis"], Unused(Path.Combine(Code.Root, "src", "Stagedoor.Server", "SignIn", "SignIn"), ["NobodySaysThis", "Email"]));
    }

    // The keys that stand in no file of the folder or of who takes its texts, and are not declared as put together of words of the code.
    private static IEnumerable<string> Unused(string folder, IEnumerable<string> names)
    {
        var types = Sources.Keys.Where(path => Path.GetDirectoryName(path) == folder).Select(path => $"Texts.Beside<{Path.GetFileNameWithoutExtension(path)}>").ToList();
        var literals = Sources.Where(source => Path.GetDirectoryName(source.Key) == folder || types.Any(type => source.Value.Contains(type, StringComparison.Ordinal)))
            .SelectMany(source => Literal().Matches(source.Value).Select(match => match.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        var computed = Computed.Where(rule => rule.Folder == Short(folder)).Select(rule => new Regex(rule.Key, RegexOptions.NonBacktracking)).ToList();
        return names.Where(name => !literals.Contains(name) && !computed.Any(rule => rule.Match(name) is { Success: true } match && Words.Contains(match.Groups[1].Value)));
    }

    private static Dictionary<string, string> Read(string folder, string language)
    {
        var file = Path.Combine(folder, $"Texts{language}.resx");
        return File.Exists(file) ? XDocument.Load(file).Descendants("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal) : [];
    }

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    private static string Short(string path) => Path.GetRelativePath(Code.Root, path).Replace(Path.DirectorySeparatorChar, '/');

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"""([\w.]+)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
