using Stagedoor.Server.Tests.SignIn;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Pages;

[Spec("OpenID Connect Core", "3.1.2.1")]
public class The_language_of_a_page(AppFixture apps) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData(null, null, "en", "Sign in")]
    [InlineData("de-AT, en;q=0.5", null, "de", "Anmelden")]
    [InlineData("en;q=0.3, fr;q=0.9", null, "fr", "Se connecter")]
    [InlineData("tlh, *;q=0.1", null, "en", "Sign in")]
    [InlineData("de", "ja", "ja", "サインイン")]
    [InlineData("de", "tlh fr-CA en", "fr", "Se connecter")]
    [InlineData("de", "tlh", "de", "Anmelden")]
    [InlineData(";;;q=,,", "", "en", "Sign in")]
    public async Task is_the_applications_then_the_browsers(string? accept, string? uiLocales, string language, string button)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/signin?journey=" + await app.AJourneyAsync(Seed.ReviewBoard.Id, change: asked => asked with { UiLocales = uiLocales }));
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept-Language", accept);
        var html = await (await app.Http.SendAsync(request, TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
        Assert.Contains(button, System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_the_persons_once_somebody_is_signed_in()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var person = await app.APersonAsync();
        Assert.True(await app.Get<IPersonStore>().ChangeProfileAsync(person.Id, person.Name, "de", app.Now(), TestContext.Current.CancellationToken));
        using var browser = app.NewBrowser();
        await browser.SignInAsync(person.Email, Seed.BenPassword);
        Assert.Contains("In diesem Browser angemeldet", (await browser.GoAsync("/")).Words, StringComparison.Ordinal);
    }
}
