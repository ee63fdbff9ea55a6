using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Endpoints.DeviceAuthorization;

[Spec("RFC 8628", "3")]
public class A_device(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string Grant = "urn:ietf:params:oauth:grant-type:device_code";

    [Theory, Stores]
    public async Task gets_its_tokens_once_the_person_confirms(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.ClientAsync(ApplicationKind.NativeApp);
        var answer = (await AskAsync(app, client)).Ok();
        Assert.Matches(@"\A[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}\z", answer["user_code"]);
        Assert.Equal(app.Issuer + "/device", answer["verification_uri"]);
        Assert.Equal($"{app.Issuer}/device?user_code={answer["user_code"]}", answer["verification_uri_complete"]);
        Assert.Equal("600", answer["expires_in"]);
        Assert.Equal("5", answer["interval"]);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        (await PollAsync(app, client, answer)).Is(400, "authorization_pending");
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await browser.GoAsync("/device?user_code=" + answer["user_code"]);
        await browser.PressAsync(page, "Allow access");
        app.Clock.Advance(TimeSpan.FromSeconds(6));
        var tokens = (await PollAsync(app, client, answer)).Ok();
        Assert.NotNull(tokens["access_token"]);
        app.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(400, (await PollAsync(app, client, answer)).Code);
    }

    [Fact]
    public async Task of_another_kind_is_refused_with_a_sentence_that_names_the_right_one()
    {
        var app = await AppAsync();
        Assert.Contains("Native App", (await AskAsync(app, await app.ClientAsync(ApplicationKind.SinglePageApp))).Is(400, "unauthorized_client")["error_description"], StringComparison.Ordinal);
        (await AskAsync(app, new(new string('0', 32), null, null, "openid"))).Is(401, "invalid_client");
        (await app.Http.PostFormAsync("/oauth2/device_authorization", ("client_id", (await app.ClientAsync(ApplicationKind.NativeApp)).Id), ("scope", "openid frame.s2s.all"))).Is(400, "invalid_scope");
    }

    [Fact, Attack("F4")]
    public async Task that_asks_without_end_is_told_to_wait()
    {
        var app = await AppAsync();
        var client = await app.ClientAsync(ApplicationKind.NativeApp);
        for (var i = 0; i < 60; i++) (await AskAsync(app, client)).Ok();
        var refused = (await AskAsync(app, client)).Is(429);
        Assert.NotNull(refused.Header("Retry-After"));
    }

    private async Task<StagedoorApp> AppAsync() => await apps.OnAsync(StoreKind.Sqlite);

    private static Task<Answer> AskAsync(StagedoorApp app, SeedClient client) => app.Http.PostFormAsync("/oauth2/device_authorization", [("client_id", client.Secret is null ? client.Id : null), ("scope", "openid offline_access")], client.Secret is null ? null : client);

    private static Task<Answer> PollAsync(StagedoorApp app, SeedClient client, Answer asked) => app.Http.PostFormAsync("/oauth2/token", ("grant_type", Grant), ("client_id", client.Id), ("device_code", asked["device_code"]));
}
