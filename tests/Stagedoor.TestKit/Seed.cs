namespace Stagedoor.TestKit;

/// <summary>Who and what stands in <c>seed.json</c>, which every test app is started with.</summary>
public static class Seed
{
    public const string Organization = "5A1D00C0FFEE00C0FFEE0001@AdobeOrg";
    public const string Account = "7b0f3c52-6a0e-4c57-9a44-0d7a3c1f0001";

    public const string Ada = "ada@northlight.example", AdaPassword = "correct horse battery staple";
    public const string Ben = "ben@northlight.example", BenPassword = "staple battery horse correct";

    public static readonly SeedClient DailiesBot = new("0f1e2d3c4b5a69788796a5b4c3d2e1f0", "p8e-demo-secret-not-for-production-1", null, "openid AdobeID frame.s2s.all");
    public static readonly SeedClient ReviewBoard = new("1f1e2d3c4b5a69788796a5b4c3d2e1f1", "p8e-demo-secret-not-for-production-2", "http://127.0.0.1:7443/callback", UserScope);
    public static readonly SeedClient ReviewPage = new("2f1e2d3c4b5a69788796a5b4c3d2e1f2", null, "http://127.0.0.1:7443/spa", UserScope);
    public static readonly SeedClient DesktopIngest = new("3f1e2d3c4b5a69788796a5b4c3d2e1f3", null, "http://127.0.0.1:7443/callback", UserScope);

    public const string ReviewBoardSignedOut = "http://127.0.0.1:7443/signed-out";

    private const string UserScope = "openid email profile offline_access additional_info.roles";

    /// <summary>The path of the file, copied beside the tests.</summary>
    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "seed.json");
}

/// <summary>A credential of the seed: no secret, a public one; no redirect URI, server to server.</summary>
public sealed record SeedClient(string Id, string? Secret, string? RedirectUri, string Scope)
{
    public override string ToString() => Id;
}
