using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.Tests.Endpoints.Token;

[Collection(EndpointTests.Name), Spec("RFC 8628", "3.5")]
public class A_device_code(EndpointApps apps)
{
    private const string Grant = "urn:ietf:params:oauth:grant-type:device_code";

    [Theory, Stores]
    public async Task is_pending_then_told_to_slow_down_then_becomes_tokens_once(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var speaking in Speaking.Both)
        {
            var client = await app.CredentialAsync(ApplicationKind.NativeApp);
            var code = await AskAsync(app, client);
            (await PollAsync(app, speaking, client, code)).Is(400, "authorization_pending");
            (await PollAsync(app, speaking, client, code)).Is(400, "slow_down");
            app.Clock.Advance(TimeSpan.FromSeconds(15));
            await AllowAsync(app, client, code);
            var answer = (await PollAsync(app, speaking, client, code)).Ok();
            (await app.Http.GetAsync(speaking.Userinfo, answer["access_token"])).Ok();
            Assert.NotNull(answer["refresh_token"]);
            Assert.NotNull(answer["id_token"]);
            app.Clock.Advance(TimeSpan.FromSeconds(15));
            (await PollAsync(app, speaking, client, code)).Is(400);
        }
    }

    [Theory, Stores]
    public async Task is_used_by_one_of_many_at_once(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.NativeApp);
        var code = await AskAsync(app, client);
        await AllowAsync(app, client, code);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => PollAsync(app, Speaking.Standard, client, code)));
        Assert.Single(answers, answer => answer.Code == 200);
    }

    [Theory, Stores]
    public async Task that_was_refused_ran_out_or_is_another_clients_says_so(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var speaking in Speaking.Both)
        {
            var client = await app.CredentialAsync(ApplicationKind.NativeApp);
            var refused = await AskAsync(app, client);
            Assert.True(await app.Get<IDeviceAuthorizationStore>().DenyAsync(OneTimeValue.DeviceCode.Hash(refused), app.Now, Made.Stop));
            (await PollAsync(app, speaking, client, refused)).Is(400, "access_denied");

            var foreign = await AskAsync(app, client);
            (await PollAsync(app, speaking, await app.CredentialAsync(ApplicationKind.NativeApp), foreign)).Is(400, "invalid_grant");
            (await PollAsync(app, speaking, client, "x")).Is(400, "invalid_grant");
            (await PollAsync(app, speaking, await app.CredentialAsync(ApplicationKind.SinglePageApp), foreign)).Is(400, "unauthorized_client");

            var old = await AskAsync(app, client);
            app.Clock.Advance(TimeSpan.FromHours(1));
            (await PollAsync(app, speaking, client, old)).Is(400, "expired_token");
        }
    }

    private static async Task<string> AskAsync(StagedoorApp app, SeedClient client) =>
        (await app.Http.PostFormAsync("/oauth2/device_authorization", ("client_id", client.Id), ("scope", "openid profile offline_access"))).Ok()["device_code"]!;

    private static Task<Answer> PollAsync(StagedoorApp app, Speaking speaking, SeedClient client, string code) => app.Http.PostFormAsync(speaking.Token, ("grant_type", Grant), ("client_id", client.Id), ("device_code", code));

    private static async Task AllowAsync(StagedoorApp app, SeedClient client, string code)
    {
        var someone = await app.SomeoneAsync(client);
        var session = new Session { Sid = "sid-" + someone.Id, BrowserHash = someone.Id, PersonId = someone.Id, AuthenticatedAt = app.Now, ExpiresAt = app.Now.AddHours(1), Acr = "1", Amr = ["pwd"] };
        await app.Get<ISessionStore>().AddAsync(session, null, app.Clock.GetUtcNow(), Made.Stop);
        await app.Get<IConsentStore>().AllowAsync(new Consent { PersonId = someone.Id, ClientId = client.Id, Scopes = ScopeSet.Of("openid", "profile", "offline_access"), GrantedAt = app.Now }, Made.Stop);
        Assert.True(await app.Get<IDeviceAuthorizationStore>().AllowAsync(OneTimeValue.DeviceCode.Hash(code), someone.Id, session.Sid, app.Now, "1", "pwd", app.Now, Made.Stop));
    }
}
