using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Stagedoor.Egress;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.LogoutNotices;

/// <summary>
/// Tells applications that a session ended, OIDC Back-Channel Logout 1.0 §2.5: <c>logout_token</c> by POST to the address that the credential registered. 200 and 204 are yes (§2.8); anything else is tried
/// again, ten times within some forty minutes, and then given up, which the audit says. What the address was registered as is looked at again before each attempt.
/// </summary>
public sealed class LogoutNoticeSender(ILogoutNotices queue, IClientStore clients, LogoutTokens tokens, EgressClient egress, IAuditTrail audit, TimeProvider time, ILogger<LogoutNoticeSender> log)
    : DispatchLoop<LogoutNotice, string>(log)
{
    private static readonly RetrySchedule Retries = new(10, TimeSpan.FromSeconds(5));

    protected override ValueTask<bool> IsDueAsync(CancellationToken cancellation) => queue.IsDueAsync(time.GetUtcNow(), cancellation);

    protected override Task<IReadOnlyList<LogoutNotice>> ClaimAsync(int most, IReadOnlyCollection<string> busy, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return queue.ClaimAsync(now, now + Lease, most, busy, cancellation);
    }

    protected override string ReceiverOf(LogoutNotice item) => item.ClientId;

    protected override string NameOf(LogoutNotice item) => $"of a sign-out to {item.ClientId}";

    protected override async Task SendAsync(LogoutNotice item)
    {
        var result = await TryAsync(item);
        if (!await queue.EndAsync(item, result, CancellationToken.None) || result.State != LogoutNoticeState.GivenUp) return;
        await audit.RecordAsync(
            new()
            {
                At = result.At,
                Act = AuditAct.LogoutNoticeUndelivered,
                Result = result.Problem ?? result.Status?.ToString(CultureInfo.InvariantCulture) ?? "too_late",
                ClientId = item.ClientId,
                TargetId = item.PersonId,
                Detail = item.Sid,
            },
            CancellationToken.None);
    }

    private async Task<LogoutNoticeResult> TryAsync(LogoutNotice notice)
    {
        var at = time.GetUtcNow();
        var client = await clients.FindAsync(notice.ClientId, CancellationToken.None);
        if (client is not { DisabledAt: null, Settings.BackchannelLogoutUri: { } address } || BackchannelLogoutAddress.WhatIsWrongWith(client.Kind, client.Settings) is not null) return new(at, LogoutNoticeState.Dropped);
        if (at - notice.CreatedAt > RetrySchedule.Oldest) return new(at, LogoutNoticeState.GivenUp) { Problem = "TooLate" };

        // Letters, digits, dots, dashes and underscores alone: nothing to escape.
        var (status, problem) = await egress.PostFormAsync(address, Encoding.ASCII.GetBytes("logout_token=" + tokens.Issue(client, notice)), CancellationToken.None);
        if (status is 200 or 204) return new(at, LogoutNoticeState.Delivered) { Status = status };
        var wait = Retries.After(notice.Attempt);
        return new(at, wait is null ? LogoutNoticeState.GivenUp : LogoutNoticeState.Waiting) { Status = status, Problem = problem?.ToString(), Again = time.GetUtcNow() + wait };
    }
}
