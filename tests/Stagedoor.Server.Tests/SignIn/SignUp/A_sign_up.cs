using System.Net;
using System.Security.Cryptography;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.SignUp;

public class A_sign_up(AppFixture apps) : IClassFixture<AppFixture>
{
    public const string Password = "twelve green doors";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task makes_an_account_and_arrives_where_the_person_was_going(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var email = AnAddress();
        await app.LetInAsync(email);
        var proof = ProofKey.New();
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(Authorize.Url(Seed.ReviewBoard, proof, ("scope", "openid email profile additional_info.roles")));
        page = await browser.GoAsync(page.Document.QuerySelector("a[href^='/signup']")!.GetAttribute("href")!);
        Assert.Contains("to go on to Review board", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Create account", Filled(email));
        Assert.Contains("Look into your mail", page.Words, StringComparison.Ordinal);
        Assert.False((await app.PersonAsync(email)).EmailVerified);

        // Another browser: the mail may be read on the telephone.
        using var telephone = app.NewBrowser();
        page = await telephone.GoAsync((await app.MailAsync(email, "Confirm your email address")).LinkTo("/verify"));
        Assert.True(page.HasField("password"));
        page = await telephone.PressAsync(page, "Sign in", ("email", email), ("password", Password));
        Assert.Contains("Address confirmed", page.Words, StringComparison.Ordinal);
        var person = await app.PersonAsync(email);
        Assert.True(person.EmailVerified);
        Assert.Empty(await app.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation));
        page = await telephone.GoAsync(page.Document.QuerySelector("a.go")!.GetAttribute("href")!);
        Assert.Contains("you belong to no organization", page.Words, StringComparison.Ordinal);
        page = await telephone.PressAsync(page, "Allow access");
        var tokens = (await app.Http.RedeemAsync("/oauth2/token", Seed.ReviewBoard, page.Callback["code"], proof.Verifier)).Ok();
        Assert.Equal(("Dee Marlow", email, "FR", "true"), (person.Name, person.Email, person.Country, (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Ok()["email_verified"]));
        Assert.Equal(email, (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Ok().Json.GetProperty("data").GetProperty("email").GetString());
        Assert.Empty((await app.Http.GetAsync("/v4/accounts", tokens["access_token"])).Ok().Json.GetProperty("data").EnumerateArray());
        await app.MailAsync(email, "An application has access to your account");
    }

    [Theory, Stores]
    public async Task that_is_not_proven_lets_no_application_in_and_sends_the_mail_again_a_few_times(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var email = AnAddress();
        await app.LetInAsync(email);
        using var browser = app.NewBrowser();
        await SignUpAsync(browser, email);
        await browser.SignInAsync(email, Password);
        var consent = await browser.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New()));
        Assert.Contains("not confirmed yet", consent.Words, StringComparison.Ordinal);
        Assert.False(consent.HasButton("Allow access"));
        var forced = Browser.Request(consent, "Cancel");
        forced.Content = new FormUrlEncodedContent([.. (await forced.Content!.ReadAsStringAsync(Cancellation)).Split('&').Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(WebUtility.UrlDecode(pair[0]), pair[0] == "action" ? "allow" : WebUtility.UrlDecode(pair[1])))]);
        var answer = await browser.SendAsync(forced);
        Assert.Equal(200, answer.Code);
        Assert.Contains("not confirmed yet", answer.Text, StringComparison.Ordinal);
        for (var mail = 2; mail <= 5; mail++)
        {
            Assert.Contains("Look into your mail", (await browser.PressAsync(consent, "Send the mail again")).Words, StringComparison.Ordinal);
            await app.MailAsync(email, "Confirm your email address", mail);
        }

        var refused = await browser.PressAsync(consent, "Send the mail again");
        Assert.Equal(429, refused.Code);
        Assert.Contains("Not yet another mail", refused.Words, StringComparison.Ordinal);

