using System.Globalization;
using Microsoft.Playwright;

namespace Stagedoor.Client.Tests.Samples;

/// <summary>Every sample against the real server, in both dialects; in Chromium where a person signs in.</summary>
[OnStore(StoreKind.Sqlite)]
public class The_samples(Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<Dialect> Dialects => Applications.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task dailies_bot_lists_what_it_may_see(Dialect dialect)
    {
        await using var app = await StartAsync();
        var home = Directory.CreateTempSubdirectory("client-sample-").FullName;
        try
        {
            using (var bot = Sample.Start(app, dialect, "dailies-bot", Seed.DailiesBot, home)) Assert.Equal("I am Service Account User.\nAccount Northlight Pictures\n  Workspace Features\n", await bot.EndAsync());
            var kept = await File.ReadAllBytesAsync(Directory.GetFiles(home, "*.tokens", SearchOption.AllDirectories).Single());

            // The second run takes the token of the first.
            using (var bot = Sample.Start(app, dialect, "dailies-bot", Seed.DailiesBot, home)) Assert.StartsWith("I am Service Account User.", await bot.EndAsync(), StringComparison.Ordinal);
            Assert.Equal(kept, await File.ReadAllBytesAsync(Directory.GetFiles(home, "*.tokens", SearchOption.AllDirectories).Single()));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task review_board_signs_a_person_in_and_out(Dialect dialect)
    {
        var page = await chromium.NewAsync();
        await using var app = await StartAsync();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{HostProcess.FreePort()}");
        using var board = Sample.Start(app, dialect, "review-board", Seed.ReviewBoard, null, address + "/callback", "--urls", address);
        await ListeningAsync(board);
        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Frame.io" }).ClickAsync();
        await Chromium.SignInAndAllowAsync(page);
        await page.GetByText("Ada Field sees:").WaitForAsync();
        await page.GetByText("Northlight Pictures").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByText("Nobody is signed in.").WaitForAsync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task review_page_does_everything_in_the_browser(Dialect dialect)
    {
        var page = await chromium.NewAsync();
        await using var app = await StartAsync();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{HostProcess.FreePort()}");
        using var site = Sample.Start(app, dialect, "review-page", Seed.ReviewPage, null, null, "--urls", address);
        await ListeningAsync(site);
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(address + "/spa");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Frame.io" }).ClickAsync();
        await Chromium.SignInAndAllowAsync(page);
        await SeesAsync("You are signed in.");
        Assert.Equal(address + "/spa", page.Url);
        await page.GetByRole(AriaRole.Button, new() { Name = "Who am I?" }).ClickAsync();
        await SeesAsync("You are Ada Field.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Renew" }).ClickAsync();
        await SeesAsync("Renewed.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Who am I?" }).ClickAsync();
        await SeesAsync("You are Ada Field.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await SeesAsync("You are signed out.");
        Assert.Empty(complaints);

        // An answer that this tab did not ask for.
        await page.GotoAsync(address + "/spa?code=x&state=y");
        await SeesAsync("This is not the answer to a sign-in of this tab.");

        Task SeesAsync(string text) => Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync(text, new() { Timeout = 30_000 });
    }

    [Theory, MemberData(nameof(Dialects)), Spec("RFC 8252", "7.3")]
    public async Task desktop_ingest_opens_the_browser_and_remembers_who_signed_in(Dialect dialect)
    {
        var page = await chromium.NewAsync();
        await using var app = await StartAsync();
        var home = Directory.CreateTempSubdirectory("client-sample-").FullName;
        try
        {
            using (var ingest = Sample.Start(app, dialect, "desktop-ingest", Seed.DesktopIngest, home))
            {
                await page.GotoAsync(await ingest.OpenedAsync());
                await Chromium.SignInAndAllowAsync(page);
                await page.GetByText("You are signed in. You can close this window").WaitForAsync();
                Assert.EndsWith("You are Ada Field.\n", await ingest.EndAsync(), StringComparison.Ordinal);
            }

            using (var again = Sample.Start(app, dialect, "desktop-ingest", Seed.DesktopIngest, home)) Assert.Equal("You are Ada Field.\n", await again.EndAsync());
            using (var leaving = Sample.Start(app, dialect, "desktop-ingest", Seed.DesktopIngest, home, null, "--sign-out")) Assert.Equal("Signed out.\n", await leaving.EndAsync());
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Theory, MemberData(nameof(Dialects)), Spec("RFC 8252", "7.1")]
    public async Task desktop_ingest_takes_the_answer_by_its_own_scheme(Dialect dialect)
    {
        await using var app = await StartAsync();
        using var ingest = Sample.Start(app, dialect, "desktop-ingest", Seed.DesktopIngest, null, null, "--scheme");
        var address = (await ingest.LineAsync())["Open ".Length..];
        using var browser = app.NewBrowser();
        var left = (await browser.SignInAndAllowAsync(address, Seed.Ada, Seed.AdaPassword)).Left!.OriginalString;
        Assert.StartsWith("northlight.ingest:/callback?code=", left, StringComparison.Ordinal);

        // As the system would start it for the scheme.
        using var handing = Sample.Start(app, dialect, "desktop-ingest", Seed.DesktopIngest, null, null, left);
        await handing.EndAsync();
        Assert.Equal("You are Ada Field.\n", await ingest.EndAsync());
    }

    [Fact]
    public async Task desktop_ingest_takes_a_pasted_answer_and_a_device()
    {
        await using var app = await StartAsync();
        using (var pasting = Sample.Start(app, Dialect.Ims, "desktop-ingest", Seed.DesktopIngest, null, null, "--paste"))
        {
            string line;
            do line = await pasting.LineAsync(); while (!line.StartsWith("  http", StringComparison.Ordinal));
            using var browser = app.NewBrowser();
            await pasting.SayAsync((await browser.SignInAndAllowAsync(line.Trim(), Seed.Ada, Seed.AdaPassword)).Left!.OriginalString);
            Assert.EndsWith("You are Ada Field.\n", await pasting.EndAsync(), StringComparison.Ordinal);
        }

        using (var device = Sample.Start(app, Dialect.Standard, "desktop-ingest", Seed.DesktopIngest, null, null, "--device"))
        {
            var link = (await device.LineAsync()).Split(' ')[^1];
            using var browser = app.NewBrowser();
            var page = await browser.PressAsync(await browser.GoAsync(link), "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
            await browser.PressAsync(page, "Allow access");
            Assert.Equal("You are Ada Field.\n", await device.EndAsync());
        }
    }

    // Each test asks for consent, so each has a server that remembers none.
    private static Task<StagedoorApp> StartAsync() => StagedoorApp.StartAsync(new AppOptions { RealClock = true });

    private static async Task ListeningAsync(Sample sample)
    {
        while (!(await sample.LineAsync()).Contains("Now listening on", StringComparison.Ordinal))
        {
        }
    }
}
