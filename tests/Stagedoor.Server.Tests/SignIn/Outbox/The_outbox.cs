using Stagedoor.Server.Mail;

namespace Stagedoor.Server.Tests.SignIn.Outbox;

public class The_outbox(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task shows_each_mail_and_makes_only_our_own_links_links()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await app.Get<OutgoingMail>().AddAsync(new() { Kind = MailKind.ApplicationAllowed, Recipient = "outbox@example.com", About = "<a href=//evil.example>x</a> https://evil.example/", UndoLink = "/profile" });
        await app.MailAsync("outbox@example.com", "An application has access to your account");
        using var browser = app.NewBrowser();
        var list = await browser.GoAsync("/outbox");
        Assert.Contains("An application has access to your account", list.Words, StringComparison.Ordinal);
        var mail = await browser.GoAsync(list.Document.QuerySelectorAll("li").First(line => line.TextContent.Contains("outbox@example.com", StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!);
        Assert.Contains("You allowed <a href=// evil. example>", mail.Words, StringComparison.Ordinal);
        Assert.Equal(["/profile", "/outbox"], mail.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")));
        Assert.Equal(404, (await browser.GoAsync("/outbox/..%2f..%2fkeys%2fmaster")).Code);
        Assert.Equal(404, (await browser.GoAsync("/outbox/20260101T000000000-none")).Code);
    }

    [Fact, Attack("F10")]
    public async Task is_there_for_nobody_who_calls_this_server_by_another_name()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        foreach (var host in new[] { "evil.example", "evil.example:" + app.Address.Port, "localhost:" + app.Address.Port, "127.0.0.1" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/outbox") { Headers = { Host = host } };
            Assert.Equal(404, (int)(await app.Http.SendAsync(request, Cancellation)).StatusCode);
        }

        Assert.Equal(200, (int)(await app.Http.GetAsync("/outbox", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task is_no_page_where_mails_are_sent()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Settings = new Dictionary<string, string> { ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = "9", ["Mail:Security"] = "None" } });
        Assert.Equal(404, (int)(await app.Http.GetAsync("/outbox", Cancellation)).StatusCode);
        Assert.Equal(404, (int)(await app.Http.GetAsync("/outbox/x", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task is_readable_by_its_owner_alone()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows keeps the folder's own rights");
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await app.Get<OutgoingMail>().AddAsync(new() { Kind = MailKind.PasswordChanged, Recipient = "owner@example.com" });
        await app.MailAsync("owner@example.com", "Your password was changed");
        var folder = Path.Combine(app.Data, "outbox");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.All(Directory.GetFiles(folder), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }
}