        // The way to the application survived all that.
        var page = await browser.GoAsync((await app.MailAsync(email, "Confirm your email address")).LinkTo("/verify"));
        Assert.Contains("Continue to Review board", page.Words, StringComparison.Ordinal);
        Assert.True((await browser.GoAsync(page.Document.QuerySelector("a.go")!.GetAttribute("href")!)).HasButton("Allow access"));
    }

    [Theory, Stores, Attack("F1")]
    public async Task answers_alike_whether_or_not_the_address_has_an_account_and_tells_its_owner(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var hasher = app.Get<PasswordHasher>();
        var answers = new List<(string Text, IEnumerable<string> Headers, long Hashes)>();
        foreach (var email in new[] { AnAddress(), Seed.Ada, (await app.APersonAsync(verified: false)).Email, await ADisabledPersonAsync(app) })
        {
            using var browser = app.NewBrowser();
            var before = hasher.Computed;
            var answer = await browser.SendAsync(Browser.Request(await browser.GoAsync("/signup"), "Create account", Filled(email)));
            Assert.Equal(200, answer.Code);
            answers.Add((answer.WithoutTokens().Replace(email, "the address", StringComparison.Ordinal), answer.HeadersWithoutIds().Where(header => !header.StartsWith("Content-Length", StringComparison.Ordinal)), hasher.Computed - before));
        }

        Assert.All(answers, answer =>
        {
            Assert.Equal(answers[0].Text, answer.Text);
            Assert.Equal(answers[0].Headers, answer.Headers);
            Assert.Equal(1, answer.Hashes);
        });
        var told = await app.MailAsync(Seed.Ada, "You already have an account");
        Assert.Contains("nothing was changed", told.TextBody, StringComparison.Ordinal);
        Assert.Equal("/signin", told.LinkTo("/signin"));
        await app.MailsAreSentAsync();
        Assert.Equal("Ada Field", (await app.PersonAsync(Seed.Ada)).Name);
        using var signIn = app.NewBrowser();
        Assert.Equal(400, (await signIn.TryAsync(Seed.Ada, Password)).Code);
        Assert.Equal(303, (await signIn.TryAsync(Seed.Ada, Seed.AdaPassword)).Code);
    }

    [Theory, Stores]
    public async Task of_which_several_come_at_once_with_one_address_makes_one_account(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var email = AnAddress();
        var spellings = new[] { email, email.ToUpperInvariant(), " " + email + " ", email };
        var answers = await Task.WhenAll(spellings.Select(async spelling =>
        {
            using var browser = app.NewBrowser();
            return (await browser.PressAsync(await browser.GoAsync("/signup"), "Create account", Filled(spelling))).Code;
        }));
        Assert.All(answers, code => Assert.Equal(200, code));
        await app.MailsAreSentAsync();
        Assert.Equal(["Confirm your email address", "You already have an account", "You already have an account", "You already have an account"], app.Mails(email).Select(mail => mail.Subject).Order(StringComparer.Ordinal));
        using var another = app.NewBrowser();
        var refused = await another.PressAsync(await another.GoAsync("/signup"), "Create account", Filled(email));
        Assert.Equal(429, refused.Code);
        Assert.NotNull(refused.Answer.Header("Retry-After"));
    }

    [Theory]
    [InlineData("0123456789ABCDEF01234567@AdobeID", "in this domain")]
    [InlineData("x@techacct.adobe.com", "in this domain")]
    [InlineData("x@TechAcct.Adobe.com.", "in this domain")]
    [InlineData("x@a.techacct.adobe.com", "in this domain")]
    [InlineData("x@ａｄｏｂｅｏｒｇ", "in this domain")]
    [InlineData("nobody", "no email address")]
    [InlineData("a@b", "no email address")]
    [InlineData("a@[127.0.0.1]", "no email address")]
    [InlineData("a@127.0.0.1", "no email address")]
    [InlineData("a b@example.com", "no email address")]
    [InlineData("\"a\"@example.com", "no email address")]
    [InlineData("a@example.com\r\nBcc: b@example.com", "no email address")]
    [InlineData("a@example.com, b@example.com", "no email address")]
    [InlineData("Ada <a@example.com>", "no email address")]
    [InlineData("a\u202e@example.com", "no email address")]
    [InlineData("..@example.com", "no email address")]
    public async Task refuses_an_address_that_is_none_or_looks_like_an_id(string email, string because)
    {
        var page = await TryAsync(("email", email));
        Assert.Equal(400, page.Code);
        Assert.Contains(because, page.Words, StringComparison.Ordinal);
        Assert.Equal("true", page.Document.QuerySelector("#email")!.GetAttribute("aria-invalid"));
    }

    [Theory]
    [InlineData("Service Account User", "service accounts are called")]
    [InlineData("service  account user 12", "service accounts are called")]
    [InlineData("Ѕеrviсе Ассоunt Usеr 3", "service accounts are called")]
    [InlineData("  ", "A name has 1 to 100")]
    [InlineData("Ada\u202eField", "A name has 1 to 100")]
    public async Task refuses_a_name_that_is_none_or_a_service_accounts(string name, string because)
    {
        var page = await TryAsync(("name", name));
        Assert.Equal(400, page.Code);
        Assert.Contains(because, page.Words, StringComparison.Ordinal);
    }

    [Theory, Attack("F14")]
    [InlineData("short", "too short")]
    [InlineData("123456789", "too short")]
    [InlineData("é é é é é", "too short")]
    [InlineData("password123", "became known")]
    [InlineData("Password123", "became known")]
    [InlineData("1q2w3e4r5t", "became known")]
    [InlineData("someone.new@example.com", "your own name")]
    public async Task refuses_a_password_that_others_guess(string password, string because)
    {
        var page = await TryAsync(("password", password), ("email", "someone.new@example.com"));
        Assert.Equal(400, page.Code);
        Assert.Contains(because, page.Words, StringComparison.Ordinal);
        Assert.Equal("", page.Document.QuerySelector("#password")!.GetAttribute("value") ?? "");
        Assert.Equal("someone.new@example.com", page.Document.QuerySelector("#email")!.GetAttribute("value"));
    }

    [Fact, Attack("F14")]
    public async Task takes_any_characters_up_to_1024_bytes_and_cuts_none()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        foreach (var password in new[] { "parole d\u2019e\u0301te\u0301 \u2600 \U0001F3AC", new string('\u00e9', 512), "doors\topen\u00a0slowly" })
        {
            var email = AnAddress();
            using var browser = app.NewBrowser();
            var page = await browser.PressAsync(await browser.GoAsync("/signup"), "Create account", Filled(email, password));
            Assert.True(page.Code == 200, page.ToString());
            Assert.Equal(400, (await browser.TryAsync(email, password[..^1])).Code);
            Assert.Equal(303, (await browser.TryAsync(email, password.Normalize())).Code);
        }

        Assert.Contains("too long", (await TryAsync(("password", new string('\u00e9', 513)))).Words, StringComparison.Ordinal);
        Assert.Contains("too long", (await TryAsync(("password", new string('x', 1025)))).Words, StringComparison.Ordinal);
        Assert.Contains("too short", (await TryAsync(("password", ""))).Words, StringComparison.Ordinal);
    }

    [Fact, Attack("F11")]
    public async Task reads_nothing_but_its_own_fields()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var email = AnAddress();
        using var browser = app.NewBrowser();
        await browser.PressAsync(
            await browser.GoAsync("/signup"), "Create account",
            [.. Filled(email), ("email_verified", "1"), ("EmailVerified", "true"), ("id", "A@AdobeID"), ("admin_roles", "system_admin"), ("organization", Seed.Organization), ("epoch", "9"), ("locale", "xx")]);
        var person = await app.PersonAsync(email);
        Assert.Equal((false, 0, "en"), (person.EmailVerified, person.Epoch, person.Locale));
        Assert.NotEqual("A@AdobeID", person.Id);
        Assert.Empty(await app.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation));
    }

    [Fact, Attack("A10")]
    public async Task goes_on_to_no_other_site()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        foreach (var bad in new[] { "//evil.example", "https://evil.example", "/\\evil.example", "/%09/evil.example" })
        {
            using var browser = app.NewBrowser();
            var email = AnAddress();
            await browser.PressAsync(await browser.GoAsync("/signup?return=" + Uri.EscapeDataString(bad)), "Create account", [.. Filled(email), ("return", bad)]);
            var link = (await app.MailAsync(email, "Confirm your email address")).LinkTo("/verify");
            Assert.DoesNotContain("evil", link, StringComparison.Ordinal);
            await browser.SignInAsync(email, Password);
            Assert.Equal("/", (await browser.GoAsync(link + "&return=" + Uri.EscapeDataString(bad))).Document.QuerySelector("a.go")!.GetAttribute("href"));
        }
    }

    private async Task<Page> TryAsync(params (string Name, string Value)[] fields)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        return await browser.PressAsync(await browser.GoAsync("/signup"), "Create account", [.. Filled(AnAddress()).Where(field => fields.All(given => given.Name != field.Name)), .. fields]);
    }

    private static async Task SignUpAsync(Browser browser, string email) => Assert.Equal(200, (await browser.PressAsync(await browser.GoAsync("/signup"), "Create account", Filled(email))).Code);

    private static (string Name, string Value)[] Filled(string email, string password = Password) => [("email", email), ("name", "Dee Marlow"), ("country", "FR"), ("password", password)];

    private static string AnAddress() => RandomNumberGenerator.GetHexString(12, lowercase: true) + "@sign-up.example";

    private static async Task<string> ADisabledPersonAsync(StagedoorApp app)
    {
        var person = await app.APersonAsync();
        await app.Get<IPersonStore>().SetDisabledAsync(person.Id, true, app.Now(), Cancellation);
        return person.Email;
    }
}
