namespace Stagedoor.Server.Tests.Attacks;

/// <summary>Who stands in this folder's seed.</summary>
public static class Crew
{
    private const string Scope = "openid email profile offline_access additional_info.roles";

    public static readonly SeedClient Board = new("a0000000000000000000000000000001", "board-secret-1-not-for-production", "https://board.example/cb", Scope);
    public static readonly SeedClient Other = new("a0000000000000000000000000000002", "other-secret-1-not-for-production", "https://other.example/cb", Scope);
    public static readonly SeedClient Page = new("a0000000000000000000000000000003", null, "https://page.example/spa", Scope);
    public static readonly SeedClient Ingest = new("a0000000000000000000000000000004", null, "http://127.0.0.1:49152/callback", Scope);
    public static readonly SeedClient Bot = new("a0000000000000000000000000000005", "bot-secret-1-not-for-production", null, "openid AdobeID frame.s2s.all");
    public static readonly SeedClient Legacy = new("a0000000000000000000000000000006", "legacy-secret-1-not-for-production", "https://legacy.example/cb", "openid email profile offline_access");
    public static readonly SeedClient TheirBot = new("b0000000000000000000000000000001", "their-secret-1-not-for-production", null, "openid AdobeID frame.s2s.all");

    public const string Carol = "carol@otherhouse.example", CarolPassword = "horse correct staple battery";

    public static string SeedFile => Path.Combine(AppContext.BaseDirectory, "Attacks", "seed.json");
}

/// <summary>One app per store for a class of attacks.</summary>
public sealed class Stage : AppFixture
{
    // A class of attacks fails more often in a minute than honest use does; the limits have tests of their own.
    protected override AppOptions Options => new() { SeedPath = Crew.SeedFile, Settings = new Dictionary<string, string> { ["Limits:ClientFailuresPerMinute"] = "100000", ["Limits:AddressFailuresPerMinute"] = "100000" } };
}
