using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stagedoor.Client.AspNetCore;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Keys;

namespace Stagedoor.Client.Tests.AspNetCore;

/// <summary>A web application that hears of people who were signed out at the issuer: OpenID Connect Back-Channel Logout 1.0, from the receiver's side.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_heard_sign_out(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string Path = "/backchannel-logout", Event = "\"events\":{\"http://schemas.openid.net/event/backchannel-logout\":{}}";

    public static TheoryData<Dialect> Dialects => Applications.Dialects;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Dialects)), Attack("F15")]
    public async Task at_the_issuer_signs_the_person_out_here_within_seconds_and_nobody_else(Dialect dialect)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Settings = new Dictionary<string, string> { ["Egress:AllowLoopback"] = "true" } });
        await using var site = await Site.StartAsync(app, dialect, Listens);
        var clients = app.Services.GetRequiredService<IClientStore>();
        var board = (await clients.FindAsync(Seed.ReviewBoard.Id, Cancellation))!;
        Assert.True(await clients.ChangeAsync(board.ClientId, board.Name, board.Settings with { BackchannelLogoutUri = new Uri(site.Address, Path).AbsoluteUri }, Cancellation));
        var (ended, stays) = (site.NewBrowser(), site.NewBrowser());
        using var here = app.NewBrowser();
        await here.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await site.OpenAsync(app, ended, "/who");
        await here.PressAsync(await here.GoAsync("/profile/sessions"), "End");
        await site.OpenAsync(app, stays, "/who");
        await Eventually.TrueAsync(async () => (await ended.GoAsync("/who")).Left is not null, TimeSpan.FromSeconds(5), "the cookie signs in still");
        Assert.Null((await stays.GoAsync("/who")).Left);
        Assert.True(site.Log.Contain("was ended by the issuer"));
    }

    [Fact, Attack("I10"), Spec("OIDC Back-Channel Logout", "2.6")]
    public async Task is_taken_once_from_the_issuer_itself_and_ends_one_session_or_all_from_before()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, Dialect.Standard, Listens);
        var (one, other) = (site.NewBrowser(), site.NewBrowser());
        var (first, second) = (await SidAsync(app, site, one), await SidAsync(app, site, other));
        Assert.NotEqual(first.Sid, second.Sid);

        var token = Sign(app, Payload(app, $"\"sid\":\"{first.Sid}\",\"sub\":\"{first.Sub}\""));
        Assert.Equal((200, ""), await PostAsync(site, token));
        Assert.NotNull((await one.GoAsync("/who")).Left);
        Assert.Null((await other.GoAsync("/who")).Left);

        // Replayed, it is refused; and it ends nobody who signed in since.
        Assert.Equal((400, """{"error":"invalid_request","error_description":"the logout token was here before"}"""), await PostAsync(site, token));

        // A person without a session: all of theirs from before, and none from after.
        Assert.Equal(200, (await PostAsync(site, Sign(app, Payload(app, $"\"sub\":\"{first.Sub}\""), typ: null))).Code);
        Assert.NotNull((await other.GoAsync("/who")).Left);
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        var since = site.NewBrowser();
        await SidAsync(app, site, since);
        Assert.Null((await since.GoAsync("/who")).Left);
        Assert.Equal(200, (await PostAsync(site, Sign(app, Payload(app, "\"sub\":\"0A1B2C3D4E5F60718293A4B5@AdobeID\"")))).Code);
        Assert.Null((await since.GoAsync("/who")).Left);
    }

    [Fact, Attack("I10"), Spec("OIDC Back-Channel Logout", "2.6")]
    public async Task that_is_forged_is_refused_and_ends_nothing()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, Dialect.Standard, Listens);
        var browser = site.NewBrowser();
        var (sid, sub) = await SidAsync(app, site, browser);
        using var stranger = new SigningKeyPair();
        var who = $"\"sid\":\"{sid}\",\"sub\":\"{sub}\"";
        var good = Payload(app, who);
        var now = app.Clock.GetUtcNow().ToUnixTimeSeconds();
        (string Why, string Token)[] forged =
        [
            ("another's signature", stranger.Sign("RS256", good)),
            ("the public key as a secret", stranger.Sign("HS256", good)),
            ("no signature", Jws.Make("""{"alg":"none","typ":"logout+jwt"}""", good)),
            ("a broken signature", Sign(app, good)[..^4] + "AAAA"),
            ("another payload", Jws.Read(Sign(app, good)).With(payload: Payload(app, "\"sub\":\"somebody\""))),
            ("another type", Sign(app, good, typ: "at+jwt")),
            ("no text for a type", Sign(app, good, header: "\"typ\":1")),
            ("crit", Sign(app, good, header: "\"crit\":[\"x\"],\"x\":1")),
            ("a nonce", Sign(app, Payload(app, who + ",\"nonce\":\"n\""))),
            ("a null nonce", Sign(app, Payload(app, who + ",\"nonce\":null"))),
            ("another audience", Sign(app, Payload(app, who, aud: Seed.ReviewPage.Id))),
            ("no audience", Sign(app, good.Replace("\"aud\":", "\"and\":", StringComparison.Ordinal))),
            ("another issuer", Sign(app, Payload(app, who, iss: "https://issuer.example"))),
            ("no events", Sign(app, good.Replace(Event, "\"events\":{}", StringComparison.Ordinal))),
            ("other events", Sign(app, good.Replace("backchannel-logout", "something-else", StringComparison.Ordinal))),
            ("events that are none", Sign(app, good.Replace(Event, "\"events\":[\"http://schemas.openid.net/event/backchannel-logout\"]", StringComparison.Ordinal))),
            ("an event that is no object", Sign(app, good.Replace("-logout\":{}", "-logout\":true", StringComparison.Ordinal))),
            ("nobody", Sign(app, Payload(app, "\"sub\":\"\""))),
            ("neither", Sign(app, Payload(app, "\"x\":1"))),
            ("an end in the past", Sign(app, Payload(app, who, iat: now - 600, exp: now - 61))),
            ("the future", Sign(app, Payload(app, who, iat: now + 120, exp: now + 240))),
            ("no end", Sign(app, good.Replace("\"exp\":", "\"ext\":", StringComparison.Ordinal))),
            ("no beginning", Sign(app, good.Replace("\"iat\":", "\"iaa\":", StringComparison.Ordinal))),
            ("no name", Sign(app, good.Replace("\"jti\":", "\"jjj\":", StringComparison.Ordinal))),
            ("a long name", Sign(app, good.Replace("\"jti\":\"", "\"jti\":\"" + new string('x', 600), StringComparison.Ordinal))),
            ("claims twice", Sign(app, good[..^1] + $",\"aud\":\"{Seed.ReviewBoard.Id}\"}}")),
            ("an access token", (await browser.GoAsync("/token")).Html),
            ("no token", "x.y.z"),
            ("a long one", new string('a', 17_000)),
        ];
        foreach (var (why, token) in forged) Assert.True((await PostAsync(site, token)).Code == 400, why);
        Assert.Null((await browser.GoAsync("/who")).Left);

        // The form itself.
        using var http = new HttpClient { BaseAddress = site.Address };
        var right = Sign(app, good);
        Assert.Equal(405, (int)(await http.GetAsync(new Uri($"{Path}?logout_token=x", UriKind.Relative), Cancellation)).StatusCode);
        foreach (var content in (HttpContent[])
            [
                new StringContent(""), new StringContent($"logout_token={right}"), new StringContent($"logout_token={right}&logout_token={right}", null, "application/x-www-form-urlencoded"),
                new StringContent($"{{\"logout_token\":\"{right}\"}}", null, "application/json"), new StringContent($"logout_token={right}&x={new string('x', 40_000)}", null, "application/x-www-form-urlencoded"),
                new StringContent(string.Concat(Enumerable.Range(0, 100).Select(i => $"f{i}=1&")) + $"logout_token={right}", null, "application/x-www-form-urlencoded"),
            ])
        {
            Assert.Equal(400, (int)(await http.PostAsync(new Uri(Path, UriKind.Relative), content, Cancellation)).StatusCode);
        }

        Assert.Null((await browser.GoAsync("/who")).Left);
        Assert.False(site.Log.Contain(right));

        // And the right one is right.
        Assert.Equal(200, (await PostAsync(site, right)).Code);
        Assert.NotNull((await browser.GoAsync("/who")).Left);
    }

    [Fact]
    public async Task on_one_machine_is_known_on_the_other_through_the_distributed_cache()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        var keys = new EphemeralDataProtectionProvider();
        void Share(IServiceCollection services) => services.AddSingleton<IDistributedCache>(cache).AddSingleton<IDataProtectionProvider>(keys).AddFrameioDistributedTokens();
        await using var one = await Site.StartAsync(app, Dialect.Standard, Listens, Share);
        await using var other = await Site.StartAsync(app, Dialect.Standard, Listens, Share);
        var browser = one.NewBrowser();
        var (sid, _) = await SidAsync(app, one, browser);
        Assert.Null((await browser.GoAsync(other.Address + "who")).Left);
        Assert.Equal(200, (await PostAsync(one, Sign(app, Payload(app, $"\"sid\":\"{sid}\"")))).Code);
        Assert.NotNull((await browser.GoAsync(other.Address + "who")).Left);
    }

    [Fact]
    public async Task is_nothing_to_an_application_that_does_not_listen()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var site = await Site.StartAsync(app, Dialect.Standard);
        Assert.Equal(404, (await PostAsync(site, Sign(app, Payload(app, "\"sub\":\"somebody\"")))).Code);
        var options = new FrameioSignInOptions { BackchannelLogoutPath = "/callback", CallbackPath = "/callback", Credential = { ClientId = "x", ClientSecret = "x", RedirectUri = "https://app.example/callback" } };
        Assert.Contains("choose another path", Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
    }

    private static void Listens(FrameioSignInOptions options) => options.BackchannelLogoutPath = Path;

    // Signs in at the site, in a session of its own at the issuer: what an ID token of it says.
    private static async Task<(string Sid, string Sub)> SidAsync(StagedoorApp app, Site site, Browser browser)
    {
        await site.OpenAsync(app, browser, "/who");
        var token = Jws.Read((await browser.GoAsync("/token")).Html);
        return (token["sid"]!, token["sub"]!);
    }

    private static string Payload(StagedoorApp app, string who, string? aud = null, string? iss = null, long? iat = null, long? exp = null)
    {
        var now = app.Clock.GetUtcNow().ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $$"""{"iss":"{{iss ?? app.Issuer}}","aud":"{{aud ?? Seed.ReviewBoard.Id}}","iat":{{iat ?? now}},"exp":{{exp ?? now + 120}},"jti":"{{Guid.NewGuid()}}",{{Event}},{{who}}}""");
    }

    // By the issuer's own key, whatever it says.
    private static string Sign(StagedoorApp app, string payload, string? typ = "logout+jwt", string? header = null)
    {
        var key = app.Services.GetRequiredService<KeyRing>().Signer("RS256");
        var more = header ?? (typ is null ? null : $"\"typ\":\"{typ}\"");
        return Jws.Make($$"""{"alg":"RS256","kid":"{{key.Kid}}"{{(more is null ? "" : "," + more)}}}""", payload, input => key.Sign(input));
    }

    private static async Task<(int Code, string Text)> PostAsync(Site site, string token)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("logout_token", token)]);
        using var answer = await http.PostAsync(new Uri(Path, UriKind.Relative), form, Cancellation);
        if (answer.StatusCode != System.Net.HttpStatusCode.NotFound) Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }
}
