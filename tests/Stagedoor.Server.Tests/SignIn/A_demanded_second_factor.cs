using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.SignIn.Credentials.Totp;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn;

public class A_demanded_second_factor(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_enrolled_at_the_next_sign_in_before_anything_else_opens(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.AMemberWhoMustAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PasswordAsync(person, "/signin?return=/device");
        Assert.Equal("/signin/enrol", page.Url.AbsolutePath);
        Assert.Empty(await app.SessionsAsync(browser));
        Assert.Equal("/signin", (await browser.GoAsync("/device")).Url.AbsolutePath);
        var secret = Factors.SecretOn(page);
        var wrong = await browser.PressAsync(page, "Confirm", ("code", "000000"));
        Assert.Equal((400, TotpText(secret)), (wrong.Code, TotpText(Factors.SecretOn(wrong))));
        var done = await browser.PressAsync(wrong, "Confirm", ("code", app.CodeNow(secret)));
        Assert.Equal(200, done.Code);
        Assert.Equal(10, done.Document.QuerySelectorAll("ol.codes li").Length);
        Assert.Equal("/device", done.Document.QuerySelector("a.go")!.GetAttribute("href"));
        Assert.Equal("2", Assert.Single(await app.SessionsAsync(browser)).Acr);
        var has = await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation);
        Assert.Equal((true, 10), (has.Authenticator, has.RecoveryCodes));

        // The code by which it was set up is spent.
        using var elsewhere = app.NewBrowser();
        Assert.Equal(400, (await elsewhere.PressAsync(await elsewhere.PasswordAsync(person), "Confirm", ("code", app.CodeNow(secret)))).Code);
    }

    [Theory, Stores]
    public async Task leads_to_the_application_afterwards(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.AMemberWhoMustAsync();
        using var browser = app.NewBrowser();
        var page = await browser.PressAsync(await browser.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New())), "Sign in", ("email", person.Email), ("password", Seed.BenPassword));
        var done = await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(Factors.SecretOn(page))));
        var onward = await browser.GoAsync(done.Document.QuerySelector("a.go")!.GetAttribute("href")!);
        Assert.Equal("/consent", onward.Url.AbsolutePath);
    }

    [Theory, Stores, Attack("F6")]
    public async Task is_not_enrolled_for_somebody_else(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, other) = (await app.AMemberWhoMustAsync(), await app.AMemberWhoMustAsync());
        using var browser = app.NewBrowser();
        var first = await browser.PasswordAsync(person);
        var second = await browser.PasswordAsync(other);
        var secret = Factors.SecretOn(first);
        Assert.Equal(400, (await browser.PressAsync(first, "Confirm", ("code", app.CodeNow(secret)))).Code);
        Assert.Equal(400, (await browser.PressAsync(second, "Confirm", ("totp", first.Document.QuerySelector("input[name=totp]")!.GetAttribute("value")!), ("code", app.CodeNow(secret)))).Code);
        Assert.False((await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).HasSecond);
        Assert.False((await app.Get<IPersonFactors>().OfAsync(other.Id, Cancellation)).HasSecond);
    }

    [Theory, Stores]
    public async Task is_asked_of_a_session_that_was_opened_before_anybody_demanded_it(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await app.SignInAsync(Seed.ReviewBoard, browser, Seed.Ben, Seed.BenPassword);
        async Task<string> SilentlyAsync() => (await browser.SendAsync(new(HttpMethod.Get, Authorize.Url(Seed.ReviewBoard, ProofKey.New(), ("prompt", "none"))))).Header("Location")!;
        Assert.Contains("code=", await SilentlyAsync(), StringComparison.Ordinal);
        Assert.True(await app.Get<IOrganizationStore>().RequireSecondFactorAsync(Seed.Organization, true, app.Clock.GetUtcNow(), Cancellation));

        // Remembered or silent: no door opens to one factor any more.
        Assert.Empty(await app.SessionsAsync(browser));
        Assert.Contains("error=login_required", await SilentlyAsync(), StringComparison.Ordinal);
        var page = await browser.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New()));
        Assert.Equal("/signin", page.Url.AbsolutePath);
        page = await browser.PressAsync(page, "Sign in", ("email", Seed.Ben), ("password", Seed.BenPassword));
        Assert.Equal("/signin/enrol", page.Url.AbsolutePath);
        await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(Factors.SecretOn(page))));
        Assert.Equal("2", Assert.Single(await app.SessionsAsync(browser)).Acr);
        Assert.Equal("/device", (await browser.GoAsync("/device")).Url.AbsolutePath);
    }

    [Theory, Stores, Attack("F4")]
    public async Task stands_before_the_consoles_the_app_devices_and_every_sensitive_act(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var accounts = $"/app/accounts/{Seed.Account}/settings/service-accounts";
        string[] places = ["/developer", "/admin/people", "/admin/people?status=active", "/admin/people/invite", accounts, "/profile/password", "/profile/email", "/device", "/device?user_code=BCDF-GHJK"];
        Assert.Equal(200, (await browser.GoAsync("/admin/people")).Code);
        Assert.Equal(200, (await browser.GoAsync(accounts)).Code);

        // Made a member of an organization that demands it already, while signed in.
        var ada = (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!;
        var strict = new Organization { Id = RandomIds.Hex24() + "@AdobeOrg", Name = "Strict", CreatedAt = app.Clock.GetUtcNow(), Account = new() { Id = RandomIds.Uuid(), DisplayName = "Strict" }, RequiresSecondFactor = true };
        Assert.True(await app.Get<IOrganizationStore>().AddAsync(strict, Cancellation));
        Assert.True(await app.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = strict.Id, PersonId = ada.Id, AccountRole = "member" }, Cancellation));
        foreach (var place in places) Assert.StartsWith("/signin?as=", (await browser.SendAsync(new(HttpMethod.Get, place))).Header("Location"), StringComparison.Ordinal);

        // They enrol it there, and come back to where they were going.
        var enrol = await browser.PressAsync(await browser.GoAsync("/admin/people?status=active"), "Sign in", ("password", Seed.AdaPassword));
        Assert.Equal("/signin/enrol", enrol.Url.AbsolutePath);
        var done = await browser.PressAsync(enrol, "Confirm", ("code", app.CodeNow(Factors.SecretOn(enrol))));
        Assert.Equal("/admin/people?status=active", done.Document.QuerySelector("a.go")!.GetAttribute("href"));
        foreach (var place in places[..^1]) Assert.Equal(200, (await browser.GoAsync(place)).Code);
    }

    [Theory, Stores, Attack("F4")]
    public async Task ends_what_a_member_kept_open_with_one_factor(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        var tokens = (await app.SignInAsync(Seed.ReviewBoard, browser, Seed.Ben, Seed.BenPassword)).Ok();
        var ben = (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!;

        // Enrolled elsewhere, with the box ticked that keeps what is open.
        await app.AnAppOfAsync(ben.Id);
        Assert.Single(await app.SessionsAsync(browser));
        Assert.Equal(200, (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Code);
        Assert.True(await app.Get<IOrganizationStore>().RequireSecondFactorAsync(Seed.Organization, true, app.Clock.GetUtcNow(), Cancellation));
        Assert.Empty(await app.SessionsAsync(browser));
        Assert.Equal("/signin", (await browser.GoAsync("/profile")).Url.AbsolutePath);
        Assert.Equal(400, (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, tokens["refresh_token"])).Code);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while ((await app.Http.GetAsync("/v4/me", tokens["access_token"])).Code != 401) Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), "the token lives on");
    }

    private static string TotpText(byte[] secret) => TotpSecret.Text(secret);
}
