using Microsoft.Playwright;

namespace Stagedoor.Browser.Tests;

[OnStore(StoreKind.Sqlite)]
public class A_journey(AppFixture apps, Chromium chromium) : IClassFixture<AppFixture>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ends_at_the_application_with_and_without_JavaScript(bool javaScript)
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync(), javaScript: javaScript);
        var page = await context.NewPageAsync();
        await page.GotoAsync(application.Request(("state", "a b&c")));
        await page.SignInAsync();
        await page.PressAsync("Allow access");
        var answer = await page.CallbackAsync(application);
        Assert.Equal("a b&c", answer["state"]);
        Assert.NotEmpty(answer["code"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ends_by_a_form_that_posts_itself_or_waits_for_a_click(bool javaScript)
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync(), javaScript: javaScript);
        var page = await context.NewPageAsync();
        await page.GotoAsync(application.Request(("response_mode", "form_post")));
        await page.SignInAsync();
        await page.PressAsync("Allow access");
        if (!javaScript) await page.PressAsync("Continue");
        await page.GetByText("Back at the application").WaitForAsync();
        Assert.Equal(application.Callback, page.Url);
    }

    [Fact]
    public async Task keeps_its_request_across_reloads_and_wrong_passwords()
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync(application.Request());
        await page.ReloadAsync();
        await page.SignInAsync(password: "wrong");
        await page.SeesAsync("do not belong together");
        await page.ReloadAsync();
        await page.SignInAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow access" }).WaitForAsync();
        await page.ReloadAsync();
        await page.PressAsync("Allow access");
        Assert.NotEmpty((await page.CallbackAsync(application))["code"]);
    }

    [Fact]
    public async Task ends_right_after_sign_in_where_the_consent_is_remembered()
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync(application.Request());
        await page.SignInAsync();
        await page.PressAsync("Allow access");
        await page.CallbackAsync(application);

        await page.GotoAsync(application.Request(("prompt", "login"), ("state", "second")));
        await page.SignInAsync();
        Assert.Equal("second", (await page.CallbackAsync(application))["state"]);
    }

    [Fact]
    public async Task keeps_its_request_across_back()
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync(application.Request());
        await page.SignInAsync();
        await page.SeesAsync("asks for access");
        await page.GoBackAsync();
        await page.SeesAsync("to go on to");
        await page.SignInAsync();
        await page.PressAsync("Allow access");
        Assert.NotEmpty((await page.CallbackAsync(application))["code"]);

        // Back from the application: the request was answered, and the page says so.
        await page.GoBackAsync();
        await page.SeesAsync("This request was answered before");
    }

    [Fact]
    public async Task goes_on_in_two_tabs_at_once()
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync());
        var (one, other) = (await context.NewPageAsync(), await context.NewPageAsync());
        await one.GotoAsync(application.Request(("state", "one")));
        await other.GotoAsync(application.Request(("state", "other")));
        await one.SignInAsync();
        await one.SeesAsync("asks for access");
        await other.SignInAsync();
        await other.SeesAsync("asks for access");
        await one.PressAsync("Allow access");
        Assert.Equal("one", (await one.CallbackAsync(application))["state"]);
        await other.PressAsync("Allow access");
        Assert.Equal("other", (await other.CallbackAsync(application))["state"]);
    }

    [Fact]
    public async Task is_answered_once_when_two_tabs_show_it()
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync());
        var (one, other) = (await context.NewPageAsync(), await context.NewPageAsync());
        await one.GotoAsync(application.Request());
        await one.SignInAsync();
        await one.SeesAsync("asks for access");
        await other.GotoAsync(one.Url);
        await one.PressAsync("Allow access");
        Assert.NotEmpty((await one.CallbackAsync(application))["code"]);
        await other.PressAsync("Allow access");
        await other.SeesAsync("This request was answered before");
    }

    [Fact, Attack("F7")]
    public async Task survives_an_expired_form()
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync(application.Request());
        await context.ClearCookiesAsync(new() { Name = "stagedoor-form" });
        await page.SignInAsync();
        await page.SeesAsync("open for too long");
        await page.SignInAsync();
        await page.SeesAsync("asks for access");
        await context.ClearCookiesAsync(new() { Name = "stagedoor-form" });
        await page.PressAsync("Allow access");
        await page.SeesAsync("Please look at it again");
        await page.PressAsync("Allow access");
        Assert.NotEmpty((await page.CallbackAsync(application))["code"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task is_left_by_cancel(bool signedIn)
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync(application.Request());
        if (signedIn) await page.SignInAsync();
        if (signedIn) await page.SeesAsync("asks for access");
        await page.PressAsync("Cancel");
        Assert.Equal("access_denied", (await page.CallbackAsync(application))["error"]);
    }

    [Fact]
    public async Task chooses_among_people_and_adds_one()
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync("/signin");
        await page.SignInAsync();
        await page.GotoAsync(application.Request(("prompt", "select_account consent")));
        await page.GetByRole(AriaRole.Link, new() { Name = "Use another account" }).ClickAsync();
        await page.SignInAsync(Seed.Ben, Seed.BenPassword);
        await page.SeesAsync("Ben Okafor");
        await page.GetByRole(AriaRole.Link, new() { Name = "Use another account" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ada Field" }).ClickAsync();
        await page.SeesAsync("Ada Field");
        await page.PressAsync("Allow access");
        Assert.NotEmpty((await page.CallbackAsync(application))["code"]);
    }

    [Fact, Spec("WCAG 2.2", "2.1.1")]
    public async Task is_made_by_the_keyboard_alone()
    {
        await using var application = await Application.StartAsync();
        await using var context = await chromium.NewAsync(await AppAsync());
        var page = await context.NewPageAsync();
        await page.GotoAsync(application.Request());

        // The page puts the cursor there by itself, but not before the first letter of a robot.
        await Assertions.Expect(page.GetByLabel("Email address")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Seed.Ada);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Seed.AdaPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.SeesAsync("asks for access");
        for (var tabs = 0; tabs < 5 && await page.EvaluateAsync<string>("document.activeElement.textContent") != "Allow access"; tabs++) await page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");
        Assert.NotEmpty((await page.CallbackAsync(application))["code"]);
    }

    private Task<StagedoorApp> AppAsync() => apps.OnAsync(StoreKind.Sqlite);
}
