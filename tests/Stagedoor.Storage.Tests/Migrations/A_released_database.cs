using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Consents;

namespace Stagedoor.Storage.Tests.Migrations;

/// <summary>What a release left opens with this version, whole (design §8).</summary>
public class A_released_database
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, StoreKind> All => new MatrixTheoryData<string, StoreKind>([.. Released.Versions], Enum.GetValues<StoreKind>());

    [Theory, MemberData(nameof(All))]
    public async Task goes_on_working_after_its_migration(string version, StoreKind store)
    {
        var release = new Released(version);
        var held = release.HeldOn(store);
        await using var app = await StartAsync(release, store, held.At.AddMinutes(1));

        // People and sessions: the browser that was signed in still is, and the password works.
        using var browser = app.NewBrowser();
        browser.Cookies.Add(app.Address, new System.Net.Cookie("stagedoor", held.Cookie));
        Assert.Contains("Ada Field", (await browser.GoAsync("/")).Words, StringComparison.Ordinal);
        using var other = app.NewBrowser();
        Assert.Contains("Ada Field", (await other.SignInAsync(Seed.Ada, Seed.AdaPassword, "/signin?return=/")).Words, StringComparison.Ordinal);

        // Keys, tokens, families: what was live is, what was spent is not, and then nothing of the family is.
        Assert.Equal("Ada Field", (await app.Http.GetAsync("/v4/me", held.AccessToken)).Ok().Json.GetProperty("data").GetProperty("name").GetString());
        var next = (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, held.RefreshToken)).Ok();
        (await app.Http.GetAsync("/v4/me", next["access_token"])).Ok();
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, held.SpentRefreshToken)).Is(400, "invalid_grant");
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, next["refresh_token"])).Is(400, "invalid_grant");
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", held.AccessToken)).Code == 401, TimeSpan.FromSeconds(5), "the family's access token lives on");

        // Credentials, and consent that is remembered.
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok();
        var ada = (await app.Services.GetRequiredService<Server.Users.IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!;
        Assert.Contains(Seed.ReviewBoard.Id, (await app.Services.GetRequiredService<IConsentStore>().OfPersonAsync(ada.Id, null, 100, Cancellation)).Select(consent => consent.ClientId));
    }

    [Theory, MemberData(nameof(All))]
    public async Task keeps_its_audit_whole(string version, StoreKind store)
    {
        var release = new Released(version);
        await using var app = await StartAsync(release, store, release.HeldOn(store).At.AddMinutes(1));
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok();
        var verdict = await app.Services.GetRequiredService<AuditVerifier>().VerifyAsync(release.HeldOn(store).AuditHead.Split('\n', StringSplitOptions.RemoveEmptyEntries), Cancellation);
        Assert.True(verdict.IsIntact, string.Join('\n', verdict.All));
        Assert.True(Assert.Single(verdict.Chains) is { First: 1, ProvenThrough: > 10, Last: var last, ProvenThrough: var proven } && last > proven);
    }

    [Fact]
    public void is_kept_for_every_release() => Assert.Contains("0.1", Released.Versions);

    private static async Task<StagedoorApp> StartAsync(Released release, StoreKind store, DateTimeOffset at)
    {
        var (data, connectionString) = await release.LayAsync(store);
        return await StagedoorApp.StartAsync(new AppOptions { Store = store, Laid = new(data, connectionString, at), Settings = new Dictionary<string, string> { ["Issuer"] = release.HeldOn(store).Issuer } });
    }
}
