using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server;

namespace Stagedoor.Host.Tests.Http;

/// <summary>localhost, the usual address: a name with two addresses, and what becomes of pages that are asked for by another one.</summary>
public sealed class The_name_of_this_machine : IDisposable
{
    private readonly TempFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task is_the_issuer_and_answers_at_both_of_its_addresses()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { ByName = true });
        Assert.Equal($"http://localhost:{app.Address.Port}", app.Issuer);
        foreach (var host in Hosts())
        {
            using var http = Client(host, app.Address.Port);
            Assert.Equal(app.Issuer, (await http.GetAsync("/.well-known/openid-configuration", (string?)null)).Ok()["issuer"]);
            var token = (await http.ClientCredentialsAsync("/ims/token/v3", TestKit.Seed.DailiesBot)).Ok()["access_token"];
            Assert.Equal(app.Issuer, Jws.Read(token)["iss"]);
            (await http.GetAsync("/v4/me", token)).Ok();
            Assert.Equal(200, (await http.GetAsync("/signin", (string?)null)).Code);
        }
    }

    [Fact, Attack("A10")]
    public async Task is_where_a_browser_is_sent_that_asks_for_a_page_by_another_one()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { ByName = true });
        var port = app.Address.Port;
        foreach (var host in Hosts())
        {
            using var http = Client(host, port);
            foreach (var path in (string[])["/", "/signin?return=%2Fprofile", "/oauth2/authorize?client_id=x&state=a%20b", "//evil.example/x", "/%2F%2Fevil.example"])
            {
                var answer = await PageAsync(http, path);
                Assert.Equal((307, app.Issuer), (answer.Code, answer.Header("Location")?[..app.Issuer.Length]));
                Assert.Equal(path, answer.Header("Location")![app.Issuer.Length..]);
            }

            // What has no cookies to lose is answered where it was asked.
            Assert.Equal(401, (await PageAsync(http, "/v4/me")).Code);
            Assert.NotEqual(307, (await http.PostFormAsync("/signin", ("email", TestKit.Seed.Ada))).Code);
            Assert.Equal(200, (await http.GetAsync("/signin", null, request => request.Headers.Accept.ParseAdd("*/*"))).Code);
            Assert.Equal(200, (await PageAsync(http, "/signin", request => request.Headers.Add("Sec-Fetch-Mode", "cors"))).Code);
        }

        // Nobody else's name leads anywhere, and neither does another port.
        using var own = Client("localhost", port);
        foreach (var host in (string[])["evil.example", $"evil.example:{port}", $"127.0.0.1.evil.example:{port}", $"127.0.0.1:{port + 1}", $"localhost:{port}", $"LOCALHOST:{port}"])
        {
            Assert.Equal(200, (await PageAsync(own, "/signin", request => request.Headers.Host = host)).Code);
        }
    }

    [Fact]
    public async Task may_be_an_address_and_then_that_is_the_one()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        Assert.StartsWith("http://127.0.0.1:", app.Issuer, StringComparison.Ordinal);
        var answer = await PageAsync(app.Http, "/profile", request => request.Headers.Host = $"localhost:{app.Address.Port}");
        Assert.Equal((307, app.Issuer + "/profile"), (answer.Code, answer.Header("Location")));
        using var six = Client("[::1]", app.Address.Port);
        await Assert.ThrowsAsync<HttpRequestException>(() => PageAsync(six, "/signin"));
    }

    [Fact]
    public async Task matters_in_development_only()
    {
        await using var host = StagedoorHost.Build(["--urls=http://localhost:0", $"--data={folder["d"]}", "--Stagedoor:Demo=false", "--ASPNETCORE_ENVIRONMENT=Staging"]);
        await host.StartAsync(Cancellation);
        using var http = Client("127.0.0.1", new Uri(host.Services.GetRequiredService<StagedoorOptions>().Issuer).Port);
        Assert.Equal(200, (await PageAsync(http, "/signin")).Code);
    }

    [Fact]
    public void is_not_taken_while_something_else_has_half_of_it()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "no IPv6 here");
        using var half = new TcpListener(IPAddress.IPv6Loopback, 0);
        half.Start();
        Assert.StartsWith("Something else listens on", Refused.ByBuilding($"--urls=http://localhost:{((IPEndPoint)half.LocalEndpoint).Port}", $"--data={folder["d"]}"), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static string[] Hosts() => Socket.OSSupportsIPv6 ? ["127.0.0.1", "[::1]"] : ["127.0.0.1"];

    private static HttpClient Client(string host, int port) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new($"http://{host}:{port}") };

    private static Task<Answer> PageAsync(HttpClient http, string path, Action<HttpRequestMessage>? change = null) => http.GetAsync(path.StartsWith("//", StringComparison.Ordinal) ? http.BaseAddress!.GetLeftPart(UriPartial.Authority) + path : path, null, request =>
    {
        request.Headers.Accept.ParseAdd("text/html");
        change?.Invoke(request);
    });
}
