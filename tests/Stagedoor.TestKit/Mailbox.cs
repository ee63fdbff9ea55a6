using MimeKit;
using Xunit;

namespace Stagedoor.TestKit;

/// <summary>The mails that an app without a mail server wrote into its outbox, as the people whom they are addressed to find them.</summary>
public static class Mailbox
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    extension(StagedoorApp app)
    {
        /// <summary>The mails to an address, oldest first, as far as they have come.</summary>
        public IReadOnlyList<MimeMessage> Mails(string to)
        {
            var folder = Path.Combine(app.Data, "outbox");
            if (!Directory.Exists(folder)) return [];
            // By the machine's clock: the app's may stand still.
            var mails = Directory.GetFiles(folder, "*.eml").OrderBy(File.GetLastWriteTimeUtc).Select(file => MimeMessage.Load(file));
            return [.. mails.Where(mail => mail.To.Mailboxes.Any(mailbox => string.Equals(mailbox.Address, to, StringComparison.OrdinalIgnoreCase)))];
        }

        /// <summary>The newest mail to an address with a subject, once it has come.</summary>
        public async Task<MimeMessage> MailAsync(string to, string subject, int count = 1)
        {
            await Eventually.TrueAsync(() => Task.FromResult(app.Mails(to).Count(mail => mail.Subject == subject) >= count), Patience, $"no mail \"{subject}\" came to {to}");
            return app.Mails(to).Last(mail => mail.Subject == subject);
        }

        /// <summary>Every mail that was queued is sent: what is not there now never comes.</summary>
        public Task MailsAreSentAsync() => Eventually.TrueAsync(async () => !await app.HasMailsAsync(), Patience, "mails still wait");

        private async Task<bool> HasMailsAsync()
        {
            var store = (Server.Mail.IMailStore)app.Services.GetService(typeof(Server.Mail.IMailStore))!;
            return await store.AnyDueAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        }
    }

    extension(MimeMessage mail)
    {
        /// <summary>The first link of the mail that leads to a path on the server, as path and query.</summary>
        public string LinkTo(string path)
        {
            var line = mail.TextBody!.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => Uri.TryCreate(line, UriKind.Absolute, out var link) && link.AbsolutePath == path);
            Assert.True(line is not null, $"no link to {path} in: {mail.TextBody}");
            return new Uri(line!).PathAndQuery;
        }
    }
}
