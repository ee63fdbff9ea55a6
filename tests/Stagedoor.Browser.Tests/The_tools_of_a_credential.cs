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
        var token = await page.Locator("#value").InputValueAsync();
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

    [Theory, MemberData(nameof(Windows))]
    public async Task copy_what_is_to_be_pasted(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, scheme, width);
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        var credential = await MakeAsync(page, "server_to_server");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy Client ID" }).ClickAsync();
        await page.SeesAsync("Copied");
        Assert.Equal(credential.Split('/')[^1], await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await looks.AtAsync("developer, copied");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy curl" }).PressAsync("Enter");
        var code = await page.Locator("#code-0").TextContentAsync();
        await Eventually.TrueAsync(async () => await page.EvaluateAsync<string>("navigator.clipboard.readText()") == code, TimeSpan.FromSeconds(10), "the code is not copied");
        await page.PressAsync("Add secret");
        await page.SeesAsync("It is shown this once");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy Client secret" }).ClickAsync();
        await page.SeesAsync("Copied");
        Assert.Equal(await page.Locator("#value").InputValueAsync(), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await looks.AtAsync("developer, a secret that was copied");
        Assert.Empty(looks.Complaints);
    }

    [Theory, MemberData(nameof(Windows))]
    public async Task add_another_api(ColorScheme scheme, int width)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, scheme, width);
        var page = await context.NewPageAsync();
        var looks = new Look(page, scheme, width);
        await MakeAsync(page, "server_to_server");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add API" }).ClickAsync();
        await looks.AtAsync("developer, add an API to a credential");
        await page.PressAsync("Add the I/O Management API");
        await page.SeesAsync("manage_client_secrets");
        await page.GoBackAsync();
        await page.SeesAsync("Stagedoor Management API");
        Assert.False(await page.GetByText("Add the I/O Management API").IsVisibleAsync());
        await page.GoForwardAsync();
        await page.PressAsync("Add secret");
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept it" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Rotate secrets" }).ClickAsync();
        await looks.AtAsync("developer, secrets of a credential");
        Assert.Empty(looks.Complaints);
    }

    [Fact]
    public async Task need_no_script()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var context = await chromium.NewAsync(app, width: 360, javaScript: false);
        var page = await context.NewPageAsync();
        await MakeAsync(page, "web_app", "https://board.example/callback");
        Assert.False(await page.Locator("button[data-copy]").First.IsVisibleAsync());
        await page.GetByLabel("Redirect URI, as your application sends it").FillAsync("https://board.example/callback/");
        await page.PressAsync("Test");
        await page.SeesAsync("slash at its end");
        await page.PressAsync("Add secret");
        await page.SeesAsync("It is shown this once");
        Assert.StartsWith("p8e-", await page.Locator("#value").InputValueAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept it" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Rotate secrets" }).ClickAsync();
        await page.SeesAsync("1 of");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Without a script");
        await page.GetByLabel("Post-logout redirect URIs").FillAsync("https://board.example/bye");
        await page.GetByLabel("Require a code challenge").UncheckAsync();
        await page.PressAsync("Save");
        await page.SeesAsync("Saved.");
        await page.GoBackAsync();
        Assert.False(await page.GetByLabel("Require a code challenge").IsCheckedAsync());
        Assert.Equal("https://board.example/bye", await page.GetByLabel("Post-logout redirect URIs").InputValueAsync());
        Assert.Equal("Without a script", await page.GetByLabel("Name").InputValueAsync());
        await page.PressAsync("Save");
        await page.SeesAsync("Saved.");
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
