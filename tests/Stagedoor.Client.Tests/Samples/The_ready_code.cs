using System.Net;

namespace Stagedoor.Client.Tests.Samples;

/// <summary>What a credential's page shows as ready code, read from the page and run as it stands against the real server.</summary>
[OnStore(StoreKind.Sqlite)]
public class The_ready_code
{
    [Theory]
    [InlineData("curl")]
    [InlineData("C#")]
    [InlineData("JavaScript")]
    [InlineData("Python")]
    public async Task of_a_server_to_server_credential_answers_its_service_accounts_name(string language)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        using var browser = app.NewBrowser();
        var page = await MakeAsync(browser, "server_to_server");
        var account = page.Document.QuerySelector("dd:has(.mark)")!.TextContent.Split("Service account")[0];
        var code = CodeOf(page, language);
        var shown = await browser.PressAsync(page, "Add secret");
        var secret = shown.Document.QuerySelector("#value")!.GetAttribute("value")!;
        using (var snippet = await Snippet.StartAsync(language, code, secret)) Assert.Contains("Service Account User", await snippet.EndAsync(), StringComparison.Ordinal);

        // On the page that shows the secret once, it stands in the code.
        Assert.DoesNotContain(secret, code, StringComparison.Ordinal);
        using (var snippet = await Snippet.StartAsync(language, CodeOf(shown, language), null)) Assert.Contains("Service Account User", await snippet.EndAsync(), StringComparison.Ordinal);
        Assert.StartsWith("Service Account User", account, StringComparison.Ordinal);

        // The checklist saw it.
        Assert.Equal(2, (await browser.GoAsync(page.Url.AbsolutePath)).Document.QuerySelectorAll(".checks .mark.good").Length);
    }

    [Theory]
    [InlineData("web_app", "curl")]
    [InlineData("web_app", "JavaScript")]
    [InlineData("web_app", "Python")]
    [InlineData("single_page_app", "curl")]
    [InlineData("single_page_app", "JavaScript")]
    [InlineData("single_page_app", "Python")]
    public async Task of_an_application_takes_the_code_that_came_back_and_answers_the_persons_name(string kind, string language)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        using var browser = app.NewBrowser();
        var page = await MakeAsync(browser, kind, "https://board.example/callback");
        var secret = kind == "web_app" ? (await browser.PressAsync(page, "Add secret")).Document.QuerySelector("#value")!.GetAttribute("value") : null;
        using var snippet = await Snippet.StartAsync(language, CodeOf(page, language), secret);
        var address = (await snippet.SaysAsync(@"(http://\S+/oauth2/authorize\?\S+)\s")).Groups[1].Value;
        using var person = app.NewBrowser();
        await snippet.AnswerAsync((await person.SignInAndAllowAsync(address, Seed.Ada, Seed.AdaPassword)).Callback["code"]);
        Assert.Contains("Ada Field", await snippet.EndAsync(), StringComparison.Ordinal);
        Assert.Equal(3, (await browser.GoAsync(page.Url.AbsolutePath)).Document.QuerySelectorAll(".checks .mark.good").Length);
    }

    [Theory]
    [InlineData("curl")]
    [InlineData("C#")]
    [InlineData("JavaScript")]
    [InlineData("Python")]
    public async Task of_a_native_app_connects_a_device_and_answers_the_persons_name(string language)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        using var browser = app.NewBrowser();
        var page = await MakeAsync(browser, "native_app", "http://127.0.0.1/callback");
        using var snippet = await Snippet.StartAsync(language, CodeOf(page, language), null);
        var address = (await snippet.SaysAsync(@"(http://[^\s""]+user_code=[A-Z]{4}-[A-Z]{4})")).Groups[1].Value;
        using var person = app.NewBrowser();
        var asked = await person.PressAsync(await person.GoAsync(address), "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        await person.PressAsync(asked, "Allow access");
        if (language != "C#") await snippet.AnswerAsync("");
        Assert.Contains("Ada Field", await snippet.EndAsync(), StringComparison.Ordinal);
        Assert.Equal(3, (await browser.GoAsync(page.Url.AbsolutePath)).Document.QuerySelectorAll(".checks .mark.good").Length);
    }

    private static async Task<Page> MakeAsync(Browser browser, string kind, string redirectUri = "")
    {
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var project = (await browser.PressAsync(await browser.GoAsync("/developer/new"), "Create", ("name", "Ready code"))).Url.AbsolutePath;
        return await browser.PressAsync(await browser.GoAsync($"{project}/add?api=frameio&kind={kind}"), "Add", ("name", "First call"), ("redirect_uri", redirectUri));
    }

    private static string CodeOf(Page page, string language) => WebUtility.HtmlDecode(page.Document.QuerySelector($"pre.ready[aria-label='{language}'] code")!.InnerHtml);
}
