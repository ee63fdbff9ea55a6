namespace Stagedoor.Server.Tests.SignIn.Home;

/// <summary>Where the first page leads whom.</summary>
public class The_first_page(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string App = $"/app/accounts/{Seed.Account}/activity";

    [Theory, Stores]
    public async Task leads_everybody_to_what_they_may_enter_and_nobody_further(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var (email, password, open, shut) in new (string, string, string[], string[])[]
        {
            (Seed.Ada, Seed.AdaPassword, ["/developer", "/admin", App], []),
            (Seed.Ben, Seed.BenPassword, [App], ["/developer", "/admin"]),
        })
        {
            using var browser = app.NewBrowser();
            await browser.SignInAsync(email, password, "/signin?return=/");
            var page = (await browser.GoAsync("/")).Html;
            foreach (var path in open)
            {
                Assert.Contains($"href=\"{path}\"", page, StringComparison.Ordinal);
                Assert.Equal(200, (await browser.GoAsync(path)).Code);
            }

            foreach (var path in shut)
            {
                Assert.DoesNotContain($"href=\"{path}\"", page, StringComparison.Ordinal);
                Assert.Equal(404, (await browser.GoAsync(path)).Code);
            }
        }

        using var stranger = app.NewBrowser();
        Assert.DoesNotContain("href=\"/app/", (await stranger.GoAsync("/")).Html, StringComparison.Ordinal);
    }
}
