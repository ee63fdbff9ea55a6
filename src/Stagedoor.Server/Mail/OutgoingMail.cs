using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Mail;

/// <summary>Where mails are handed in. A page waits for the commit and never for a mail server; one that is down delays mails and fails nothing.</summary>
public sealed partial class OutgoingMail(IMailStore store, MasterKey master, IAuditTrail audit, TimeProvider time, ILogger<OutgoingMail> log)
{
    private const string Purpose = "mail";

    /// <summary>Raised after a mail was handed in.</summary>
    public event Action? Added;

    /// <summary>Queues a mail, whatever becomes of the request that it comes of: what it tells of has happened. When too many wait it is dropped, audited and logged: what the mail tells of has happened all the same.</summary>
    public async Task AddAsync(MailMessage mail)
    {
        var now = time.GetUtcNow();
        var id = RandomIds.Uuid().ToString("N");
        var content = master.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(mail, MailJson.Default.MailMessage));
        if (await store.AddAsync(new() { Id = id, Sealed = content, PersonId = mail.PersonId, CreatedAt = now }, CancellationToken.None))
        {
            Added?.Invoke();
            return;
        }

        LogFull(mail.Kind, IMailStore.Longest);
        await audit.RecordAsync(new() { At = now, Act = AuditAct.MailUndelivered, Result = "queue_full", TargetId = mail.PersonId, Detail = mail.Kind.ToString(), Typed = mail.Recipient }, CancellationToken.None);
    }

    /// <summary>What a queued mail says; null when another key sealed it, or another version wrote it and this one cannot read it.</summary>
    internal MailMessage? Open(QueuedMail mail)
    {
        try
        {
            return master.Open(Purpose, mail.Sealed.Span) is { } json ? JsonSerializer.Deserialize(json, MailJson.Default.MailMessage) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A mail ({Kind}) was dropped: {Longest} wait already")]
    private partial void LogFull(MailKind kind, int longest);
}
