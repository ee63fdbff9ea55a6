using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(Stagedoor.Cli.Tests.Studio))]

namespace Stagedoor.Cli.Tests;

/// <summary>One server for all tests of the command: on the machine's clock, without limits, and with files cut small.</summary>
public sealed partial class Studio : AppFixture
{
    public const int PartSize = 1024 * 1024;

    public static TheoryData<string> Dialects => ["", "/ims"];

    protected override AppOptions Options => new() { RealClock = true, Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false", ["Frameio:PartSize"] = $"{PartSize}" } };

    public Task<StagedoorApp> AppAsync() => OnAsync(StoreKind.Sqlite);

    /// <summary>What differs from run to run, in braces: the same thing by the same name.</summary>
    public static string Mask(StagedoorApp app, string text)
    {
        var known = new Dictionary<string, string>();
        text = text.Replace(app.Issuer, "{issuer}", StringComparison.Ordinal);
        text = Uuid().Replace(text, match => match.Value == Seed.Account ? "{account}" : known.TryGetValue(match.Value, out var name) ? name : known[match.Value] = $"{{id {known.Count + 1}}}");
        return Time().Replace(ServiceAccount().Replace(text, "{service account}"), "{time}");
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();

    [GeneratedRegex("[0-9A-F]{24}@techacct.adobe.com")]
    private static partial Regex ServiceAccount();
}
