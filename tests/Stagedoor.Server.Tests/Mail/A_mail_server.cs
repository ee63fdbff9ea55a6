using SmtpServer.Protocol;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Tests.SignIn;

namespace Stagedoor.Server.Tests.Mail;

/// <summary>Mails over real sockets to a real mail server.</summary>
public sealed class A_mail_server : IDisposable
{
    private static readonly MailDraft Draft = new(new StagedoorOptions { Issuer = "https://id.example" });

    private readonly string folder = Directory.CreateTempSubdirectory("stagedoor-mail-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task gets_what_was_written_over_TLS_and_by_its_user_in_any_alphabet(StoreKind store)
    {
        var (pem, port) = (TestCertificate.Write(folder), Catcher.FreePort());
        await using var catcher = Catcher.Start(port, pem, asksForUser: true);
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, Settings = Settings(port, pem) });
        await app.Get<OutgoingMail>().AddAsync(new() { Kind = MailKind.EmailChanged, Recipient = "ada@example.com", Name = "山田 花子 Ünal", Language = "ja", About = "新@例え.example", UndoLink = "/profile" });
        var caught = await NextAsync(catcher, 1);
        Assert.Equal(("ada@example.com", true, Catcher.User), (Assert.Single(caught.To), caught.Secure, caught.User));
        Assert.Equal("メールアドレスが変更されました", caught.Message.Subject);
        Assert.Contains("山田 花子 Ünal 様", caught.Message.TextBody!, StringComparison.Ordinal);
        Assert.Contains("新@例え.example", caught.Message.HtmlBody!, StringComparison.Ordinal);
        Assert.DoesNotContain(caught.Raw.Split("\r\n\r\n")[0], c => c > '\x7f');

