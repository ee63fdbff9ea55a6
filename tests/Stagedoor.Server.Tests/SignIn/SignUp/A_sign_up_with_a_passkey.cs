using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Factors;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.SignIn.SignUp;
using Stagedoor.Server.Tests.SignIn.Credentials;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.SignUp;

public class A_sign_up_with_a_passkey
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task makes_an_account_without_a_password_that_its_passkey_opens(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        var email = AnAddress();
        using var device = app.ADevice();
        using var browser = app.NewBrowser();
        var page = await AskAsync(browser, email);
        Assert.Contains(email, page.Options(), StringComparison.Ordinal);
        Assert.Contains("Look into your mail", (await browser.AnswerAsync(page, device.Make(page.Options()))).Words, StringComparison.Ordinal);
        var person = await app.PersonAsync(email);
        Assert.Equal((null, false, "Dee Marlow", "FR"), (person.PasswordHash, person.EmailVerified, person.Name, person.Country));

        // Nobody is signed in by that: the mail proves the address, the passkey the person.
        page = await browser.GoAsync((await app.MailAsync(email, "Confirm your email address")).LinkTo("/verify"));
        Assert.Equal("/signin", page.Url.AbsolutePath);
        page = await browser.AnswerAsync(page, device.Prove(page.Options()));
        Assert.Contains("Address confirmed", page.Words, StringComparison.Ordinal);
        Assert.Contains("Make recovery codes", page.Words, StringComparison.Ordinal);
        Assert.True((await app.PersonAsync(email)).EmailVerified);
        Assert.Equal("2", Assert.Single(await app.SessionsAsync(browser)).Acr);
        using var guesser = app.NewBrowser();
        Assert.Equal(400, (await guesser.TryAsync(email, "")).Code);
        Assert.Equal(400, (await guesser.TryAsync(email, "twelve green doors")).Code);
        Assert.False((await browser.GoAsync("/profile/passkeys")).HasButton("Remove"));
    }

    [Theory, Stores]
    public async Task is_recovered_by_mail_and_a_recovery_code_or_a_day_later(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        foreach (var hasCodes in (bool[])[true, false])
        {
            var email = AnAddress();
            using var device = app.ADevice();
            using var browser = app.NewBrowser();
            var page = await AskAsync(browser, email);
            await browser.AnswerAsync(page, device.Make(page.Options()));
            page = await browser.GoAsync((await app.MailAsync(email, "Confirm your email address")).LinkTo("/verify"));
            await browser.AnswerAsync(page, device.Prove(page.Options()));
            var person = await app.PersonAsync(email);
            var codes = hasCodes ? await app.RecoveryCodesAsync(person) : [];

            // The device is gone.
            using var elsewhere = app.NewBrowser();
            await elsewhere.PressAsync(await elsewhere.GoAsync("/recover"), "Send the link", ("email", email));
            page = await elsewhere.GoAsync((await app.MailAsync(email, "Set a new password")).LinkTo("/recover/password"));
            await elsewhere.PressAsync(page, "Set password", ("password", A_sign_up.Password));
            page = await elsewhere.SignInAsync(email, A_sign_up.Password);
            Assert.Equal("/signin/second", page.Url.AbsolutePath);
            if (hasCodes)
            {
                Assert.Equal("/", (await elsewhere.PressAsync(page, "Confirm", ("code", codes[0]))).Url.AbsolutePath);
                continue;
            }

            Assert.Equal(403, (await elsewhere.PressAsync(await elsewhere.GoAsync("/recover/factor"), "Send the link")).Code);
            app.Clock.Advance(TimeSpan.FromHours(25));
            await elsewhere.SignInAsync(email, A_sign_up.Password);
            await elsewhere.PressAsync(await elsewhere.GoAsync("/recover/factor"), "Send the link");
            page = await elsewhere.GoAsync((await app.MailAsync(email, "Remove your lost second factor")).LinkTo("/recover/factor"));
            await elsewhere.PressAsync(page, "Remove my second factor", ("password", A_sign_up.Password));
            Assert.Equal("/", (await elsewhere.SignInAsync(email, A_sign_up.Password)).Url.AbsolutePath);
        }
    }

    [Theory, Stores, Attack("F1")]
    public async Task answers_alike_whether_or_not_the_address_has_an_account_and_adds_nothing_to_that(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        var hasher = app.Get<PasswordHasher>();
        var answers = new List<(string Text, IEnumerable<string> Headers)>();
        foreach (var email in new[] { AnAddress(), Seed.Ada, (await app.APersonAsync(verified: false)).Email })
        {
            using var browser = app.NewBrowser();
            using var device = app.ADevice();
            var page = await AskAsync(browser, email);
            var before = hasher.Computed;
            var answer = (await browser.AnswerAsync(page, device.Make(page.Options()))).Answer;
            Assert.Equal((200, 0), (answer.Code, hasher.Computed - before));
            answers.Add((answer.WithoutTokens().Replace(email, "the address", StringComparison.Ordinal), answer.HeadersWithoutIds().Where(header => !header.StartsWith("Content-Length", StringComparison.Ordinal))));
        }

        Assert.All(answers, answer => Assert.Equal(answers[0].Text, answer.Text));
        Assert.All(answers, answer => Assert.Equal(answers[0].Headers, answer.Headers));
        await app.MailAsync(Seed.Ada, "You already have an account");
        Assert.Equal(0, (await app.Get<IPersonFactors>().OfAsync((await app.PersonAsync(Seed.Ada)).Id, Cancellation)).Passkeys);
    }

    [Theory, Stores, Attack("F1"), Attack("F6")]
    public async Task gives_nobody_a_passkey_whose_address_or_id_was_there_before(StoreKind store)
    {
        await using var app = await Passkeys.StartAsync(store);
        var (ada, registration) = (await app.PersonAsync(Seed.Ada), app.Get<Registration>());
        foreach (var email in new[] { Seed.Ada, AnAddress() })
        {
            var wanted = registration.NewPerson(new() { Email = email, Name = "Dee Marlow", Country = "FR", Password = new("") }, ada.Id);
            var passkey = new Passkey { Id = RandomNumberGenerator.GetHexString(40), PersonId = ada.Id, Name = "Mine now", PublicKey = new byte[] { 1 }, SignCount = 0, IsBackupEligible = false, IsBackedUp = false, CreatedAt = app.Clock.GetUtcNow() };
            Assert.IsType<RegistrationOutcome.Mailed>(await registration.MakeAsync(new DefaultHttpContext(), wanted, passkey, new(null, null, null), Cancellation));
            Assert.Null(await app.Get<IPasskeyStore>().FindAsync(passkey.Id, Cancellation));
        }

        var after = await app.PersonAsync(Seed.Ada);
        Assert.Equal((0, ada.Credentials), ((await app.Get<IPersonFactors>().OfAsync(ada.Id, Cancellation)).Passkeys, after.Credentials));
    }

    [Fact, Attack("F6"), Attack("F7")]
    public async Task takes_a_passkey_for_its_own_page_once_and_for_nobody_who_is_there()
    {
        await using var app = await Passkeys.StartAsync(StoreKind.Sqlite);
        var (email, ada) = (AnAddress(), await app.PersonAsync(Seed.Ada));
        using var browser = app.NewBrowser();
        using var other = app.NewBrowser();
        using var device = app.ADevice();
        var page = await AskAsync(browser, email);
        var answer = device.Make(page.Options());
        Assert.Equal(400, (await browser.AnswerAsync(page, answer, ("id", ada.Id))).Code);
        Assert.Equal(400, (await other.AnswerAsync(page, answer)).Code);
        foreach (var nonsense in new[] { "", "{}", "x", new string('x', 9000) }) Assert.Equal(400, (await browser.AnswerAsync(await AskAsync(browser, AnAddress()), nonsense)).Code);
        Assert.Null(await app.Get<IPersonStore>().FindByEmailAsync(email, Cancellation));
        Assert.Equal(0, (await app.Get<IPersonFactors>().OfAsync(ada.Id, Cancellation)).Passkeys);
        Assert.Equal(200, (await browser.AnswerAsync(page, answer)).Code);
        Assert.Equal(400, (await browser.AnswerAsync(page, answer, ("email", AnAddress()))).Code);

        // What the page before refuses, a form made by hand does not slip past.
        page = await AskAsync(browser, AnAddress());
        foreach (var (field, value) in new[] { ("email", "x@techacct.adobe.com"), ("name", "Service Account User"), ("country", "XX") })
        {
            var refused = await browser.AnswerAsync(page, device.Make(page.Options()), (field, value));
            Assert.Equal("/signup", refused.Url.AbsolutePath);
        }
    }

    [Fact]
    public async Task is_offered_where_passkeys_are_possible_only()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        Assert.False((await browser.GoAsync("/signup")).HasButton("Use a passkey instead"));
    }

    private static async Task<Page> AskAsync(Browser browser, string email)
    {
        var page = await browser.PressAsync(await browser.GoAsync("/signup"), "Use a passkey instead", ("email", email), ("name", "Dee Marlow"), ("country", "FR"));
        Assert.Equal(200, page.Code);
        return page;
    }

    private static string AnAddress() => RandomNumberGenerator.GetHexString(12, lowercase: true) + "@new.example";
}
