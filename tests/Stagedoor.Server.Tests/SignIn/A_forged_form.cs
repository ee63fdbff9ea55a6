using Stagedoor.Server.Consents;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn;

[Attack("F7")]
public class A_forged_form(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task signs_nobody_in_and_the_journey_stays(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var handle = await app.AJourneyAsync(Seed.ReviewBoard.Id);
        using var browser = app.NewBrowser();
        using var other = app.NewBrowser();
        var page = await browser.GoAsync("/signin?journey=" + handle);
        HttpRequestMessage Send(Page from, string? token = null) => Browser.Request(from, "Sign in", token is null ? [("email", Seed.Ada), ("password", Seed.AdaPassword)] : [("email", Seed.Ada), ("password", Seed.AdaPassword), ("__RequestVerificationToken", token)]);
        var foreign = await other.GoAsync("/signin?journey=" + handle);
        var attempts = new List<HttpRequestMessage> { Send(page, ""), Send(page, "nonsense"), Send(foreign) };
        foreach (var (name, value) in new[] { ("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site") })
        {
            var request = Send(page);
            request.Headers.Add(name, value);
            attempts.Add(request);
        }

        foreach (var attempt in attempts)
        {
            var answer = await browser.SendAsync(attempt);
            Assert.Equal(400, answer.Code);
            Assert.Contains("open for too long", answer.Text, StringComparison.Ordinal);
            Assert.Contains(handle, answer.Text, StringComparison.Ordinal);
            Assert.Null((await app.JourneyAsync(handle))!.SignedInSid);
        }

        var honest = Send(page);
        honest.Headers.Add("Origin", "null");
        honest.Headers.Add("Sec-Fetch-Site", "same-origin");
        Assert.Equal(303, (await browser.SendAsync(honest)).Code);
        Assert.NotNull((await app.JourneyAsync(handle))!.SignedInSid);
    }

    [Theory, Stores]
    public async Task allows_nothing_nor_does_one_shown_to_somebody_else(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var handle = await app.AJourneyAsync(Seed.ReviewBoard.Id);
        var ada = (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!;
        var ben = (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!;
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var adasPage = await browser.GoAsync("/consent?journey=" + handle);
        Assert.Contains("Ada Field", adasPage.Words, StringComparison.Ordinal);
        foreach (var token in new[] { "", "nonsense" })
        {
            Assert.Equal(400, (await browser.SendAsync(Browser.Request(adasPage, "Allow access", ("__RequestVerificationToken", token)))).Code);
        }

        // Another tab: somebody else signs in in the same browser.
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var answer = await browser.SendAsync(Browser.Request(adasPage, "Allow access"));

        Assert.Equal(400, answer.Code);
        Assert.Contains("another account signed in meanwhile", answer.Text, StringComparison.Ordinal);
        Assert.Contains("Ben Okafor", answer.Text, StringComparison.Ordinal);
        Assert.Null((await app.JourneyAsync(handle))!.ConsentedSid);
        Assert.Null(await app.Get<IConsentStore>().FindAsync(ada.Id, Seed.ReviewBoard.Id, Cancellation));
        Assert.Null(await app.Get<IConsentStore>().FindAsync(ben.Id, Seed.ReviewBoard.Id, Cancellation));
    }

    [Theory, Stores]
    public async Task signs_nobody_out_and_a_bare_GET_asks_first(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await browser.GoAsync("/signout");
        Assert.True(page.HasButton("Sign out"));
        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Sign out", ("__RequestVerificationToken", "")))).Code);
        Assert.Contains("Ada", (await browser.GoAsync("/")).Words, StringComparison.Ordinal);
        await browser.PressAsync(page, "Sign out");
        Assert.DoesNotContain("Ada", (await browser.GoAsync("/")).Words, StringComparison.Ordinal);
    }

    [Theory, Stores]
    public async Task proves_and_changes_no_factor(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        using var other = app.NewBrowser();
        var (second, foreign) = (await browser.PasswordAsync(person), await other.PasswordAsync(person));
        foreach (var token in Tokens(foreign)) Assert.Equal(400, (await browser.SendAsync(Browser.Request(second, "Confirm", ("code", app.CodeNow(secret)), ("__RequestVerificationToken", token)))).Code);
        Assert.Equal(303, (await browser.SendAsync(Browser.Request(second, "Confirm", ("code", app.CodeNow(secret))))).Code);
        var page = await browser.GoAsync("/profile/authenticator");
        foreach (var token in Tokens(foreign)) Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Remove", ("__RequestVerificationToken", token)))).Code);
        var codes = await browser.GoAsync("/profile/recovery-codes");
        foreach (var token in Tokens(page)) Assert.Equal(400, (await browser.SendAsync(Browser.Request(codes, "Make new codes", ("__RequestVerificationToken", token)))).Code);
        Assert.Equal((true, 0), (await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)) is { } has ? (has.Authenticator, has.RecoveryCodes) : default);
    }

    [Fact]
    public async Task that_is_no_form_gets_a_page()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        foreach (var path in new[] { "/signin", "/signin/second", "/signin/enrol", "/profile/passkeys", "/profile/authenticator", "/profile/recovery-codes", "/choose", "/consent", "/device", "/signout" })
        {
            foreach (var content in new HttpContent[] { new StringContent("{}", null, "application/json"), new StringContent(new string('a', 20_000), null, "application/x-www-form-urlencoded"), new StringContent(string.Join('&', Enumerable.Range(0, 5000).Select(i => "a=" + i))[..15_000], null, "application/x-www-form-urlencoded") })
            {
                using var response = await app.Http.PostAsync(path, content, Cancellation);
                Assert.Equal(400, (int)response.StatusCode);
                Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
            }
        }
    }

    private static IEnumerable<string> Tokens(Page another) => ["", "nonsense", another.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!];
}
