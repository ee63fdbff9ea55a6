using Stagedoor.Server.Factors;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Server.Tests.SignIn;

public class An_authenticator_page
{
    private const string Path = "/profile/authenticator";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task sets_one_up_shows_recovery_codes_once_and_raises_the_session(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var person = await app.APersonAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(person, "/signin?return=" + Path);
        Assert.Equal(Path, page.Url.AbsolutePath);
        var secret = Factors.SecretOn(page);
        Assert.NotNull(page.Document.QuerySelector("svg.qr path"));
        Assert.Equal(400, (await browser.PressAsync(page, "Confirm", ("code", "000000"))).Code);
        var done = await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(secret)));
        Assert.Equal((200, 10), (done.Code, done.Document.QuerySelectorAll("ol.codes li").Length));
        var session = Assert.Single(await app.SessionsAsync(browser));
        Assert.Equal(("2", "pwd otp mfa"), (session.Acr, string.Join(' ', session.Amr)));
        Assert.Empty((await browser.GoAsync(Path)).Document.QuerySelectorAll("ol.codes li"));

        // Kept sealed: the row does not hold the secret.
        var kept = (await app.Get<IAuthenticatorStore>().FindAsync(person.Id, Cancellation))!;
        Assert.Equal(-1, kept.SealedSecret.Span.IndexOf(secret));
    }

    [Theory, Stores, Attack("F5"), Attack("C7")]
    public async Task ends_what_was_opened_without_the_first_factor_unless_its_person_keeps_it(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true });
        foreach (var keeps in (bool[])[true, false])
        {
            var person = await app.APersonAsync();
            await app.LetInAsync(person.Email);
            using var here = app.NewBrowser();
            using var elsewhere = app.NewBrowser();
            var weak = await app.SignInAsync(Seed.ReviewBoard, elsewhere, person.Email, Seed.BenPassword);
            var page = await here.PasswordAsync(person, "/signin?return=" + Path);
            var before = Assert.Single(await app.SessionsAsync(here));
            (string, string)[] typed = keeps ? [("code", app.CodeNow(Factors.SecretOn(page))), ("keep", "yes")] : [("code", app.CodeNow(Factors.SecretOn(page)))];
            await here.PressAsync(page, "Confirm", typed);
            var after = Assert.Single(await app.SessionsAsync(here));
            Assert.Equal(("2", before.AuthenticatedAt, before.ExpiresAt), (after.Acr, after.AuthenticatedAt, after.ExpiresAt));
            Assert.Equal(keeps ? 1 : 0, (await app.SessionsAsync(elsewhere)).Count);
            if (!keeps) await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", weak["access_token"])).Code == 401, TimeSpan.FromSeconds(1), "the access token lives");
            Assert.Equal(keeps ? 200 : 400, (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, weak["refresh_token"])).Code);

            // Another factor later ends nothing more.
            Assert.DoesNotContain("keep", (await here.GoAsync(Path)).Html.Split("<form").Last(form => form.Contains("totp", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
    }

    [Theory, Stores, Attack("F4")]
    public async Task asks_again_when_the_proof_is_older_than_ten_minutes_and_for_the_second_factor_too(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)), ("remember", "yes"));
        var page = await browser.GoAsync(Path);
        Assert.Equal(Path, page.Url.AbsolutePath);
        app.Clock.Advance(TimeSpan.FromMinutes(10));

        // What was open before does nothing any more.
        var asked = await browser.PressAsync(page, "Remove");
        Assert.Equal("/signin", asked.Url.AbsolutePath);
        Assert.True((await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).Authenticator);
        var second = await browser.PressAsync(asked, "Sign in", ("password", Seed.BenPassword));
        Assert.Equal("/signin/second", second.Url.AbsolutePath);
        page = await browser.PressAsync(second, "Confirm", ("code", app.CodeNow(secret)));
        Assert.Equal(Path, page.Url.AbsolutePath);

        // A password on a remembered device is no proof for this, however young.
        await browser.PasswordAsync(person);
        Assert.Equal("/signin", (await browser.GoAsync(Path)).Url.AbsolutePath);
    }

    [Theory, Stores, Attack("F6")]
    public async Task does_nothing_for_who_signed_in_meanwhile(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var ((person, secret), (other, others)) = (await app.APersonWithAppAsync(), await app.APersonWithAppAsync());
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)));
        var page = await browser.GoAsync(Path);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await browser.PressAsync(await browser.PasswordAsync(other), "Confirm", ("code", app.CodeNow(others)));
        Assert.Equal(400, (await browser.PressAsync(page, "Remove")).Code);
        Assert.True((await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).Authenticator);
        Assert.True((await app.Get<IPersonFactors>().OfAsync(other.Id, Cancellation)).Authenticator);
    }

    [Theory, Stores]
    public async Task removes_it_unless_it_is_the_last_that_an_organization_demands(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        await app.RecoveryCodesAsync(person);
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)));
        Assert.True(await app.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = Seed.Organization, PersonId = person.Id, AccountRole = "member" }, Cancellation));
        var page = await browser.GoAsync(Path);
        Assert.True(await app.Get<IOrganizationStore>().RequireSecondFactorAsync(Seed.Organization, true, app.Clock.GetUtcNow(), Cancellation));
        Assert.Equal(400, (await browser.PressAsync(page, "Remove")).Code);
        Assert.False((await browser.GoAsync(Path)).HasButton("Remove"));
        Assert.True(await app.Get<IOrganizationStore>().RequireSecondFactorAsync(Seed.Organization, false, app.Clock.GetUtcNow(), Cancellation));
        Assert.Equal(200, (await browser.PressAsync(page, "Remove")).Code);
        Assert.Equal(new PersonFactors { Authenticator = false, Passkeys = 0, RecoveryCodes = 0, Required = false }, await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation));
        Assert.Equal("/", (await browser.PasswordAsync(person)).Url.AbsolutePath);
    }

    [Theory, Stores]
    public async Task takes_its_secret_from_its_own_form_only(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, other) = (await app.APersonAsync(), await app.APersonAsync());
        using var browser = app.NewBrowser();
        using var attacker = app.NewBrowser();
        var mine = await browser.PasswordAsync(person, "/signin?return=" + Path);
        var theirs = await attacker.PasswordAsync(other, "/signin?return=" + Path);
        var planted = theirs.Document.QuerySelector("input[name=totp]")!.GetAttribute("value")!;
        foreach (var setup in (string[])[planted, "", "forged", new('x', 3000)])
        {
            Assert.Equal(400, (await browser.PressAsync(mine, "Confirm", ("totp", setup), ("code", app.CodeNow(Factors.SecretOn(theirs))))).Code);
        }

        Assert.False((await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).HasSecond);
    }
}
