using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stagedoor.Server.Audit;

namespace Stagedoor.Server.Mail;

/// <summary>
/// Sends what is queued, one mail after the other, oldest first. What fails is tried again ever more rarely for two days, or until its link is dead; then, and when a recipient is refused for good,
/// it is given up, which the log and the audit say.
/// </summary>
public sealed partial class MailSender(OutgoingMail queue, IMailStore store, MailDraft draft, IMailTransport transport, IAuditTrail audit, TimeProvider time, ILogger<MailSender> log) : BackgroundService
{
    // Longer than a mail server may take for one mail; another node, or this one after a crash, takes it up afterwards.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Patience = TimeSpan.FromDays(2), FirstWait = TimeSpan.FromSeconds(15), LongestWait = TimeSpan.FromHours(1);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1), LongestOutage = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim added = new(0);

    /// <summary>Sends one mail. False when none is due, or nothing gets through.</summary>
    public async Task<bool> SendOneAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!await store.AnyDueAsync(now, cancellation) || await store.TakeAsync(now, now + Lease, cancellation) is not { } queued) return false;
        if (queue.Open(queued) is not { } mail)
        {
            await GiveUpAsync(queued, null, "unreadable", cancellation);
            return true;
        }

        // To nobody: it was written so that two answers cost the same.
        if (mail.Recipient is null)
        {
            await store.RemoveAsync(queued.Id, cancellation);
            return true;
        }

        if (now > (mail.UsefulUntil ?? DateTimeOffset.MaxValue) || now > queued.CreatedAt + Patience)
        {
            await GiveUpAsync(queued, mail, "too_late", cancellation);
            return true;
        }

        using var message = draft.Of(queued.Id, queued.CreatedAt, mail);
        if (message is null)
        {
            await GiveUpAsync(queued, mail, "no_address", cancellation);
            return true;
        }

        switch (await transport.SendAsync(message, cancellation))
        {
            case Delivery.Done:
                await store.RemoveAsync(queued.Id, cancellation);
                LogSent(mail.Kind, queued.Id);
                return true;
            case Delivery.Refused { Reason: var reason }:
                await GiveUpAsync(queued, mail, reason, cancellation);
                return true;
            case Delivery.Later { Reason: var reason }:
                await store.PutBackAsync(queued.Id, now + WaitAfter(queued.Attempts), cancellation);
                LogLater(mail.Kind, queued.Id, reason);
                return true;
            case Delivery.Down { Reason: var reason }:
                await store.PutBackAsync(queued.Id, now + FirstWait, cancellation);
                LogDown(reason);
                return false;
            default: throw new InvalidOperationException("a delivery has four outcomes");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        queue.Added += Wake;
        var (outage, failing) = (Interval, false);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    var sent = 0;
                    while (await SendOneAsync(stoppingToken)) sent++;
                    if (sent > 0) await transport.RestAsync(stoppingToken);
                    (outage, failing) = (Interval, false);
                    await added.WaitAsync(Interval, stoppingToken);
                }
#pragma warning disable CA1031 // Whatever goes wrong, the next mail must be tried when it is over.
                catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    if (!failing) LogFailing(problem);
                    failing = true;
                    await Task.Delay(outage, TimeProvider.System, stoppingToken);
                    outage = TimeSpan.FromTicks(Math.Min(outage.Ticks * 2, LongestOutage.Ticks));
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
        finally
        {
            queue.Added -= Wake;
        }
    }

    public override void Dispose()
    {
        added.Dispose();
        base.Dispose();
    }

    // 15 s, 30 s, a minute, up to an hour.
    private static TimeSpan WaitAfter(long attempts) => TimeSpan.FromTicks(Math.Min(FirstWait.Ticks << (int)Math.Clamp(attempts - 1, 0, 12), LongestWait.Ticks));

    private void Wake()
    {
        if (added.CurrentCount == 0) added.Release();
    }

    private async Task GiveUpAsync(QueuedMail queued, MailMessage? mail, string reason, CancellationToken cancellation)
    {
        LogGivenUp(mail?.Kind.ToString() ?? "unreadable", queued.Id, reason);
        await audit.RecordAsync(
            new() { At = time.GetUtcNow(), Act = AuditAct.MailUndelivered, Result = reason, TargetId = mail?.PersonId, Detail = $"{mail?.Kind} {queued.Id}".Trim(), Typed = mail?.Recipient },
            cancellation);
        await store.RemoveAsync(queued.Id, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail {Id} ({Kind}) was sent")]
    private partial void LogSent(MailKind kind, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Id} ({Kind}) could not be sent and is tried again later: {Reason}")]
    private partial void LogLater(MailKind kind, string id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No mail gets through: {Reason}")]
    private partial void LogDown(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail {Id} ({Kind}) is given up: {Reason}")]
    private partial void LogGivenUp(string kind, string id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of mails cannot be worked off now; it is tried again")]
    private partial void LogFailing(Exception problem);
}
