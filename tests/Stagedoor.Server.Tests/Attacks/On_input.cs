using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Tests.Attacks;

/// <summary>Rows G and H: what people are shown, what is fetched, and what is too much.</summary>
public class On_input(Stage stage) : IClassFixture<Stage>
{
    [Theory, Attack("G1")]
    [InlineData("<script>alert(1)</script>", "<script>alert")]
    [InlineData("\"><img src=x onerror=alert(1)>", "<img")]
    [InlineData("{{31337*31337}}", "982007569")]
    [InlineData("@(1+1)", ">2<")]
    [InlineData("Goo\u200bgle", "\u200b")]
    [InlineData("\u202eelgoog", "\u202e")]
    public async Task a_hostile_name_is_shown_as_text_on_the_consent_page(string name, string never)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });
        var clients = app.Services.GetRequiredService<IClientStore>();
        var client = (await clients.FindAsync(Crew.Board.Id, default))!;
        Assert.True(await clients.ChangeAsync(client.ClientId, name, client.Settings with { Publisher = name, Description = name }, default));
        using var browser = app.NewBrowser();
        Page page;
        do
        {
            page = await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New()));
            page = await browser.PressAsync(page, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        }
        while (!page.HasButton("Allow access"));
        Assert.DoesNotContain(never, page.Html, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("script, img[src=x]"));
    }

    [Fact, Attack("G1"), Attack("H7")]
    public async Task what_is_echoed_is_escaped()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        const string Hostile = "\"><script>alert(1)</script>";
        using var browser = app.NewBrowser();
        foreach (var url in (string[])
        [
            Authorize.Url(Crew.Board, ProofKey.New(), ("client_id", Hostile)), Authorize.Url(Crew.Board, ProofKey.New(), ("redirect_uri", Hostile)), Authorize.Url(Crew.Board, ProofKey.New(), ("login_hint", Hostile)),
            "/device?user_code=" + Uri.EscapeDataString(Hostile), "/signin?journey=" + Uri.EscapeDataString(Hostile), "/signin?return=" + Uri.EscapeDataString("/" + Hostile), "/consent?journey=" + Uri.EscapeDataString(Hostile), "/oauth2/logout?state=" + Uri.EscapeDataString(Hostile),
            "/nothing/" + Uri.EscapeDataString(Hostile),
        ])
        {
            var page = await browser.GoAsync(url);
            Assert.InRange(page.Code, 200, 499);
            Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
        }

        var token = await app.Http.PostFormAsync("/oauth2/token", ("grant_type", Hostile), ("client_id", Crew.Page.Id));
        Assert.Equal("application/json", token.ContentType);
        Assert.All(token["error_description"] ?? "", c => Assert.True(c is >= ' ' and <= '~' and not '"' and not '\\'));
    }

    [Fact, Attack("G5")]
    public async Task the_consent_page_names_application_publisher_and_every_scope_and_the_device_page_says_whose_request_it_is()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });
        using var browser = app.NewBrowser();
        var page = await browser.PressAsync(await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New())), "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        Assert.Contains("Board", page.Words, StringComparison.Ordinal);
        Assert.Contains("Northlight Pictures", page.Words, StringComparison.Ordinal);
        Assert.True(page.Document.QuerySelectorAll("li").Length >= 4, page.Words);
        var device = (await app.Http.PostFormAsync("/oauth2/device_authorization", ("client_id", Crew.Ingest.Id), ("scope", Crew.Ingest.Scope))).Ok();
        var confirm = await browser.GoAsync(device["verification_uri_complete"]!);
        Assert.Contains("Ingest", confirm.Words, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", confirm.Words, StringComparison.Ordinal);
        Assert.Contains(device["user_code"]!, confirm.Words, StringComparison.Ordinal);
        Assert.Single(confirm.Document.QuerySelectorAll("button"), button => button.TextContent.Contains("Allow access", StringComparison.Ordinal));
    }

    [Fact, Attack("H1"), Attack("H2")]
    public async Task an_address_in_a_request_is_never_fetched()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var here = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x";
        using var browser = app.NewBrowser();
        foreach (var name in (string[])["request_uri", "jwks_uri", "sector_identifier_uri", "logo_uri", "policy_uri", "tos_uri", "claims_source"])
        {
            await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), (name, here), ("prompt", "none")));
            await app.Http.PostFormAsync("/oauth2/par", [("response_type", "code"), (name, here), ("redirect_uri", Crew.Board.RedirectUri)], Crew.Board);
            await app.Http.PostFormAsync("/oauth2/token", [("grant_type", "client_credentials"), (name, here)], Crew.Bot);
        }

        await Task.Delay(200);
        Assert.False(listener.Pending());
    }

    [Theory, Attack("H2"), Spec("RFC 9126", "2.1")]
    [InlineData("urn:ietf:params:oauth:request_uri:unknown")]
    [InlineData("https://evil.example/request.jwt")]
    [InlineData("")]
    public async Task a_request_uri_that_is_not_ours_is_refused(string requestUri)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync($"/oauth2/authorize?client_id={Crew.Board.Id}&request_uri={Uri.EscapeDataString(requestUri)}");
        Assert.Null(page.Left);
        Assert.InRange(page.Code, 400, 499);
    }

    [Fact, Attack("H2"), Spec("RFC 9126", "4")]
    public async Task a_pushed_request_is_its_clients_own_and_used_once()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var proof = ProofKey.New();
        var pushed = (await app.Http.PostFormAsync("/oauth2/par", [("response_type", "code"), ("redirect_uri", Crew.Board.RedirectUri), ("scope", "openid"), ("code_challenge", proof.Challenge), ("code_challenge_method", "S256")], Crew.Board)).Is(201)["request_uri"]!;
        using var browser = app.NewBrowser();
        var url = $"/oauth2/authorize?client_id={Crew.Board.Id}&request_uri={Uri.EscapeDataString(pushed)}";
        var stolen = await browser.GoAsync(url.Replace(Crew.Board.Id, Crew.Other.Id, StringComparison.Ordinal));
        Assert.True(stolen.Left is null && stolen.Code is >= 400 and < 500, stolen.ToString());
        Assert.True((await browser.SignInAndAllowAsync(url, Seed.Ada, Seed.AdaPassword)).Callback.ContainsKey("code"));
        var again = await browser.GoAsync(url);
        Assert.True(again.Left is null ? again.Code is >= 400 and < 500 : !again.Callback.ContainsKey("code"), again.ToString());
        (await app.Http.PostFormAsync("/oauth2/par", [("response_type", "code"), ("redirect_uri", "https://evil.example/cb"), ("scope", "openid")], Crew.Board)).Is(400);
        (await app.Http.PostFormAsync("/oauth2/par", [("request_uri", pushed)], Crew.Board)).Is(400, "invalid_request");
        Assert.Equal(405, (await app.Http.GetAsync("/oauth2/par", bearer: null)).Code);
    }

    [Theory, Attack("H3")]
    [InlineData(384)]
    [InlineData(4096)]
    public async Task a_long_state_and_nonce_come_back_whole(int length)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var text = string.Concat(Enumerable.Repeat("aB+/= é\"<&", length))[..length];
        foreach (var path in (string[])["/oauth2/authorize", "/ims/authorize/v2"])
        {
            var proof = ProofKey.New();
            var nonce = text[..Math.Min(length, 384)];
            var page = await browser.SignInAndAllowAsync(Authorize.Url(path, Crew.Board, proof, ("state", text), ("nonce", nonce)), Seed.Ada, Seed.AdaPassword);
            Assert.Equal(text, page.Callback["state"]);
            Assert.Equal(nonce, Jws.Read((await app.Http.RedeemAsync("/oauth2/token", Crew.Board, page.Callback["code"], proof.Verifier)).Ok()["id_token"])["nonce"]);
        }
    }

    [Theory, Attack("H9")]
    [InlineData("HTTP/1.0", "")]
    [InlineData("HTTP/1.1", "Host: \r\n")]
    [InlineData("HTTP/1.1", "Host: a_b\r\n")]
    [InlineData("HTTP/1.1", "Host: ..\r\n")]
    [InlineData("HTTP/1.1", "Host: -:0\r\n")]
    [InlineData("HTTP/1.1", "Host: evil.example:99999\r\n")]
    [InlineData("HTTP/1.1", "Host: [::1\r\n")]
    [InlineData("HTTP/1.1", "Host: evil.example\r\n")]
    public async Task a_host_that_is_missing_or_none_breaks_no_page_and_stands_in_none(string version, string host)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        foreach (var path in (string[])["/", "/signin", "/nothing", "/consent", "/oauth2/authorize", "/device"])
        {
            using var client = new TcpClient();
            await client.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} {version}\r\n{host}Connection: close\r\n\r\n"), TestContext.Current.CancellationToken);
            using var reader = new StreamReader(stream);
            var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Matches(@"\AHTTP/1\.1 [234]\d\d ", answer);
            Assert.DoesNotContain("evil", answer, StringComparison.Ordinal);
        }
    }

    [Fact, Attack("H3")]
    public async Task too_much_of_anything_is_refused_quickly()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var many = string.Join('&', Enumerable.Range(0, 10_000).Select(number => $"k{number}=1"));
        (string, Func<Task<HttpResponseMessage>>)[] attacks =
        [
            ("50 kB of scope", () => PostAsync(app, "/oauth2/token", $"grant_type=client_credentials&client_id={Crew.Bot.Id}&client_secret={Crew.Bot.Secret}&scope={new string('a', 50_000)}")),
            ("10,000 scopes", () => PostAsync(app, "/ims/token/v3", $"grant_type=client_credentials&client_id={Crew.Bot.Id}&client_secret={Crew.Bot.Secret}&scope={string.Join(',', Enumerable.Range(0, 10_000))}")),
            ("10,000 keys", () => PostAsync(app, "/oauth2/token", many)),
            ("10,000 keys at ims", () => PostAsync(app, "/ims/token/v3", many)),
            ("10,000 keys at introspect", () => PostAsync(app, "/oauth2/introspect", many)),
            ("5 MB", () => PostAsync(app, "/oauth2/token", new string('a', 5_000_000))),
            ("1 MB of state", () => app.Http.GetAsync(new Uri(Authorize.Url(Crew.Board, ProofKey.New(), ("state", new string('s', 30_000))), UriKind.Relative))),
            ("deep claims", () => app.Http.GetAsync(new Uri(Authorize.Url(Crew.Board, ProofKey.New(), ("claims", string.Concat(Enumerable.Repeat("{\"a\":", 1000)))), UriKind.Relative))),
            ("a long query", () => app.Http.GetAsync(new Uri("/oauth2/authorize?" + new string('a', 40_000), UriKind.Relative))),
            ("a huge header", () => HeaderAsync(app, new string('h', 100_000))),
            ("many small parts", () => MultipartAsync(app, 5_000)),
            ("a long boundary", () => RawMultipartAsync(app, new string('b', 5_000))),
        ];
        foreach (var (name, attack) in attacks)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                using var answer = await attack();
                Assert.True((int)answer.StatusCode is 400 or 401 or 413 or 414 or 431 or 303 or 302, $"{name}: {(int)answer.StatusCode}");
                if (answer.Headers.Location is { } location) Assert.Contains("error=", location.OriginalString, StringComparison.Ordinal);
            }
            catch (HttpRequestException)
            {
                // Closed while we were still sending: also an answer.
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{name} took {watch.Elapsed.TotalMilliseconds:F0} ms");
        }

        (await app.Http.ClientCredentialsAsync("/oauth2/token", Crew.Bot)).Ok();
    }

    [Fact, Attack("H5")]
    public async Task a_flood_of_passwords_is_answered_429_and_machines_still_get_tokens()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile, Settings = new Dictionary<string, string> { ["PasswordHashing:MemoryKiB"] = "65536", ["PasswordHashing:Passes"] = "4", ["PasswordHashing:Workers"] = "1", ["PasswordHashing:Queue"] = "4" } });
        using var browser = app.NewBrowser();
        var form = await browser.GoAsync("/signin");
        var flood = Enumerable.Range(0, 60).Select(number => browser.SendAsync(Browser.Request(form, "Sign in", ("email", $"person{number}@northlight.example"), ("password", "guess")))).ToList();
        await Task.Delay(50);
        var watch = Stopwatch.StartNew();
        (await app.Http.ClientCredentialsAsync("/oauth2/token", Crew.Bot)).Ok();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"a machine waited {watch.Elapsed.TotalMilliseconds:F0} ms");
        var answers = await Task.WhenAll(flood);
        Assert.Contains(answers, answer => answer.Code == 429 && answer.Header("Retry-After") is not null);
        Assert.All(answers, answer => Assert.InRange(answer.Code, 200, 499));
    }

    [Fact, Attack("H7")]
    public async Task what_a_client_says_of_itself_cannot_forge_a_log_line()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/oauth2/userinfo");
        request.Headers.TryAddWithoutValidation("User-Agent", "x' or 1=1; drop table person; -- %0a[forged]");
        request.Headers.TryAddWithoutValidation("x-request-id", "forged\tid");
        using var answer = await app.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.DoesNotContain("forged", string.Join(',', answer.Headers.GetValues("x-request-id")), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(StagedoorApp app, string path, string body) =>
        app.Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"));

    private static Task<HttpResponseMessage> HeaderAsync(StagedoorApp app, string value)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/oauth2/userinfo");
        request.Headers.TryAddWithoutValidation("X-Large", value);
        return app.Http.SendAsync(request);
    }

    private static Task<HttpResponseMessage> MultipartAsync(StagedoorApp app, int parts)
    {
        var content = new MultipartFormDataContent();
        for (var part = 0; part < parts; part++) content.Add(new StringContent("1"), $"p{part}");
        return app.Http.PostAsync(new Uri("/ims/token/v3", UriKind.Relative), content);
    }

    private static Task<HttpResponseMessage> RawMultipartAsync(StagedoorApp app, string boundary)
    {
        var content = new ByteArrayContent("--x\r\n"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        return app.Http.PostAsync(new Uri("/ims/token/v3", UriKind.Relative), content);
    }
}