        // The connection was closed politely, and a new one is made.
        await app.Get<OutgoingMail>().AddAsync(new() { Kind = MailKind.PasswordChanged, Recipient = "ben@example.com" });
        Assert.Equal("Your password was changed", (await NextAsync(catcher, 2)).Message.Subject);
    }

    [Theory, Stores]
    public async Task that_is_down_fails_no_page_and_gets_everything_once_it_is_back(StoreKind store)
    {
        var (pem, port) = (TestCertificate.Write(folder), Catcher.FreePort());
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, Settings = Settings(port, pem) });
        using var browser = app.NewBrowser();
        var page = await browser.PressAsync(await browser.GoAsync("/signup"), "Create account", ("email", "dee@new.example"), ("name", "Dee Marlow"), ("country", "FR"), ("password", "twelve green doors"));
        Assert.Contains("Look into your mail", page.Words, StringComparison.Ordinal);
        Assert.Equal(200, (await browser.PressAsync(await browser.GoAsync("/recover"), "Send the link", ("email", Seed.Ben))).Code);
        await Eventually.TrueAsync(() => Task.FromResult(app.Log.Lines.Any(line => line.Contains("No mail gets through", StringComparison.Ordinal))), TimeSpan.FromSeconds(10), "nobody noticed");

        // Nothing is lost by a restart of the mail server, and nothing is sent twice.
        await using var catcher = Catcher.Start(port, pem, asksForUser: true);
        await Eventually.TrueAsync(() =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(15));
            return Task.FromResult(catcher.Mails.Count >= 2);
        }, TimeSpan.FromSeconds(20), "the mails did not come");
        await app.MailsAreSentAsync();
        Assert.Equal([Seed.Ben, "dee@new.example"], catcher.Mails.Select(mail => Assert.Single(mail.To)).Order(StringComparer.Ordinal));
    }

    [Fact, Attack("I3")]
    public async Task without_TLS_gets_nothing_of_a_mail_that_must_not_be_read_on_the_way()
    {
        var port = Catcher.FreePort();
        await using var catcher = Catcher.Start(port);
        using var mail = new SmtpMail(Options(port, null));
        Assert.IsType<Delivery.Down>(await SendAsync(mail, "ada@example.com"));
        Assert.Equal((0, 0), (catcher.Begun, catcher.Mails.Count));

        // To a machine's own server it may be said so.
        using var plain = new SmtpMail(Options(port, null, options => (options.Security, options.User) = (MailSecurity.None, null)));
        Assert.IsType<Delivery.Done>(await SendAsync(plain, "ada@example.com"));
        Assert.False(Assert.Single(catcher.Mails).Secure);
    }

    [Fact, Attack("I3")]
    public async Task with_a_certificate_that_nobody_trusts_or_of_another_name_gets_nothing()
    {
        var (pem, port) = (TestCertificate.Write(folder), Catcher.FreePort());
        await using var catcher = Catcher.Start(port, pem);
        await using var named = Catcher.Start(port, pem, address: "127.0.0.2");
        var other = TestCertificate.Write(Directory.CreateDirectory(Path.Combine(folder, "other")).FullName);
        foreach (var (host, trusted) in new[] { ("localhost", null), ("localhost", other), ("127.0.0.2", pem) })
        {
            using var mail = new SmtpMail(Options(port, trusted, options => options.Host = host));
            Assert.Equal("SslHandshakeException", Assert.IsType<Delivery.Down>(await SendAsync(mail, "ada@example.com")).Reason);
        }

        Assert.Equal((0, 0), (catcher.Begun, named.Begun));
        using var right = new SmtpMail(Options(port, pem, options => options.User = null));
        Assert.IsType<Delivery.Done>(await SendAsync(right, "ada@example.com"));
    }

    [Fact]
    public async Task that_asks_who_sends_takes_mail_of_the_right_user_only()
    {
        var (pem, port) = (TestCertificate.Write(folder), Catcher.FreePort());
        await using var catcher = Catcher.Start(port, pem, asksForUser: true);
        using var wrong = new SmtpMail(Options(port, pem, options => options.Password = "another"));
        Assert.IsType<Delivery.Down>(await SendAsync(wrong, "ada@example.com"));
        using var nobody = new SmtpMail(Options(port, pem, options => options.User = null));
        Assert.IsType<Delivery.Down>(await SendAsync(nobody, "ada@example.com"));
        Assert.Empty(catcher.Mails);
        using var right = new SmtpMail(Options(port, pem));
        Assert.IsType<Delivery.Done>(await SendAsync(right, "ada@example.com"));
    }

    [Fact]
    public async Task that_refuses_a_recipient_for_good_or_for_now_gets_the_other_mails_all_the_same()
    {
        var (pem, port) = (TestCertificate.Write(folder), Catcher.FreePort());
        await using var catcher = Catcher.Start(port, pem, asksForUser: true);
        catcher.Judge = to => to.StartsWith("gone", StringComparison.Ordinal) ? SmtpResponse.MailboxUnavailable : to.StartsWith("busy", StringComparison.Ordinal) ? new((SmtpReplyCode)450, "try later") : null;
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Settings = Settings(port, pem) });
        foreach (var to in new[] { "gone@example.com", "busy@example.com", "ada@example.com" }) await app.Get<OutgoingMail>().AddAsync(new() { Kind = MailKind.PasswordChanged, Recipient = to });
        Assert.Equal("ada@example.com", Assert.Single((await NextAsync(catcher, 1)).To));
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains("gone@example.com", StringComparison.Ordinal));
        await Eventually.TrueAsync(async () => (await GivenUpAsync(app)).Count == 1, TimeSpan.FromSeconds(20), "nothing was given up");
        Assert.Equal("smtp_550", Assert.Single(await GivenUpAsync(app)));

        // Busy is over: it comes, later.
        catcher.Judge = _ => null;
        await Eventually.TrueAsync(() =>
        {
            app.Clock.Advance(TimeSpan.FromSeconds(15));
            return Task.FromResult(catcher.Mails.Any(mail => mail.To[0] == "busy@example.com"));
        }, TimeSpan.FromSeconds(20), "the mail did not come");
        Assert.DoesNotContain(catcher.Mails, mail => mail.To[0] == "gone@example.com");
    }

    [Fact, Attack("G1")]
    public async Task gets_no_header_and_no_recipient_that_somebody_smuggled_in()
    {
        var (pem, port) = (TestCertificate.Write(folder), Catcher.FreePort());
        await using var catcher = Catcher.Start(port, pem, asksForUser: true);
        using var mail = new SmtpMail(Options(port, pem));
        const string Smuggled = "Ada\r\nBcc: everyone@example.com\r\n\r\n.\r\nMAIL FROM:<x@example.com>\r\nRCPT TO:<everyone@example.com>\r\nDATA\r\nSubject: x";
        using var message = Draft.Of("id", DateTimeOffset.UnixEpoch, new() { Kind = MailKind.ApplicationAllowed, Recipient = "ada@example.com", Name = Smuggled, About = Smuggled, Address = Smuggled, UserAgent = Smuggled });
        Assert.IsType<Delivery.Done>(await mail.SendAsync(message!, Cancellation));
        var caught = Assert.Single(catcher.Mails);
        Assert.Equal("ada@example.com", Assert.Single(caught.To));
        Assert.Empty(caught.Message.Bcc);
        Assert.Equal(1, catcher.Begun);
        foreach (var recipient in new[] { "ada@example.com\r\nBcc: b@example.com", "ada@example.com, b@example.com", "<ada@example.com>\r\nDATA" }) Assert.Null(Draft.Of("id", DateTimeOffset.UnixEpoch, new() { Kind = MailKind.PasswordChanged, Recipient = recipient }));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<Caught> NextAsync(Catcher catcher, int count)
    {
        await Eventually.TrueAsync(() => Task.FromResult(catcher.Mails.Count >= count), TimeSpan.FromSeconds(20), "no mail came");
        return catcher.Mails.ElementAt(count - 1);
    }

    private static async Task<Delivery> SendAsync(SmtpMail mail, string to)
    {
        using var message = Draft.Of("id", DateTimeOffset.UnixEpoch, new() { Kind = MailKind.PasswordChanged, Recipient = to });
        var delivery = await mail.SendAsync(message!, Cancellation);
        await mail.RestAsync(Cancellation);
        return delivery;
    }

    // What the audit says of mails that were given up.
    private static async Task<IReadOnlyList<string>> GivenUpAsync(StagedoorApp app)
    {
        var results = new List<string>();
        foreach (var node in await app.Get<IAuditLog>().NodesAsync(Cancellation))
        {
            await foreach (var record in app.Get<IAuditLog>().ReadAsync(node, 0, Cancellation))
            {
                using var body = System.Text.Json.JsonDocument.Parse(record.Body);
                if (body.RootElement.GetProperty("act").GetString() == AuditAct.MailUndelivered) results.Add(body.RootElement.GetProperty("result").GetString()!);
            }
        }

        return results;
    }

    private static Dictionary<string, string> Settings(int port, string pem) => new()
    {
        ["Mail:Host"] = "localhost",
        ["Mail:Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Mail:User"] = Catcher.User,
        ["Mail:Password"] = Catcher.Password,
        ["Mail:TrustedCertificate"] = pem,
    };

    private static MailOptions Options(int port, string? trusted, Action<MailOptions>? change = null)
    {
        var options = new MailOptions { Host = "localhost", Port = port, User = Catcher.User, Password = Catcher.Password, TrustedCertificate = trusted };
        change?.Invoke(options);
        return options;
    }
}
