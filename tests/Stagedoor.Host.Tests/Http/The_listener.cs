using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stagedoor.Host.Tests.Http;

/// <summary>What stands before every endpoint.</summary>
public class The_listener(AppFixture apps) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task says_that_it_lives_and_can_serve()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        Assert.Equal("ok\n", (await app.Http.GetAsync("/health/live", (string?)null)).Ok().Text);
        Assert.Equal("ok\n", (await app.Http.GetAsync("/health/ready", (string?)null)).Ok().Text);
    }

    [Fact]
    public async Task does_not_name_itself()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        Assert.Null((await app.Http.GetAsync("/v4/me", (string?)null)).Header("Server"));
    }

    [Fact, Spec("ims.md", "1.2")]
    public async Task carries_a_state_of_4096_characters_of_any_text()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var state = Uri.EscapeDataString(new string('€', 4096));
        var answer = await app.Http.GetAsync($"/ims/authorize/v2?client_id={TestKit.Seed.ReviewBoard.Id}&scope=openid&state={state[..28_000]}", (string?)null);
        Assert.NotEqual(414, answer.Code);
    }

    [Fact, Attack("H3")]
    public async Task refuses_a_request_line_and_a_body_beyond_all_measure()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        Assert.Equal(414, (await app.Http.GetAsync("/v4/me?x=" + new string('a', 40_000), (string?)null)).Code);
        var answer = await app.Http.PostFormAsync("/ims/token/v3", ("grant_type", new string('a', 1_000_000)));
        Assert.InRange(answer.Code, 400, 499);
    }

    [Fact]
    public async Task ignores_forwarded_headers_of_strangers()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var answer = await app.Http.GetAsync("/.well-known/openid-configuration", null, request =>
        {
            request.Headers.Add("X-Forwarded-Host", "evil.example");
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Host = "evil.example";
        });
        Assert.Equal(app.Issuer, answer.Ok()["issuer"]);
        Assert.DoesNotContain("evil", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 429)]
    [InlineData(true, 400)]
    public async Task believes_a_known_proxy_alone_about_addresses(bool known, int third)
    {
        var settings = new Dictionary<string, string> { ["Limits:AddressFailuresPerMinute"] = "2" };
        if (known) settings["ForwardedHeaders:KnownProxies:0"] = "127.0.0.0/8";
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Settings = settings });
        var answers = new List<int>();
        foreach (var address in (string[])["203.0.113.1", "203.0.113.2", "203.0.113.3"])
        {
            var answer = await app.Http.PostFormAsync("/ims/token/v3", [("grant_type", "client_credentials"), ("client_id", "nobody" + address), ("client_secret", "x"), ("scope", "openid")], null, request => request.Headers.Add("X-Forwarded-For", address));
            answers.Add(answer.Code);
        }

        Assert.Equal([400, 400, third], answers);
    }

    [Fact, Spec("RFC 6797", "7.1")]
    public async Task says_that_a_service_of_the_world_is_https_only()
    {
        using var folder = new TempFolder();
        await using var app = StagedoorHost.Build(["--urls=http://127.0.0.1:0", "--Stagedoor:Issuer=https://id.example", $"--data={folder["d"]}"]);
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        var answer = await http.GetAsync("/.well-known/openid-configuration", (string?)null);
        Assert.Equal(("max-age=31536000", "https://id.example"), (answer.Header("Strict-Transport-Security"), answer.Ok()["issuer"]));
        await app.StopAsync();
    }

    [Fact]
    public async Task serves_https_with_the_certificate_of_the_settings()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Https = true });
        Assert.StartsWith("https://127.0.0.1:", app.Issuer, StringComparison.Ordinal);
        (await app.Http.GetAsync("/health/ready", (string?)null)).Ok();
    }

    [Fact, Attack("H3")]
    public async Task drops_who_sends_a_body_drop_by_drop()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(app.Issuer).Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /ims/token/v3 HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\na"));
        using var reader = new StreamReader(stream);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var line = await reader.ReadLineAsync(patience.Token);
        Assert.True(line is null || line.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), line);
    }
}
