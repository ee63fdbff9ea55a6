using System.Security.Cryptography;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.Invited;

[Attack("F10")]
public class A_page_of_an_invitation(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task joins_a_person_only_after_a_sign_in_and_a_yes(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.APersonAsync();
        var link = await InviteAsync(app, person.Email, person);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await browser.GoAsync(link);
        Assert.Contains("The invitation is for " + person.Email, page.Words, StringComparison.Ordinal);
        Assert.False(page.HasButton("Join"));
        page = await browser.GoAsync(page.Document.QuerySelector("a.go")!.GetAttribute("href")!);
        page = await browser.PressAsync(page, "Sign in", ("email", person.Email), ("password", Seed.BenPassword));
        Assert.Empty(await app.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation));
        var again = page;
        page = await browser.PressAsync(page, "Join");
        Assert.Contains("You are now a member of Northlight", page.Words, StringComparison.Ordinal);
        Assert.Equal((Seed.Organization, "reviewer"), (await app.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation)).Select(membership => (membership.OrganizationId, membership.AccountRole)).Single());
        Assert.Contains("does not work any more", (await browser.PressAsync(again, "Join")).Words, StringComparison.Ordinal);
        Assert.Contains("does not work any more", (await browser.GoAsync(link)).Words, StringComparison.Ordinal);
    }

    [Theory, Stores]
    public async Task lets_somebody_new_make_an_account_prove_the_address_and_come_back(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var email = RandomNumberGenerator.GetHexString(12, lowercase: true) + "@invited.example";
        var link = await InviteAsync(app, email, null);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(link);
        page = await browser.GoAsync(page.Document.QuerySelector("a[href^='/signup']")!.GetAttribute("href")!);
        await browser.PressAsync(page, "Create account", ("email", email), ("name", "Dee Marlow"), ("country", "FR"), ("password", "twelve green doors"));
        await browser.SignInAsync(email, "twelve green doors");
        page = await browser.GoAsync(link);
        Assert.Contains("Confirm your email address first", page.Words, StringComparison.Ordinal);
        Assert.False(page.HasButton("Join"));
        await browser.PressAsync(page, "Send the mail again");
        page = await browser.GoAsync((await app.MailAsync(email, "Confirm your email address", 2)).LinkTo("/verify"));
        page = await browser.GoAsync(page.Document.QuerySelector("a.go")!.GetAttribute("href")!);
        Assert.Contains("You are now a member of", (await browser.PressAsync(page, "Join")).Words, StringComparison.Ordinal);
    }

    [Theory, Stores]
    public async Task of_an_organization_that_demands_a_second_factor_has_it_enrolled_first(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        Assert.True(await app.Get<IOrganizationStore>().RequireSecondFactorAsync(Seed.Organization, true, app.Clock.GetUtcNow(), Cancellation));
        var person = await app.APersonAsync();
        var link = await InviteAsync(app, person.Email, person);
        using var browser = app.NewBrowser();
        await browser.PasswordAsync(person);
        app.Clock.Advance(TimeSpan.FromMinutes(11));

        // A password of eleven minutes ago enrols nothing.
        var page = await browser.PressAsync(await browser.GoAsync(link), "Join");
        Assert.Equal("/signin", page.Url.AbsolutePath);
        page = await browser.PressAsync(await browser.PressAsync(page, "Sign in", ("password", Seed.BenPassword)), "Join");
        Assert.Equal("/signin/enrol", page.Url.AbsolutePath);
        Assert.Empty(await app.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation));
        var done = await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(Factors.SecretOn(page))));
        page = await browser.GoAsync(done.Document.QuerySelector("a.go")!.GetAttribute("href")!);
        Assert.Contains("You are now a member of", (await browser.PressAsync(page, "Join")).Words, StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("F7")]
    public async Task takes_no_yes_from_elsewhere(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.APersonAsync();
        var link = await InviteAsync(app, person.Email, person);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(person.Email, Seed.BenPassword);
        Assert.Equal(400, (await browser.PostAsync("/invitation", ("link", link.Split("link=")[1]), ("action", "join"))).Code);
        var page = await browser.GoAsync(link);
        var request = Browser.Request(page, "Join");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(400, (await browser.SendAsync(request)).Code);
        Assert.Empty(await app.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation));
        Assert.Equal("/", (await browser.SendAsync(Browser.Request(page, "Not now"))).Header("Location"));
    }

    private static async Task<string> InviteAsync(StagedoorApp app, string email, Person? person)
    {
        var organization = (await app.Get<IOrganizationStore>().FindAsync(Seed.Organization, Cancellation))!;
        await app.Get<Invitations>().InviteAsync(organization, email, [], "reviewer", null, person, null, Cancellation);
        return (await app.MailAsync(email, "You are invited to an organization")).LinkTo("/invitation");
    }
}
