using Stagedoor.Server.Factors;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.Recovery;

public class A_recovery_of_a_password(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string New = "nine purple lanterns", Subject = "Set a new password";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task sets_another_one_ends_everything_and_tells_the_person(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, tokens, elsewhere) = await SignedInAsync(app);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(await AskAsync(app, browser, person.Email));
        Assert.Contains(person.Email, page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Set password", ("password", New));
        Assert.Contains("Your new password is set", page.Words, StringComparison.Ordinal);
        Assert.Empty(await app.SessionsAsync(elsewhere));
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, tokens["refresh_token"])).Is(400, "invalid_grant");
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Code == 401, TimeSpan.FromSeconds(1), "the access token lives");
        Assert.Equal(400, (await browser.TryAsync(person.Email, Seed.BenPassword)).Code);
        Assert.Equal(303, (await browser.TryAsync(person.Email, New)).Code);
        var mail = await app.MailAsync(person.Email, "Your password was changed");
        Assert.Contains("127.0.0.1", mail.TextBody!, StringComparison.Ordinal);
        Assert.Equal("/recover", mail.LinkTo("/recover"));
    }

    [Theory, Stores]
    public async Task keeps_what_is_open_where_the_person_chooses_so(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, tokens, elsewhere) = await SignedInAsync(app);
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.GoAsync(await AskAsync(app, browser, person.Email)), "Set password", ("password", New), ("keep", "yes"));
        Assert.Single(await app.SessionsAsync(elsewhere));
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, tokens["refresh_token"])).Ok();
        Assert.Equal(303, (await browser.TryAsync(person.Email, New)).Code);
    }

    [Theory, Stores, Attack("F1")]
    public async Task answers_alike_whether_or_not_somebody_has_the_address(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var disabled = await app.APersonAsync();
        await app.Get<IPersonStore>().SetDisabledAsync(disabled.Id, true, app.Now(), Cancellation);
        var before = app.Get<PasswordHasher>().Computed;
        var answers = new List<(string Text, IEnumerable<string> Headers)>();
        var addresses = new[] { Seed.Ada, "nobody@northlight.example", disabled.Email, (await app.APersonAsync()).Email, "no address at all", "\ud800@x" };
        foreach (var email in addresses)
        {
            using var browser = app.NewBrowser();
            var answer = await browser.SendAsync(Browser.Request(await browser.GoAsync("/recover"), "Send the link", ("email", email)));
            Assert.Equal(200, answer.Code);
            answers.Add((answer.WithoutTokens().Replace(email == "\ud800@x" ? "&#xFFFD;@x" : email, "the address", StringComparison.Ordinal), answer.HeadersWithoutIds().Where(header => !header.StartsWith("Content-Length", StringComparison.Ordinal))));
        }

        Assert.All(answers, answer =>
        {
            Assert.Equal(answers[0].Text, answer.Text);
            Assert.Equal(answers[0].Headers, answer.Headers);
        });
        Assert.Equal(before, app.Get<PasswordHasher>().Computed);
        await app.MailsAreSentAsync();
        Assert.Equal([1, 0, 0, 1, 0, 0], addresses.Select(email => app.Mails(email).Count));
    }

    [Theory, Stores, Attack("F10")]
    public async Task works_once_for_half_an_hour(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var person = await app.APersonAsync();
        using var browser = app.NewBrowser();
        var link = await AskAsync(app, browser, person.Email);
        app.Clock.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromSeconds(1));
        var page = await browser.GoAsync(link);
        Assert.Equal(200, page.Code);
        Assert.Equal("no-referrer", page.Answer.Header("Referrer-Policy"));
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => browser.PressAsync(page, "Set password", ("password", $"{New} {i}"))));
        Assert.Single(all, one => one.Words.Contains("is set", StringComparison.Ordinal));
        Assert.All(all.Where(one => !one.Words.Contains("is set", StringComparison.Ordinal)), one => Assert.Contains("does not work any more", one.Words, StringComparison.Ordinal));
        Assert.Contains("does not work any more", (await browser.GoAsync(link)).Words, StringComparison.Ordinal);
        var late = await AskAsync(app, browser, person.Email, 2);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Contains("does not work any more", (await browser.GoAsync(late)).Words, StringComparison.Ordinal);
        Assert.False(app.Log.Contain(link.Split("link=")[1]), "a link stands in the log");
    }

    [Theory, Stores, Attack("F10")]
    public async Task is_dead_after_another_change(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var people = app.Get<IPersonStore>();
        Func<Person, Task>[] changes =
        [
            person => people.ChangePasswordAsync(person.Id, person.PasswordHash!, app.Now(), Cancellation),
            person => people.ChangeEmailAsync(person.Id, Person.EmailKey(person.Email), "new" + person.Email, null, app.Now(), Cancellation),
            person => app.AnAppOfAsync(person.Id),
            person => people.SetDisabledAsync(person.Id, true, app.Now(), Cancellation),
        ];
        foreach (var change in changes)
        {
            var person = await app.APersonAsync();
            using var browser = app.NewBrowser();
            var page = await browser.GoAsync(await AskAsync(app, browser, person.Email));
            await change(person);
            Assert.Contains("does not work any more", (await browser.PressAsync(page, "Set password", ("password", New))).Words, StringComparison.Ordinal);
            Assert.Equal(400, (await browser.TryAsync(person.Email, New)).Code);
        }
    }

    [Theory, Stores, Attack("F10")]
    public async Task takes_no_link_of_another_purpose(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.APersonAsync();
        using var browser = app.NewBrowser();
        foreach (var purpose in Enum.GetValues<PersonLinkPurpose>().Except([PersonLinkPurpose.RecoverPassword]))
        {
            var (handle, _) = await app.Get<PersonLinks>().MakeAsync(person, purpose, null, Cancellation);
            Assert.Equal(400, (await browser.GoAsync("/recover/password?link=" + handle)).Code);
        }

        foreach (var none in new[] { "", "x", new string('x', 43), new string('x', 100_00) }) Assert.Equal(400, (await browser.GoAsync("/recover/password?link=" + none)).Code);
    }

    [Theory, Stores]
    public async Task leaves_the_second_factor_where_it_is(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (person, secret) = await app.APersonWithAppAsync();
        using var browser = app.NewBrowser();
        await browser.PressAsync(await browser.GoAsync(await AskAsync(app, browser, person.Email)), "Set password", ("password", New));
        var page = await browser.SignInAsync(person.Email, New);
        Assert.True(page.HasField("code"), page.ToString());
        await browser.PressAsync(page, "Confirm", ("code", app.CodeNow(secret)));
        Assert.Single(await app.SessionsAsync(browser));
    }

    [Theory, Stores]
    public async Task of_an_account_whose_address_was_never_proven_takes_off_what_a_stranger_put_there(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.APersonAsync(verified: false);
        using var stranger = app.NewBrowser();
        await stranger.SignInAsync(person.Email, Seed.BenPassword);
        await app.AnAppOfAsync(person.Id);
        using var owner = app.NewBrowser();
        var page = await owner.GoAsync(await AskAsync(app, owner, person.Email));
        Assert.False(page.HasField("keep"));
        await owner.PressAsync(page, "Set password", ("password", New), ("keep", "yes"));
        Assert.Empty(await app.SessionsAsync(stranger));
        Assert.False((await app.Get<IPersonFactors>().OfAsync(person.Id, Cancellation)).HasSecond);
        Assert.True((await app.PersonAsync(person.Email)).EmailVerified);
        Assert.Equal(303, (await owner.TryAsync(person.Email, New)).Code);
    }

    [Theory, Stores, Attack("F14")]
    public async Task takes_no_password_that_others_guess_and_keeps_the_link(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.APersonAsync();
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(await AskAsync(app, browser, person.Email));
        foreach (var (password, because) in new[] { ("short", "too short"), ("password123", "became known"), (person.Email, "your own name"), (new string('x', 1025), "too long") })
        {
            page = await browser.PressAsync(page, "Set password", ("password", password));
            Assert.Equal(400, page.Code);
            Assert.Contains(because, page.Words, StringComparison.Ordinal);
        }

        Assert.Contains("is set", (await browser.PressAsync(page, "Set password", ("password", New))).Words, StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("F4")]
    public async Task floods_no_mailbox(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        foreach (var email in new[] { (await app.APersonAsync()).Email, "nobody@elsewhere.example" })
        {
            using var browser = app.NewBrowser();
            var page = await browser.GoAsync("/recover");
            for (var i = 0; i < 4; i++) Assert.Equal(200, (await browser.PressAsync(page, "Send the link", ("email", email))).Code);
            var refused = await browser.PressAsync(page, "Send the link", ("email", email));
            Assert.Equal(429, refused.Code);
            Assert.NotNull(refused.Answer.Header("Retry-After"));
        }
    }

    [Theory, Stores]
    public async Task goes_on_to_the_application_that_the_person_came_from(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var person = await app.APersonAsync();
        await app.LetInAsync(person.Email);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New()));
        page = await browser.GoAsync(page.Document.QuerySelector("a[href^='/recover']")!.GetAttribute("href")!);
        await browser.PressAsync(page, "Send the link", ("email", person.Email));
        using var telephone = app.NewBrowser();
        page = await telephone.PressAsync(await telephone.GoAsync((await app.MailAsync(person.Email, Subject)).LinkTo("/recover/password")), "Set password", ("password", New));
        page = await telephone.GoAsync(page.Document.QuerySelector("a.go")!.GetAttribute("href")!);
        page = await telephone.PressAsync(page, "Sign in", ("email", person.Email), ("password", New));
        Assert.NotNull((await telephone.PressAsync(page, "Allow access")).Left);
    }

    private static async Task<string> AskAsync(StagedoorApp app, Browser browser, string email, int count = 1)
    {
        var page = await browser.PressAsync(await browser.GoAsync("/recover"), "Send the link", ("email", email));
        Assert.Contains("Look into your mail", page.Words, StringComparison.Ordinal);
        return (await app.MailAsync(email, Subject, count)).LinkTo("/recover/password");
    }

    private static async Task<(Person Person, Answer Tokens, Browser Elsewhere)> SignedInAsync(StagedoorApp app)
    {
        var person = await app.APersonAsync();
        await app.LetInAsync(person.Email);
        var elsewhere = app.NewBrowser();
        var proof = ProofKey.New();
        var page = await elsewhere.SignInAndAllowAsync(Authorize.Url(Seed.ReviewBoard, proof), person.Email, Seed.BenPassword);
        Assert.Single(await app.SessionsAsync(elsewhere));
        return (person, (await app.Http.RedeemAsync("/oauth2/token", Seed.ReviewBoard, page.Callback["code"], proof.Verifier)).Ok(), elsewhere);
    }
}
