using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tests.Management;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Developer;

/// <summary>An access token that a person generates for a server-to-server credential.</summary>
public class A_generated_token(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task acts_as_the_service_account_for_an_hour_and_is_shown_once(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (owner, path, clientId) = await MachineAsync(app);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(owner.Email, Seed.BenPassword);
        var page = await browser.GoAsync(path + "/token");
        Assert.Contains("60 minutes", page.Words, StringComparison.Ordinal);
        var request = Browser.Request(page, "Generate access token");
        var fields = await request.Content!.ReadAsStringAsync(Cancellation);
        var shown = (await browser.SendAsync(request)).Ok();
        var token = System.Text.RegularExpressions.Regex.Match(shown.Text, "<textarea[^>]*>(ey[^<]+)</textarea>").Groups[1].Value;
        Assert.Contains("no-store", shown.Header("Cache-Control")!, StringComparison.Ordinal);
        var me = (await app.Http.GetAsync("/v4/me", token)).Ok().Json.GetProperty("data");
        Assert.StartsWith("Service Account User", me.GetProperty("name").GetString(), StringComparison.Ordinal);
        var claims = Jws.Read(token).Payload;
        Assert.Equal(3600, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        using (var again = new HttpRequestMessage(HttpMethod.Post, path + "/token") { Content = new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded") })
        {
            Assert.Equal(303, (await browser.SendAsync(again)).Code);
        }

        Assert.Contains("was shown before", (await browser.GoAsync(path + "?done=token")).Words, StringComparison.Ordinal);
        Assert.False(app.Log.Contain(token));

        // The person's act, of the credential, with the token's id.
        var reader = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var audit = $"/audit?act={AuditAct.TokenGenerated}&credential={clientId}";
        await Eventually.TrueAsync(async () => (await app.ManageAsync(reader, HttpMethod.Get, audit)).Ok().Json.GetProperty("items").GetArrayLength() == 1, TimeSpan.FromSeconds(10), "it is not in the audit");
        var entry = (await app.ManageAsync(reader, HttpMethod.Get, audit)).Json.GetProperty("items")[0].GetRawText();
        foreach (var id in new[] { owner.Id, claims.GetProperty("jti").GetString()!, claims.GetProperty("sub").GetString()! }) Assert.Contains(id, entry, StringComparison.Ordinal);

        // Revoked, it is dead within a second, and there is none to be had.
        await browser.PressAsync(await browser.GoAsync(path + "/revoke"), "Revoke credential", ("confirm", "Nightly"));
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", token)).Code == 401, OneSecond, "a token lives");
        var refused = await browser.PressAsync(await browser.GoAsync(path + "/token"), "Generate access token");
        Assert.Equal(400, refused.Code);
        Assert.Contains("The credential is revoked", refused.Words, StringComparison.Ordinal);
        Assert.Equal("revoked", (await app.ManageAsync(await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization)), HttpMethod.Post, $"/credentials/{clientId}/access-token", "{}")).Is(409)["code"]);
    }

    [Theory, Stores]
    public async Task is_refused_as_the_token_endpoint_refuses(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (owner, _, clientId) = await MachineAsync(app);
        var theirs = await app.AdministratorAsync(owner, Seed.Organization);
        var accounts = app.Of<IServiceAccountStore>();
        var account = (await accounts.FindByClientAsync(clientId, Cancellation))!;
        Assert.False((await app.Of<AccessTokens>().GenerateAsync(theirs, clientId, Cancellation)).Failed(out _, out var live));
        (await app.Http.GetAsync("/v4/me", live!.Token.Text)).Ok();
        await accounts.SetDisabledAsync(account.Id, account.Version, true, app.Clock.GetUtcNow(), Cancellation);
        Assert.Equal("service_account_disabled", await WhyAsync(app.Of<AccessTokens>().GenerateAsync(theirs, clientId, Cancellation)));
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", live.Token.Text)).Code == 401, OneSecond, "a token lives");
        Assert.Equal("no_generated_tokens", await WhyAsync(app.Of<AccessTokens>().GenerateAsync(theirs, await Examples.CredentialAsync(app, owner), Cancellation)));
    }

    [Theory, Stores, Attack("I1")]
    public async Task makes_nobody_a_system_administrator(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var administrator = await app.AdministratorAsync(await app.ColleagueAsync(Seed.Organization, "system_admin"), Seed.Organization);
        var theirs = await app.AdministratorAsync(owner, Seed.Organization);
        var clientId = await Examples.MachineAsync(app, owner, "stagedoor_management");

        // Generated before it may manage, the token of a developer manages nothing after.
        Assert.False((await app.Of<AccessTokens>().GenerateAsync(theirs, clientId, Cancellation)).Failed(out _, out var before));
        Assert.Null(await WhyAsync(app.Of<Credentials>().AllowManagementAsync(administrator, clientId, null, true, Cancellation)));
        Assert.Equal("insufficient_scope", (await app.ManageAsync(before!.Token.Text, HttpMethod.Get, "/people")).Is(403)["code"]);
        Assert.Equal("manages_by_token", await WhyAsync(app.Of<AccessTokens>().GenerateAsync(theirs, clientId, Cancellation)));
        Assert.False((await app.Of<AccessTokens>().GenerateAsync(administrator, clientId, Cancellation)).Failed(out _, out var made));
        (await app.ManageAsync(made!.Token.Text, HttpMethod.Get, "/people")).Ok();
    }

    [Theory, Stores]
    public async Task over_the_api_is_in_the_first_answer_alone(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (_, _, clientId) = await MachineAsync(app);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        Task<Answer> Ask() => app.ManageAsync(token, HttpMethod.Post, $"/credentials/{clientId}/access-token", "{}", request => request.Headers.TryAddWithoutValidation("Idempotency-Key", "k-" + clientId));
        var first = await Ask();
        Assert.Equal(201, first.Code);
        (await app.Http.GetAsync("/v4/me", first["access_token"]!)).Ok();
        var second = await Ask();
        Assert.Equal(201, second.Code);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.Json.GetProperty("access_token").ValueKind);
        Assert.Contains("kept nowhere", second["note"], StringComparison.Ordinal);
    }

    private static async Task<(Person Owner, string Path, string ClientId)> MachineAsync(StagedoorApp app)
    {
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var clientId = await Examples.MachineAsync(app, owner);
        var project = (await app.Of<Credentials>().FindAsync(await app.AdministratorAsync(owner, Seed.Organization), clientId, Cancellation)).Failed(out var why, out var card) ? throw new InvalidOperationException(why.Sentence) : card.Client.ProjectId;
        return (owner, $"/developer/projects/{project}/credentials/{clientId}", clientId);
    }

    private static async Task<string?> WhyAsync<T>(Task<Outcome<T>> outcome) where T : class => (await outcome).Failed(out var why, out _) ? why.Code : null;
}
