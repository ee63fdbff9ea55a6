using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn;

/// <summary>Records what happened to a person's account, and tells the person by mail: what, when, where, and how to undo it.</summary>
public sealed class AccountNews(OutgoingMail mail, IAuditTrail audit, TimeProvider time)
{
    private const string Account = "/profile", Sessions = "/profile/sessions", Recover = "/recover";

    public Task NewDeviceAsync(HttpContext context, Person person, CancellationToken cancellation) => TellAsync(context, person, MailKind.NewDevice, null, Sessions, cancellation);

    /// <summary>An application was allowed for the first time.</summary>
    public Task ApplicationAllowedAsync(HttpContext context, Person person, string application, CancellationToken cancellation) => TellAsync(context, person, MailKind.ApplicationAllowed, application, Account, cancellation);

    /// <summary>The password was changed, by <paramref name="act"/>.</summary>
    public async Task PasswordChangedAsync(HttpContext context, Person person, string act, string? detail, CancellationToken cancellation)
    {
        await RecordAsync(context, person, act, person.Id, cancellation, detail: detail);
        await TellAsync(context, person, MailKind.PasswordChanged, null, Recover, cancellation);
    }

    public async Task SecondFactorRecoveredAsync(HttpContext context, Person person, string? detail, CancellationToken cancellation)
    {
        await RecordAsync(context, person, AuditAct.SecondFactorRecovered, person.Id, cancellation, detail: detail);
        await TellAsync(context, person, MailKind.SecondFactorRecovered, null, Recover, cancellation);
    }

    /// <summary>A factor was added, under the name that its person gave it.</summary>
    public Task AddedAsync(HttpContext context, Person person, string act, string targetId, string name, CancellationToken cancellation) => BothAsync(context, person, act, targetId, MailKind.FactorAdded, name, cancellation);

    public Task RemovedAsync(HttpContext context, Person person, string act, string targetId, string name, CancellationToken cancellation) => BothAsync(context, person, act, targetId, MailKind.FactorRemoved, name, cancellation);

    public Task RecoveryCodeUsedAsync(HttpContext context, Person person, CancellationToken cancellation) => BothAsync(context, person, AuditAct.RecoveryCodeUsed, person.Id, MailKind.RecoveryCodeUsed, null, cancellation);

    /// <summary>An act that needs no mail.</summary>
    public Task RecordAsync(HttpContext context, Person person, string act, string targetId, CancellationToken cancellation, string result = "allowed", string? detail = null) => audit.RecordAsync(
        new() { At = time.GetUtcNow(), Act = act, Result = result, ActorId = person.Id, TargetId = targetId, Detail = detail, Address = RemoteAddress.Of(context), RequestId = context.TraceIdentifier },
        cancellation);

    private async Task BothAsync(HttpContext context, Person person, string act, string targetId, MailKind kind, string? about, CancellationToken cancellation)
    {
        await RecordAsync(context, person, act, targetId, cancellation);
        await TellAsync(context, person, kind, about, Account, cancellation);
    }

    private Task TellAsync(HttpContext context, Person person, MailKind kind, string? about, string undo, CancellationToken cancellation) => mail.AddAsync(
        new()
        {
            Kind = kind,
            Recipient = person.Email,
            Name = person.Name,
            Language = person.Locale,
            PersonId = person.Id,
            About = about,
            At = time.GetUtcNow(),
            Address = RemoteAddress.Of(context),
            UserAgent = RemoteBrowser.Of(context),
            UndoLink = undo,
        },
        cancellation);
}
