using MimeKit;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Mail;

namespace Stagedoor.Server.Tests.Mail;

public class A_mail
{
    private static readonly MailDraft Draft = new(new StagedoorOptions { Issuer = "https://id.example" });

    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static TheoryData<MailKind, string> Kinds => new MatrixTheoryData<MailKind, string>(Enum.GetValues<MailKind>(), [.. LanguageTags.Spoken]);

    [Theory, MemberData(nameof(Kinds))]
    public void of_every_kind_says_the_same_in_plain_text_and_in_html(MailKind kind, string language)
    {
        using var mail = Of(new() { Kind = kind, Recipient = "ada@example.com", Name = "Ada Field", Language = language, About = "Review board", At = At, Address = "192.0.2.7", UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", UsefulUntil = At.AddMinutes(30), Link = HasLink(kind) ? "/there?link=x" : null, UndoLink = HasUndo(kind) ? "/profile" : null });
        var html = Html(mail);
        Assert.Equal(language, html.DocumentElement.GetAttribute("lang"));
        Assert.Equal(language, mail.Headers[HeaderId.ContentLanguage]);
        Assert.Contains("Ada Field", mail.TextBody!, StringComparison.Ordinal);
        Assert.Contains("Firefox, Linux", mail.TextBody!, StringComparison.Ordinal);
        Assert.Contains("192.0.2.7", mail.TextBody!, StringComparison.Ordinal);
        var words = OneLine(html.Body!.TextContent);
        foreach (var line in mail.TextBody!.Split('\n').Select(line => OneLine(line).TrimEnd(':')).Where(line => line.Length > 0 && line != "--")) Assert.Contains(line, words, StringComparison.Ordinal);
        Assert.Equal(mail.TextBody!.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("https://id.example/", StringComparison.Ordinal)), html.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.Empty(html.QuerySelectorAll("script, img, link, iframe, form"));
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
    }

    [Theory, Attack("G1")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</p></div><a href=https://evil.example>Click</a>")]
    [InlineData("Ada\r\nBcc: everyone@example.com")]
    [InlineData("Ada\u2028\u2029\u0085Subject: x")]
    [InlineData("gnp.exe\u202Eadrenaline")]
    [InlineData("G\u200Bo\u200Dogle\uFEFF")]
    [InlineData("\u0000\u0007\u001b[31mred")]
    public void with_a_hostile_name_is_only_text(string name)
    {
        using var mail = Of(new() { Kind = MailKind.ApplicationAllowed, Recipient = "ada@example.com", Name = name, About = name, Address = name, UserAgent = name });
        var html = Html(mail);
        Assert.Empty(html.QuerySelectorAll("script, img, a"));
        Assert.Equal(["ada@example.com"], mail.To.Mailboxes.Select(mailbox => mailbox.Address));
        Assert.Empty(mail.Bcc);
        Assert.Equal("An application has access to your account", mail.Subject);
        foreach (var text in new[] { mail.TextBody!, html.Body!.TextContent }) Assert.DoesNotContain(text, c => (char.IsControl(c) && c is not ('\n' or '\r')) || c is '\u202e' or '\u200b' or '\u200d' or '\ufeff' or '\u2028' or '\u2029');
        Assert.DoesNotContain("\nBcc:", mail.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact, Attack("G1")]
    public void keeps_a_name_of_ten_thousand_letters_short()
    {
        using var mail = Of(new() { Kind = MailKind.ApplicationAllowed, Recipient = "ada@example.com", Name = new string('x', 10_000), About = new string('y', 10_000) });
        Assert.InRange(mail.TextBody!.Length, 100, 1000);
    }

    [Theory, Attack("A10")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("/a b")]
    [InlineData("/a\r\nX: y")]
    [InlineData("javascript:alert(1)")]
    public void links_to_the_issuer_only(string link) => Assert.Throws<ArgumentException>(() => Of(new() { Kind = MailKind.VerifyEmail, Recipient = "ada@example.com", Link = link }));

    [Theory, Attack("G1")]
    [InlineData("ada@example.com\r\nBcc: b@example.com")]
    [InlineData("ada@example.com, ben@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("")]
    public void goes_to_one_plain_address_or_to_nobody(string recipient) => Assert.Null(Draft.Of("id", At, new() { Kind = MailKind.PasswordChanged, Recipient = recipient }));

    [Fact]
    public void keeps_its_id_when_it_is_written_again()
    {
        var message = new MailMessage { Kind = MailKind.PasswordChanged, Recipient = "ada@example.com" };
        using var first = Of(message);
        using var second = Of(message);
        Assert.Equal("some-id@id.example", first.MessageId);
        Assert.Equal(first.MessageId, second.MessageId);
        Assert.Equal("PasswordChanged (redacted)", message.ToString());
    }

    private static MimeMessage Of(MailMessage message) => Draft.Of("some-id", At, message)!;

    private static AngleSharp.Html.Dom.IHtmlDocument Html(MimeMessage mail) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(mail.HtmlBody!);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool HasLink(MailKind kind) => kind is MailKind.VerifyEmail or MailKind.AlreadyRegistered or MailKind.RecoverPassword or MailKind.RecoverSecondFactor or MailKind.RecoverPasswordByAdministrator
        or MailKind.RecoverSecondFactorByAdministrator or MailKind.Invited or MailKind.ChangeEmail;

    private static bool HasUndo(MailKind kind) => kind is MailKind.AlreadyRegistered or MailKind.RecoverSecondFactor or MailKind.NewDevice or MailKind.PasswordChanged or MailKind.EmailChanged or MailKind.FactorAdded
        or MailKind.FactorRemoved or MailKind.RecoveryCodeUsed or MailKind.SecondFactorRecovered or MailKind.RefreshReused or MailKind.ApplicationAllowed or MailKind.DataDownloaded;
}
