using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.Recovery;

/// <summary>Takes requests for a recovery. Whether or not somebody has the address, the answer and the statements are the same (attack F1), and nobody's mailbox is flooded.</summary>
public sealed class RecoveryRequests(IPersonStore people, PersonRecovery recovery, IAttempts attempts, IAuditTrail audit, TimeProvider time)
{
    private static readonly AttemptPolicy FromOneAddress = new(20, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1));

    private static readonly AttemptPolicy ForOneMailbox = new(4, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1));

    /// <summary>Zero when the request was taken; else how long to wait.</summary>
    public async Task<TimeSpan> TakeAsync(HttpContext context, string email, Way way, CancellationToken cancellation)
    {
        if (await attempts.ClaimAsync("recover:address:" + RemoteAddress.CountedBy(context), FromOneAddress, time.GetUtcNow(), cancellation) is var wait && wait > TimeSpan.Zero) return wait;
        if (await ClaimMailboxAsync(Person.EmailKey(email), cancellation) is var pause && pause > TimeSpan.Zero) return pause;
        var person = await people.FindByEmailAsync(email, cancellation) is { DisabledAt: null } found ? found : null;
        await recovery.SendPasswordLinkAsync(person, RecoveryBeginner.Anybody, Happened(context), way.Query('&'), cancellation);
        await RecordAsync(context, person, "password", cancellation);
        return TimeSpan.Zero;
    }

    /// <summary>The same for the second factor of a person whose password was right.</summary>
    public async Task<TimeSpan> TakeFactorAsync(HttpContext context, Person person, Way way, CancellationToken cancellation)
    {
        if (await ClaimMailboxAsync("factor:" + Person.EmailKey(person.Email), cancellation) is var wait && wait > TimeSpan.Zero) return wait;
        await recovery.SendFactorLinkAsync(person, RecoveryBeginner.Anybody, Happened(context), way.Query('&'), cancellation);
        await RecordAsync(context, person, "second_factor", cancellation);
        return TimeSpan.Zero;
    }

    // Anybody may ask for a password; only who knows it, for the second factor: strangers must not use up what is the owner's.
    private Task<TimeSpan> ClaimMailboxAsync(string key, CancellationToken cancellation) =>
        attempts.ClaimAsync("recover:mailbox:" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)), ForOneMailbox, time.GetUtcNow(), cancellation);

    private Func<MailMessage, MailMessage> Happened(HttpContext context) => mail => mail with { At = time.GetUtcNow(), Address = RemoteAddress.Of(context), UserAgent = RemoteBrowser.Of(context) };

    private Task RecordAsync(HttpContext context, Person? person, string what, CancellationToken cancellation) => audit.RecordAsync(
        new()
        {
            At = time.GetUtcNow(),
            Act = AuditAct.RecoveryBegun,
            Result = person is null ? "unknown_person" : "allowed",
            TargetId = person?.Id,
            Detail = what,
            Address = RemoteAddress.Of(context),
            RequestId = context.TraceIdentifier,
        },
        cancellation);
}
