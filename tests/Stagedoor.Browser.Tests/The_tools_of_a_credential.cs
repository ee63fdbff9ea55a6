using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

/// <summary>What a credential's page offers beside its facts; in light and dark, on a phone and on a desk.</summary>
[OnStore(StoreKind.Sqlite), Spec("WCAG 2.2", "AA")]
public class The_tools_of_a_credential(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    public static TheoryData<ColorScheme, int> Windows => new() { { ColorScheme.Light, 360 }, { ColorScheme.Dark, 360 }, { ColorScheme.Light, 1280 }, { ColorScheme.Dark, 1280 } };

    [Theory, MemberData(nameof(Windows))]
    public async Task tell_whether_a_redirect_uri_would_match(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        await MakeAsync(page, "web_app", "https://board.example/callback");
        await page.GetByLabel("Redirect URI, as your application sends it").FillAsync("https://board.example:8443/Callback");
        await page.PressAsync("Test");
        await page.SeesAsync("the authorization page would refuse it");
        await page.SeesAsync("The port differs.");
        Assert.Contains("redirect_uri=", page.Url, StringComparison.Ordinal);
        await looks.AtAsync("developer, a redirect URI that differs");
        await page.GetByLabel("Redirect URI, as your application sends it").FillAsync("https://board.example/callback#here");
        await page.GetByLabel("Redirect URI, as your application sends it").PressAsync("Enter");
        await page.SeesAsync("it has a fragment");
        await page.GetByLabel("Redirect URI, as your application sends it").FillAsync("https://board.example/callback");
        await page.PressAsync("Test");
        await page.SeesAsync("answers may go there");
        await looks.AtAsync("developer, a redirect URI that matches");
        await page.GoBackAsync();
        await page.SeesAsync("it has a fragment");
        Assert.Empty(looks.Complaints);
    }

    [Theory, MemberData(nameof(Windows))]
    public async Task give_a_token_once(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        await MakeAsync(page, "server_to_server");
        await page.GetByRole(AriaRole.Link, new() { Name = "Generate access token" }).ClickAsync();
        await page.SeesAsync("60 minutes");
        await looks.AtAsync("developer, generate a token");
        await page.PressAsync("Generate access token");
        await page.SeesAsync("It is shown this once");
        var token = await page.GetByLabel("Value of the token").InputValueAsync();
        Assert.StartsWith("Service Account User", (await app.Http.GetAsync("/v4/me", token)).Ok().Json.GetProperty("data").GetProperty("name").GetString(), StringComparison.Ordinal);
        await looks.AtAsync("developer, a generated token");
        await page.ReloadAsync();
        await page.SeesAsync("was shown before");
        await page.SeesAsync("seen");
        await looks.AtAsync("developer, the way to the first call");
        Assert.DoesNotContain(token, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(looks.Complaints);
    }

    [Theory, MemberData(nameof(Windows))]
    public async Task are_in_the_activity_of_the_project(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        var credential = await MakeAsync(page, "server_to_server");
        await page.GotoAsync(credential[..credential.IndexOf("/credentials", StringComparison.Ordinal)]);
        await looks.AtAsync("developer, a project with a credential");
        var export = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export as JSON" }).ClickAsync());
        Assert.EndsWith(".json", export.SuggestedFilename, StringComparison.Ordinal);
        await Eventually.TrueAsync(
            async () =>
            {
                await page.GotoAsync(credential[..credential.IndexOf("/credentials", StringComparison.Ordinal)] + "/activity");
                return await page.GetByText("Project exported").IsVisibleAsync();
            },
            TimeSpan.FromSeconds(20),
            "the export is not in the activity");
        await page.SeesAsync("Credential created");
        await looks.AtAsync("developer, the activity of a project");
        Assert.Empty(looks.Complaints);
    }

    // A credential in a project of its own; the page is then at it.
    private static async Task<string> MakeAsync(IPage page, string kind, string? redirectUri = null)
    {
        await page.SignInAtAsync("/signin?return=/developer/new");
        await page.GetByLabel("Name").FillAsync("Tools of a " + kind);
        await page.PressAsync("Create");
        await page.GotoAsync(new Uri(page.Url).AbsolutePath + $"/add?api=frameio&kind={kind}");
        await page.GetByLabel("Name").FillAsync($"A {kind}");
        if (redirectUri is not null) await page.GetByLabel("Redirect URI").FillAsync(redirectUri);
        await page.PressAsync("Add");
        await page.SeesAsync("Added.");
        return new Uri(page.Url).AbsolutePath;
    }
}
