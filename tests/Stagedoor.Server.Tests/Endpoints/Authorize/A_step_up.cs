using Stagedoor.Server.Factors;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Tests.SignIn;

namespace Stagedoor.Server.Tests.Endpoints.Authorize;

[Spec("OIDC Core", "5.5.1.1")]
public class A_step_up
{
    private const string Essential = """{"id_token":{"acr":{"essential":true,"values":["2"]}}}""", Wished = """{"id_token":{"acr":{"values":["2"]}}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_asked_for_by_acr_values_or_claims_and_got(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await AMemberAsync(app);
        foreach (var (name, value) in (IEnumerable<(string, string)>)[("acr_values", "2 1"), ("acr_values", "urn:unknown 2"), ("claims", Wished), ("claims", Essential)])
        {
            // Signed in with a password alone, because the device is remembered.
            using var browser = app.NewBrowser();
            await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)), ("remember", "yes"));
            await browser.PasswordAsync(person);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal("1", await AcrAsync(app, browser, await browser.GoAsync(Url())));
            var page = await browser.GoAsync(Url((name, value)));
            Assert.True(page.HasField("password"), page.ToString());
            page = await browser.PressAsync(page, "Sign in", ("email", person.Email), ("password", Seed.BenPassword));
            Assert.Equal("/signin/second", page.Url.AbsolutePath);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal("2", await AcrAsync(app, browser, await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(secret)))));

            // Now the session is sure enough, and nobody is asked again.
            Assert.Equal("2", await AcrAsync(app, browser, await browser.GoAsync(Url((name, value)))));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory, Stores]
    public async Task that_is_only_wished_for_does_not_stop_who_has_no_second_factor(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        Assert.Equal("1", await AcrAsync(app, browser, await browser.GoAsync(Url(("acr_values", "2")))));
        Assert.Equal("1", await AcrAsync(app, browser, await browser.GoAsync(Url(("claims", Wished)))));
    }

    [Theory, Stores]
    public async Task that_is_essential_is_enrolled_by_who_has_no_second_factor(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var person = await app.APersonAsync();
        using var browser = app.NewBrowser();
        await browser.PasswordAsync(person);
        var page = await browser.PressAsync(await browser.GoAsync(Url(("claims", Essential))), "Sign in", ("email", person.Email), ("password", Seed.BenPassword));
        Assert.Equal("/signin/enrol", page.Url.AbsolutePath);
        Assert.Equal("access_denied", (await browser.PressAsync(page, "Cancel")).Callback["error"]);
        Assert.False((await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).HasSecond);
    }

    [Theory, Stores]
    public async Task without_a_page_is_refused_only_when_it_is_essential(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        await AcrAsync(app, browser, await browser.GoAsync(Url()));
        Assert.Equal("login_required", (await browser.GoAsync(Url(("prompt", "none"), ("claims", Essential)))).Callback["error"]);
        Assert.Equal("1", await AcrAsync(app, browser, await browser.GoAsync(Url(("prompt", "none"), ("acr_values", "2")))));
        Assert.Equal("unmet_authentication_requirements", (await browser.GoAsync(Url(("claims", Essential.Replace("\"2\"", "\"urn:unknown\"", StringComparison.Ordinal))))).Callback["error"]);
    }

    [Theory, Stores]
    public async Task to_less_than_the_session_proved_says_what_was_asked_for(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await AMemberAsync(app);
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)));
        Assert.Equal("1", await AcrAsync(app, browser, await browser.GoAsync(Url(("claims", Essential.Replace("\"2\"", "\"1\"", StringComparison.Ordinal))))));
        Assert.Equal("2", await AcrAsync(app, browser, await browser.GoAsync(Url(("acr_values", "1")))));
    }

    private static async Task<(Users.Person Person, byte[] Secret)> AMemberAsync(StagedoorApp app)
    {
        var (person, secret) = await app.APersonWithAppAsync();
        Assert.True(await app.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = Seed.Organization, PersonId = person.Id, AccountRole = "member" }, Cancellation));
        return (person, secret);
    }

    private static readonly ProofKey Proof = ProofKey.New();

    private static string Url(params (string, string?)[] changes) => TestKit.Authorize.Url(Seed.ReviewBoard, Proof, changes);

    // Allows where that is asked, and reads the ID token.
    private static async Task<string?> AcrAsync(StagedoorApp app, Browser browser, Page page)
    {
        if (page.Left is null) page = await browser.PressAsync(page, "Allow access");
        var tokens = (await app.RedeemAsync(new(Seed.ReviewBoard, page.Callback, Proof))).Ok();
        return Jws.Read(tokens["id_token"])["acr"];
    }
}
