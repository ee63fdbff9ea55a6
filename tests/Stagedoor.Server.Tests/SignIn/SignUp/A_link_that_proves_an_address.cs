using System.Security.Cryptography;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.SignUp;

[Attack("F10")]
public class A_link_that_proves_an_address(AppFixture apps) : IClassFixture<AppFixture>
{
    [Theory, Stores]
    public async Task is_refused_the_second_time_and_after_a_day(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (email, link) = await SignUpAsync(app);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(email, A_sign_up.Password);
        Assert.Contains("Address confirmed", (await browser.GoAsync(link)).Words, StringComparison.Ordinal);
        Assert.Contains("does not work any more", (await browser.GoAsync(link)).Words, StringComparison.Ordinal);
        var (late, old) = await SignUpAsync(app);
        app.Clock.Advance(TimeSpan.FromHours(24));
        await browser.SignInAsync(late, A_sign_up.Password);
        Assert.Contains("does not work any more", (await browser.GoAsync(old)).Words, StringComparison.Ordinal);
        Assert.False((await app.PersonAsync(late)).EmailVerified);
    }

    [Theory, Stores]
    public async Task is_worth_nothing_to_somebody_who_cannot_sign_in_to_that_account(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (email, link) = await SignUpAsync(app);
        using var stranger = app.NewBrowser();
        Assert.True((await stranger.GoAsync(link)).HasField("password"));
        await stranger.SignInAsync(Seed.Ben, Seed.BenPassword);
        Assert.True((await stranger.GoAsync(link)).HasField("password"));
        Assert.False((await app.PersonAsync(email)).EmailVerified);

        // It was looked at, and still works for the one whom it is for.
        await stranger.SignInAsync(email, A_sign_up.Password);
        Assert.Contains("Address confirmed", (await stranger.GoAsync(link)).Words, StringComparison.Ordinal);
    }

    [Theory, Stores]
    public async Task is_no_other_link_and_shows_itself_to_no_other_site(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (email, link) = await SignUpAsync(app);
        var person = await app.PersonAsync(email);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(email, A_sign_up.Password);
        foreach (var purpose in Enum.GetValues<PersonLinkPurpose>().Except([PersonLinkPurpose.VerifyEmail]))
        {
            var (handle, _) = await app.Get<PersonLinks>().MakeAsync(person, purpose, null, TestContext.Current.CancellationToken);
            Assert.Equal(400, (await browser.GoAsync("/verify?link=" + handle)).Code);
        }

        Assert.Equal("no-referrer", (await browser.GoAsync(link)).Answer.Header("Referrer-Policy"));
        Assert.False(app.Log.Contain(link.Split("link=")[1].Split('&')[0]), "a link stands in the log");
    }

    private static async Task<(string Email, string Link)> SignUpAsync(StagedoorApp app)
    {
        var email = RandomNumberGenerator.GetHexString(12, lowercase: true) + "@sign-up.example";
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.GoAsync("/signup"), "Create account", ("email", email), ("name", "Dee Marlow"), ("country", "FR"), ("password", A_sign_up.Password));
        return (email, (await app.MailAsync(email, "Confirm your email address")).LinkTo("/verify"));
    }
}
