using System.Net;
using System.Net.Sockets;
using System.Text;
using Stagedoor.Client.Authentication.Desktop;

namespace Stagedoor.Client.Tests.Authentication.Desktop;

/// <summary>A Native App signs someone in: with the system's browser, by pasting, by a private scheme, on another device.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_program_on_a_persons_machine(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    public static TheoryData<Dialect> Dialects => Applications.Dialects;

    [Theory, MemberData(nameof(Dialects)), Spec("RFC 8252", "7.3")]
    public async Task waits_for_the_browser_on_a_loopback_port_of_its_own(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var ingest = app.Ingest(dialect);
        var shown = Task.FromResult("");
        var signedIn = await ingest.SignInWithBrowserAsync(new() { Open = (address, _) => { shown = BrowseAsync(app, address); return Task.CompletedTask; } });
        Assert.Contains("You are signed in", await shown, StringComparison.Ordinal);
        Assert.NotNull(signedIn.Subject);
        using var frameio = ingest.CreateHttpClient();
        Assert.Contains("Ada Field", await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact, Spec("RFC 8252", "8.9")]
    public async Task answers_no_one_who_knocks_without_the_state()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var ingest = app.Ingest(Dialect.Standard);
        var knocks = new List<string>();
        await ingest.SignInWithBrowserAsync(new()
        {
            Open = async (address, cancellation) =>
            {
                var callback = new Uri(WebUtility.UrlDecode(address.Query.Split('&').Single(pair => pair.StartsWith("redirect_uri=", StringComparison.Ordinal))["redirect_uri=".Length..]));
                // One who says nothing keeps no other waiting.
                var silent = new TcpClient();
                await silent.ConnectAsync(callback.Host, callback.Port, cancellation);
                foreach (var request in new[]
                {
                    "GET /callback?code=stolen&state=guessed HTTP/1.1\r\n\r\n", "GET /callback HTTP/1.1\r\n\r\n", "GET /favicon.ico HTTP/1.1\r\n\r\n", "POST /callback HTTP/1.1\r\n\r\n", "nonsense\r\n\r\n",
                    "GET http://evil.example/callback HTTP/1.1\r\n\r\n", $"GET /{new string('a', 40_000)} HTTP/1.1\r\n\r\n",
                }) knocks.Add(await KnockAsync(callback, request));
                _ = BrowseAsync(app, address);
            },
        });
        Assert.All(knocks.Take(6), knock => Assert.StartsWith("HTTP/1.1 404", knock, StringComparison.Ordinal));
        Assert.NotNull(await ingest.ExportAsync());
    }

    [Fact]
    public async Task gives_up_after_a_while()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => app.Ingest(Dialect.Standard).SignInWithBrowserAsync(new() { Open = (_, _) => Task.CompletedTask, Timeout = TimeSpan.FromMilliseconds(100) }));
        Assert.Equal(AuthenticationProblem.SignInAgain, problem.Problem);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task takes_the_pasted_answer(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var ingest = app.Ingest(dialect, options => options.RedirectUri = "northlight.ingest:/callback");
        using var output = new StringWriter();
        using var input = new Pasting(output, address => ["", "northlight.ingest:/callback?code=x&state=y", Allow(app, address.Address)]);
        await ingest.SignInByPastingAsync(output, input);
        Assert.Contains("That was not it", output.ToString(), StringComparison.Ordinal);
        Assert.NotNull(await ingest.ExportAsync());
    }

    [Fact]
    public async Task gives_up_when_nothing_is_pasted()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var output = new StringWriter();
        using var input = new StringReader("");
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => app.Ingest(Dialect.Ims).SignInByPastingAsync(output, input));
        Assert.Equal(AuthenticationProblem.RefusedByPerson, problem.Problem);
    }

    [Fact, Spec("RFC 8628", "3")]
    public async Task signs_in_on_another_device()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var ingest = app.Ingest(Dialect.Standard);
        Assert.True(await ingest.HasDeviceFlowAsync());
        var device = await ingest.BeginDeviceSignInAsync();
        Assert.Equal(app.Issuer + "/device", device.VerificationUri.AbsoluteUri);
        Assert.DoesNotContain(device.DeviceCode, device.ToString(), StringComparison.Ordinal);
        var waiting = ingest.CompleteDeviceSignInAsync(device);
        await DecideAsync(app, device, "Allow access");
        Assert.NotNull((await waiting).Subject);
        using var frameio = ingest.CreateHttpClient();
        Assert.Contains("Ada Field", await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact, Spec("RFC 8628", "3.5")]
    public async Task is_told_that_the_person_refused_the_device()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var ingest = app.Ingest(Dialect.Standard);
        var device = await ingest.BeginDeviceSignInAsync();
        await DecideAsync(app, device, "Cancel");
        Assert.Equal(AuthenticationProblem.RefusedByPerson, (await Assert.ThrowsAsync<AuthenticationException>(() => ingest.CompleteDeviceSignInAsync(device))).Problem);
    }

    [Fact, Spec("RFC 8628", "3.5")]
    public async Task asks_at_the_issuers_pace()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        var answers = new Queue<string>(["authorization_pending", "slow_down", "authorization_pending"]);
        var at = new List<double>();
        var began = clock.GetUtcNow();
        using var wire = new Wire(sent =>
        {
            if (sent.Method == "GET") return Wire.Json(200, """{"issuer":"https://i.example","authorization_endpoint":"https://i.example/a","token_endpoint":"https://i.example/t","device_authorization_endpoint":"https://i.example/d"}""");
            if (sent.Address.EndsWith("/d", StringComparison.Ordinal)) return Wire.Json(200, """{"device_code":"dc","user_code":"UC","verification_uri":"https://i.example/device","expires_in":300,"interval":2}""");
            at.Add((clock.GetUtcNow() - began).TotalSeconds);
            return answers.TryDequeue(out var error) ? Wire.Json(400, $$"""{"error":"{{error}}"}""") : Wire.Token(more: ",\"scope\":\"email\"");
        });
        var ingest = new NativeAppAuthentication(new() { ClientId = "id-1", Authority = "https://i.example", HttpClient = wire.Client, TimeProvider = clock });
        var waiting = ingest.CompleteDeviceSignInAsync(await ingest.BeginDeviceSignInAsync());
        await Eventually.TrueAsync(() => { if (!waiting.IsCompleted) clock.Advance(TimeSpan.FromSeconds(0.5)); return Task.FromResult(waiting.IsCompleted); }, TimeSpan.FromSeconds(30), "it does not end");
        await waiting;
        Assert.Equal(4, at.Count);
        Assert.True(at[0] >= 2 && at[1] - at[0] >= 2 && at[2] - at[1] >= 7 && at[3] - at[2] >= 7, string.Join(' ', at));
    }

    private static async Task<string> BrowseAsync(StagedoorApp app, Uri address)
    {
        using var browser = app.NewBrowser();
        var left = (await browser.SignInAndAllowAsync(address.AbsoluteUri, Seed.Ada, Seed.AdaPassword)).Left!;
        using var http = new HttpClient();
        return await http.GetStringAsync(left);
    }

    private static string Allow(StagedoorApp app, string address)
    {
        using var browser = app.NewBrowser();
        return browser.SignInAndAllowAsync(address, Seed.Ada, Seed.AdaPassword).GetAwaiter().GetResult().Left!.OriginalString;
    }

    private static async Task DecideAsync(StagedoorApp app, DeviceSignIn device, string button)
    {
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(device.VerificationUriComplete!.AbsoluteUri);
        page = await browser.PressAsync(page, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        await browser.PressAsync(page, button);
    }

    private static async Task<string> KnockAsync(Uri at, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(at.Host, at.Port);
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return "cut";
        }
    }
}
