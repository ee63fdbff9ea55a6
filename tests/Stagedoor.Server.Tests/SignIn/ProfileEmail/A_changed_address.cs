using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.ProfileEmail;

public class A_changed_address
{
    private const string Next = "ben@new.example";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("F10")]
    public async Task is_proved_by_a_link_told_to_the_old_one_and_brought_back_by_its_link(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true });
        using var browser = app.NewBrowser();
        using var thief = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await browser.PressAsync(await browser.GoAsync("/profile/email"), "Send the link", ("email", " " + Next + " "));
        Assert.Contains("on its way", page.Words, StringComparison.Ordinal);
        Assert.Equal(Seed.Ben, (await BenAsync(app)).Email);

        var link = (await app.MailAsync(Next, "Confirm your new email address")).LinkTo("/profile/email/confirm");
        // Whoever only has the mail has not lent somebody else's account their address.
        Assert.Equal("/signin", (await thief.GoAsync(link)).Url.AbsolutePath);
        for (var look = 0; look < 3; look++) Assert.True((await browser.GoAsync(link)).HasButton("Use this address"));
        var form = Browser.Request(await browser.GoAsync(link), "Use this address");
        Assert.NotEqual(200, (await thief.SendAsync(form)).Code);
        Assert.Equal(Seed.Ben, (await BenAsync(app)).Email);
        page = await browser.PressAsync(await browser.GoAsync(link), "Use this address");
        Assert.Contains("Your address is changed", page.Words, StringComparison.Ordinal);
        Assert.Equal((Next, true), ((await BenAsync(app, Next)).Email, (await BenAsync(app, Next)).EmailVerified));
        Assert.Equal("/profile", (await browser.GoAsync("/profile")).Url.AbsolutePath);
        Assert.Equal(400, (await browser.GoAsync(link)).Code);

        var told = await app.MailAsync(Seed.Ben, "Your email address was changed");
        Assert.Contains(Next, told.TextBody, StringComparison.Ordinal);
        var tokens = await app.SignInAsync(Seed.ReviewBoard, thief, Next, Seed.BenPassword);
        using var owner = app.NewBrowser();
        var undo = told.LinkTo("/profile/email/undo");
        page = await owner.PressAsync(await owner.GoAsync(undo), "Bring it back");
        Assert.Contains("Your address is back", page.Words, StringComparison.Ordinal);
        Assert.Equal(Seed.Ben, (await BenAsync(app)).Email);
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Code == 401, TimeSpan.FromSeconds(1), "the access token lives");
        Assert.Equal("/signin", (await thief.GoAsync("/profile")).Url.AbsolutePath);
        Assert.Equal("/signin", (await browser.GoAsync("/profile")).Url.AbsolutePath);
        Assert.Equal(400, (await owner.GoAsync(undo)).Code);

        // What the other put there lets nobody in: the way back is the mailbox.
        Assert.Null((await BenAsync(app)).PasswordHash);
        Assert.Equal("/signin", (await thief.SignInAsync(Seed.Ben, Seed.BenPassword)).Url.AbsolutePath);
        Assert.Null(await app.Get<IPersonStore>().FindByEmailAsync(Next, Cancellation));
    }

    [Theory, Stores, Attack("F1")]
    public async Task that_somebody_has_is_answered_alike_and_told_to_its_owner(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var free = await browser.SendAsync(Browser.Request(await browser.GoAsync("/profile/email"), "Send the link", ("email", Next)));
        var taken = await browser.SendAsync(Browser.Request(await browser.GoAsync("/profile/email"), "Send the link", ("email", Seed.Ada)));
        Assert.Equal((303, free.Header("Location")), (taken.Code, taken.Header("Location")));
        await app.MailAsync(Next, "Confirm your new email address");
        await app.MailsAreSentAsync();
        Assert.DoesNotContain(app.Mails(Seed.Ada), mail => mail.TextBody!.Contains("/profile/email/confirm", StringComparison.Ordinal));
        Assert.NotEmpty(app.Mails(Seed.Ada));
    }

    [Theory, Stores, Attack("F10"), Attack("F4")]
    public async Task is_not_reached_by_a_link_that_is_old_spent_or_overtaken(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        async Task<string> AskAsync(string email)
        {
            await browser.PressAsync(await browser.GoAsync("/profile/email"), "Send the link", ("email", email));
            return (await app.MailAsync(email, "Confirm your new email address")).LinkTo("/profile/email/confirm");
        }

        var (first, second) = (await AskAsync("one@new.example"), await AskAsync("two@new.example"));
        var page = await browser.GoAsync(second);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.SendAsync(Browser.Request(page, "Use this address"))));
        Assert.Single(answers, answer => answer.Code == 303);
        // The other link was made upon the address that is gone.
        Assert.Equal(400, (await browser.GoAsync(first)).Code);
        var third = await AskAsync("three@new.example");
        app.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(400, (await browser.GoAsync(third)).Code);
        foreach (var nonsense in new[] { "", "x", new string('a', 43), new string('a', 4000) })
        {
            Assert.Equal(400, (await browser.GoAsync("/profile/email/confirm?link=" + nonsense)).Code);
            Assert.Equal(400, (await browser.GoAsync("/profile/email/undo?link=" + nonsense)).Code);
        }

        // Each purpose has its own key space.
        Assert.Equal(400, (await browser.GoAsync(second.Replace("confirm", "undo", StringComparison.Ordinal))).Code);
        Assert.Equal("/signin", (await browser.GoAsync("/profile/email")).Url.AbsolutePath);
    }

    [Fact, Attack("F2")]
    public async Task cannot_be_used_to_flood_mailboxes()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await browser.GoAsync("/profile/email");
        var answers = new List<int>();
        for (var i = 0; i < 8; i++) answers.Add((await browser.SendAsync(Browser.Request(page, "Send the link", ("email", $"victim{i}@new.example")))).Code);
        Assert.Equal([303, 303, 303, 303, 303, 429, 429, 429], answers);
        foreach (var wrong in new[] { "", "nobody", "a@b", "x@techacct.adobe.com", "x@AdobeID", "a b@example.com", new string('a', 300) + "@example.com" })
        {
            Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Send the link", ("email", wrong)))).Code);
        }
    }

    [Theory, Stores, Attack("F2"), Attack("G1")]
    public async Task fills_no_strangers_mailbox_however_many_accounts_ask_and_says_nothing_of_their_choice(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var answers = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            var person = await app.APersonAsync("Visit https://evil.example/now");
            using var browser = app.NewBrowser();
            await browser.SignInAsync(person.Email, Seed.BenPassword);
            answers.Add((await browser.SendAsync(Browser.Request(await browser.GoAsync("/profile/email"), "Send the link", ("email", "Victim@new.example")))).Code);
        }

        Assert.Equal([303, 303, 303, 303, 429, 429], answers);
        await app.MailsAreSentAsync();
        Assert.Equal(4, app.Mails("victim@new.example").Count);
        Assert.All(app.Mails("victim@new.example"), mail => Assert.DoesNotContain("evil", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal));
    }

    [Theory, Stores, Attack("F10")]
    public async Task of_an_account_that_never_proved_the_old_one_leaves_that_to_its_owner(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var claimed = await app.APersonAsync("Visit https://evil.example/now", verified: false);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(claimed.Email, Seed.BenPassword);
        await browser.PressAsync(await browser.GoAsync("/profile/email"), "Send the link", ("email", "own@new.example"));
        var mail = await app.MailAsync("own@new.example", "Confirm your new email address");
        await browser.PressAsync(await browser.GoAsync(mail.LinkTo("/profile/email/confirm")), "Use this address");
        await app.MailsAreSentAsync();
        Assert.Empty(app.Mails(claimed.Email));
        Assert.True(await app.Get<IPersonStore>().AddAsync(claimed with { Id = "0123456789ABCDEF01234567@AdobeID", FrameioId = Guid.NewGuid() }, Cancellation));
    }

    private static async Task<Person> BenAsync(StagedoorApp app, string email = Seed.Ben) => (await app.Get<IPersonStore>().FindByEmailAsync(email, Cancellation))!;
}
