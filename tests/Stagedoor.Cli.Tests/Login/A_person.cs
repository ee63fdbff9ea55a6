using System.Net;

namespace Stagedoor.Cli.Tests.Login;

/// <summary>Signs in with the browser of this machine, on another device, or by pasting; is someone, and leaves.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class A_person(Studio studio) : IDisposable
{
    private readonly Desk desk = new();
    private readonly Overheard error = new();

    public void Dispose()
    {
        desk.Dispose();
        error.Dispose();
    }

    [Theory, MemberData(nameof(Studio.Dialects), MemberType = typeof(Studio))]
    public async Task signs_in_with_the_browser_and_is_someone(string dialect)
    {
        var app = await studio.AppAsync();
        desk.Browse = address => BrowseAsync(app, address.AbsoluteUri);
        var login = (await desk.RunAsync("login", "--issuer", app.Issuer + dialect, "--client-id", Seed.DesktopIngest.Id)).Is(ExitCode.Done);
        Assert.Equal($"Signed in as Ada Field <{Seed.Ada}> at {app.Issuer + dialect} (profile default).\n", login.Output);
        Assert.Contains("Your browser opens", login.Error, StringComparison.Ordinal);
        var who = (await desk.RunAsync("whoami", "--json")).Is(ExitCode.Done).Json;
        Assert.Equal("person", who.GetProperty("kind").GetString());
        Assert.Equal(Seed.Ada, who.GetProperty("user").GetProperty("email").GetString());
        Assert.True(who.GetProperty("token").GetProperty("renews").GetBoolean());
    }

    [Fact]
    public async Task is_out_at_the_issuer_too_after_leaving()
    {
        var app = await studio.AppAsync();
        desk.Browse = address => BrowseAsync(app, address.AbsoluteUri);
        (await desk.RunAsync("login", "--issuer", app.Issuer, "--client-id", Seed.DesktopIngest.Id)).Is(ExitCode.Done);
        var token = (await desk.RunAsync("token")).Is(ExitCode.Done).Output.Trim();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, token));
        Assert.StartsWith("Signed out of", (await desk.RunAsync("logout")).Is(ExitCode.Done).Output, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => await StatusAsync(app, token) == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(10), "the token still opens the API");
        Assert.Equal("Error: Nobody is signed in.\nNext: stagedoor login\n", (await desk.RunAsync("whoami")).Is(ExitCode.SignIn).Error);
        Assert.Equal("Nobody was signed in (profile default).\n", (await desk.RunAsync("logout")).Is(ExitCode.Done).Output);
    }

    [Fact, Spec("RFC 8628", "3.3")]
    public async Task types_a_code_on_another_device()
    {
        var app = await studio.AppAsync();
        var login = desk.RunAsync(Stream.Null, error, ["login", "--device", "--issuer", app.Issuer, "--client-id", Seed.DesktopIngest.Id], default);
        var complete = await error.FindAsync(@"  (http\S+user_code=\S+)");
        Assert.Contains($"  {app.Issuer}/device\n", error.Text, StringComparison.Ordinal);
        using var browser = app.NewBrowser();
        var page = await browser.PressAsync(await browser.GoAsync(complete), "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        await browser.PressAsync(page, "Allow access");
        Assert.StartsWith("Signed in as Ada Field", (await login).Is(ExitCode.Done).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task pastes_the_answer_where_there_is_no_browser()
    {
        var app = await studio.AppAsync();
        using var input = new TypingStream(async () => await AllowAsync(app, await error.FindAsync(@"  (http\S+)")) + "\n");
        var login = await desk.RunAsync(input, error, ["login", "--paste", "--redirect-uri", "northlight.ingest:/callback", "--issuer", app.Issuer, "--client-id", Seed.DesktopIngest.Id], default);
        Assert.StartsWith("Signed in as Ada Field", login.Is(ExitCode.Done).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task may_change_their_mind()
    {
        var app = await studio.AppAsync();
        desk.Browse = async address =>
        {
            using var browser = app.NewBrowser();
            var page = await browser.PressAsync(await browser.GoAsync(address.AbsoluteUri), "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
            var left = (await browser.PressAsync(page, "Cancel")).Left!;
            using var http = new HttpClient();
            await http.GetStringAsync(left);
        };
        (await desk.RunAsync("login", "--issuer", app.Issuer, "--client-id", Seed.DesktopIngest.Id)).Is(ExitCode.SignIn);
        Assert.False(File.Exists(desk.ConfigPath));
    }

    [Fact]
    public async Task may_press_ctrl_c()
    {
        var app = await studio.AppAsync();
        using var ending = new CancellationTokenSource();
        var login = desk.RunAsync(Stream.Null, error, ["login", "--device", "--issuer", app.Issuer, "--client-id", Seed.DesktopIngest.Id], ending.Token);
        await error.FindAsync("(Waiting)");
        await ending.CancelAsync();
        Assert.EndsWith("\nInterrupted.\n", (await login).Is(ExitCode.Interrupted).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task stands_beside_a_service_account_in_another_profile()
    {
        var app = await studio.AppAsync();
        desk.Browse = address => BrowseAsync(app, address.AbsoluteUri);
        (await desk.RunAsync("login", "--issuer", app.Issuer, "--client-id", Seed.DesktopIngest.Id)).Is(ExitCode.Done);
        (await desk.TypeAsync(Seed.DailiesBot.Secret!, "login", "--profile", "bot", "--server-to-server", "--issuer", app.Issuer, "--client-id", Seed.DailiesBot.Id, "--client-secret-stdin")).Is(ExitCode.Done);
        Assert.Equal("Ada Field", (await desk.RunAsync("whoami", "--json")).Json.GetProperty("user").GetProperty("name").GetString());
        Assert.Equal("Service Account User", (await desk.RunAsync("whoami", "--json", "--profile", "bot")).Json.GetProperty("user").GetProperty("name").GetString());
        desk.Environment["STAGEDOOR_PROFILE"] = "bot";
        Assert.Equal("Service Account User", (await desk.RunAsync("whoami", "--json")).Json.GetProperty("user").GetProperty("name").GetString());
        (await desk.RunAsync("logout", "--profile", "default")).Is(ExitCode.Done);
        (await desk.RunAsync("whoami")).Is(ExitCode.Done);
    }

    private static async Task BrowseAsync(StagedoorApp app, string address)
    {
        using var http = new HttpClient();
        await http.GetStringAsync(await AllowAsync(app, address));
    }

    private static async Task<string> AllowAsync(StagedoorApp app, string address)
    {
        using var browser = app.NewBrowser();
        return (await browser.SignInAndAllowAsync(address, Seed.Ada, Seed.AdaPassword)).Left!.OriginalString;
    }

    private static async Task<HttpStatusCode> StatusAsync(StagedoorApp app, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v4/me") { Headers = { Authorization = new("Bearer", token) } };
        using var response = await app.Http.SendAsync(request);
        return response.StatusCode;
    }
}
