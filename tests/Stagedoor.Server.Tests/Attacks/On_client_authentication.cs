using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;

namespace Stagedoor.Server.Tests.Attacks;

/// <summary>Rows D: who a client says it is.</summary>
[Spec("RFC 6749", "2.3")]
public class On_client_authentication(Stage stage) : IClassFixture<Stage>
{
    private const string Standard = "/oauth2/token", Ims = "/ims/token/v3";

    private static readonly (string, string?)[] Grant = [("grant_type", "client_credentials"), ("scope", "openid AdobeID frame.s2s.all")];

    [Theory, Attack("D4")]
    [InlineData(Standard)]
    [InlineData(Ims)]
    public async Task two_methods_in_one_request_are_refused(string path)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        (await app.Http.PostFormAsync(path, [.. Grant, ("client_secret", Crew.Bot.Secret)], Crew.Bot)).Is(400, "invalid_request");
        (await app.Http.PostFormAsync(path, [.. Grant, ("client_id", Crew.Bot.Id), ("client_secret", Crew.Bot.Secret)], Crew.Bot)).Is(400, "invalid_request");
        Assert.Equal(400, (await app.Http.PostFormAsync($"{path}?client_secret={Crew.Bot.Secret}", [.. Grant, ("client_id", Crew.Bot.Id), ("client_secret", Crew.Bot.Secret)])).Code);
        Assert.InRange((await app.Http.PostFormAsync(path, [.. Grant, ("client_id", Crew.Other.Id)], Crew.Bot)).Code, 400, 401);
        (await app.Http.PostFormAsync(path, [.. Grant, ("client_id", Crew.Bot.Id)], Crew.Bot)).Ok();
    }

    [Fact, Attack("D4")]
    public async Task a_secret_in_the_query_is_refused_unless_the_credential_allows_it_and_the_dialect_has_it()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var query = $"?client_id={Crew.Bot.Id}&client_secret={Crew.Bot.Secret}&grant_type=client_credentials&scope=openid,AdobeID,frame.s2s.all";
        Assert.InRange((await app.Http.PostFormAsync(Ims + query)).Code, 400, 401);
        Assert.InRange((await app.Http.PostFormAsync(Standard + query.Replace(',', '+'))).Code, 400, 401);
    }

    [Theory, Attack("D6"), Spec("RFC 6749", "5.2")]
    [InlineData("ffffffffffffffffffffffffffffffff", "whatever")]
    [InlineData("a0000000000000000000000000000005", "wrong")]
    [InlineData("a0000000000000000000000000000005", "bot-secret-1-not-for-productioN")]
    [InlineData("a0000000000000000000000000000005", "")]
    [InlineData("a0000000000000000000000000000001", "bot-secret-1-not-for-production")]
    public async Task a_stranger_gets_one_answer_whatever_is_wrong(string id, string secret)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var reference = (await app.Http.PostFormAsync(Standard, Grant, new SeedClient("eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "x", null, ""))).Is(401, "invalid_client");
        var answer = (await app.Http.PostFormAsync(Standard, Grant, new SeedClient(id, secret, null, ""))).Is(401, "invalid_client");
        Assert.Equal(reference.Text, answer.Text);
        Assert.StartsWith("Basic", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal(Names(reference), Names(answer));
    }

    [Fact, Attack("D6"), Spec("ims.md", "1.4")]
    public async Task ims_tells_an_unknown_client_from_a_wrong_secret_by_text_only()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        foreach (var path in (string[])["/ims/token/v2", "/ims/token/v3", "/ims/token/v4"])
        {
            var wrong = (await app.Http.ClientCredentialsAsync(path, Crew.Bot with { Secret = "wrong" })).Is(400, "invalid_client");
            Assert.Equal("invalid client_secret parameter", wrong["error_description"]);
            var unknown = (await app.Http.ClientCredentialsAsync(path, Crew.Bot with { Id = "ffffffffffffffffffffffffffffffff" })).Is(400, "invalid_client");
            Assert.Equal("invalid client_id parameter", unknown["error_description"]);
        }
    }

    [Theory, Attack("D7")]
    [InlineData(Standard)]
    [InlineData(Ims)]
    public async Task a_public_client_that_sends_a_secret_is_refused_and_a_confidential_one_that_sends_none(string path)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var grant = await app.AllowAsync(Crew.Page);
        Assert.Equal("invalid_client", (await app.Http.PostFormAsync(path, ("grant_type", "authorization_code"), ("code", grant.Code), ("code_verifier", grant.Proof.Verifier), ("redirect_uri", Crew.Page.RedirectUri), ("client_id", Crew.Page.Id), ("client_secret", "x"))).Error);
        grant = await app.AllowAsync(Crew.Board);
        Assert.Equal("invalid_client", (await app.Http.PostFormAsync(path, ("grant_type", "authorization_code"), ("code", grant.Code), ("code_verifier", grant.Proof.Verifier), ("redirect_uri", Crew.Board.RedirectUri), ("client_id", Crew.Board.Id))).Error);
        Assert.Equal("invalid_client", (await app.Http.PostFormAsync(path, [.. Grant, ("client_id", Crew.Bot.Id)])).Error);
        Assert.Contains((await app.Http.PostFormAsync(path, Grant)).Error, (string[])["invalid_client", "invalid_request"]);
    }

    [Theory, Attack("D7")]
    [InlineData(Standard)]
    [InlineData(Ims)]
    public async Task a_client_of_another_kind_may_not_use_the_grant(string path)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        (await app.Http.PostFormAsync(path, [("grant_type", "client_credentials"), ("scope", "openid")], Crew.Board)).Is(400, "unauthorized_client");
        (await app.Http.PostFormAsync(path, [("grant_type", "client_credentials"), ("scope", "openid"), ("client_id", Crew.Page.Id)])).Is(400, "unauthorized_client");
        (await app.Http.PostFormAsync(path, [("grant_type", "password"), ("username", Seed.Ada), ("password", Seed.AdaPassword)], Crew.Board)).Is(400, "unsupported_grant_type");
        (await app.Http.PostFormAsync(path, [("grant_type", "refresh_token"), ("refresh_token", "e30.e30.AA")], Crew.Bot)).Is(400, "unauthorized_client");
    }

    [Theory, Stores, Attack("D8")]
    public async Task only_secrets_that_are_valid_now_work(StoreKind store)
    {
        var app = await stage.OnAsync(store);
        var clients = app.Services.GetRequiredService<IClientStore>();
        var now = app.Clock.GetUtcNow();
        var (rotated, rotatedValue) = ClientAuthenticator.NewSecret(Crew.TheirBot.Id, "second", given: null, now, expiresAt: null);
        var (expired, expiredValue) = ClientAuthenticator.NewSecret(Crew.TheirBot.Id, "expired", given: null, now.AddDays(-2), now.AddDays(-1));
        var (early, earlyValue) = ClientAuthenticator.NewSecret(Crew.TheirBot.Id, "early", given: null, now, expiresAt: null);
        foreach (var secret in (ClientSecret[])[rotated, expired, early with { NotBefore = now.AddDays(1) }]) Assert.True(await clients.AddSecretAsync(secret, default));
        Task<Answer> Ask(Secret secret) => app.Http.ClientCredentialsAsync(Standard, Crew.TheirBot with { Secret = secret.Reveal() });
        await Eventually.TrueAsync(async () => (await Ask(rotatedValue)).Code == 200, TimeSpan.FromSeconds(1), "the new secret does not work");
        (await app.Http.ClientCredentialsAsync(Standard, Crew.TheirBot)).Ok();
        (await Ask(expiredValue)).Is(401, "invalid_client");
        (await Ask(earlyValue)).Is(401, "invalid_client");
        Assert.True(await clients.RevokeSecretAsync(Crew.TheirBot.Id, rotated.Id, now, default));
        await Eventually.TrueAsync(async () => (await Ask(rotatedValue)).Code == 401, TimeSpan.FromSeconds(1), "a revoked secret works");
        (await app.Http.ClientCredentialsAsync(Standard, Crew.TheirBot)).Ok();
    }

    [Fact, Attack("D8")]
    public async Task the_last_use_of_a_secret_is_noted_with_its_grant()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        (await app.Http.ClientCredentialsAsync(Standard, Crew.Bot)).Ok();
        await Eventually.TrueAsync(async () => (await app.Services.GetRequiredService<IClientStore>().FindAsync(Crew.Bot.Id, default))!.Secrets[0] is { LastUsedGrant: "client_credentials", LastUsedAt: not null, LastUsedAddress: not null }, TimeSpan.FromSeconds(8), "no use was noted");
    }

    [Theory, Attack("D6"), Attack("F2")]
    [InlineData(Standard)]
    [InlineData(Ims)]
    public async Task a_guesser_is_slowed_and_the_right_secret_passes_from_elsewhere(string path)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });
        var wrong = Crew.Bot with { Secret = "wrong" };
        for (var attempt = 0; attempt < 10; attempt++) Assert.NotEqual(429, (await app.Http.ClientCredentialsAsync(path, wrong)).Code);
        var slowed = (await app.Http.ClientCredentialsAsync(path, wrong)).Is(429);
        Assert.InRange(int.Parse(slowed.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        using var elsewhere = From("127.0.0.2", app);
        (await elsewhere.ClientCredentialsAsync(path, Crew.Bot)).Ok();
        app.Clock.Advance(TimeSpan.FromMinutes(1.1));
        (await app.Http.ClientCredentialsAsync(path, Crew.Bot)).Ok();
    }

    [Fact, Attack("D6")]
    public async Task honest_use_is_never_slowed()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => app.Http.ClientCredentialsAsync(Standard, Crew.Bot)));
        Assert.All(answers, answer => answer.Ok());
    }

    // All of 127.0.0.0/8 is this machine: another source address without another machine.
    private static HttpClient From(string address, StagedoorApp app) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            socket.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Parse(address), 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = app.Address };

    private static IEnumerable<string> Names(Answer answer) => answer.Response.Headers.Select(header => header.Key).Order(StringComparer.Ordinal);
}
