using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn;

/// <summary>Records what happened to a person's account, and tells the person by mail: what, when, where, and how to undo it. It has happened by then: a connection that closes does not silence it, so nothing here is cancelled.</summary>
public sealed class AccountNews(OutgoingMail mail, IAuditTrail audit, TimeProvider time)
{
    private const string Account = "/profile", Sessions = "/profile/sessions", Recover = "/recover";

    public Task NewDeviceAsync(HttpContext context, Person person) => TellAsync(context, person, MailKind.NewDevice, null, Sessions);

    /// <summary>An application was allowed for the first time.</summary>
    public Task ApplicationAllowedAsync(HttpContext context, Person person, string application) => TellAsync(context, person, MailKind.ApplicationAllowed, application, Account);

    /// <summary>The password was changed, by <paramref name="act"/>.</summary>
    public async Task PasswordChangedAsync(HttpContext context, Person person, string act, string? detail)
    {
        await RecordAsync(context, person, act, person.Id, detail: detail);
        await TellAsync(context, person, MailKind.PasswordChanged, null, Recover);
    }

    public async Task SecondFactorRecoveredAsync(HttpContext context, Person person, string? detail)
    {
        await RecordAsync(context, person, AuditAct.SecondFactorRecovered, person.Id, detail: detail);
        await TellAsync(context, person, MailKind.SecondFactorRecovered, null, Recover);
    }

    /// <summary>A factor was added, under the name that its person gave it.</summary>
    public Task AddedAsync(HttpContext context, Person person, string act, string targetId, string name) => BothAsync(context, person, act, targetId, MailKind.FactorAdded, name);

    public Task RemovedAsync(HttpContext context, Person person, string act, string targetId, string name) => BothAsync(context, person, act, targetId, MailKind.FactorRemoved, name);

    public Task RecoveryCodeUsedAsync(HttpContext context, Person person) => BothAsync(context, person, AuditAct.RecoveryCodeUsed, person.Id, MailKind.RecoveryCodeUsed, null);

    /// <summary>An act that needs no mail.</summary>
    public Task RecordAsync(HttpContext context, Person person, string act, string targetId, string result = "allowed", string? detail = null) => audit.RecordAsync(
        new() { At = time.GetUtcNow(), Act = act, Result = result, ActorId = person.Id, TargetId = targetId, Detail = detail, Address = RemoteAddress.Of(context), RequestId = context.TraceIdentifier },
        CancellationToken.None);

    private async Task BothAsync(HttpContext context, Person person, string act, string targetId, MailKind kind, string? about)
    {
        await RecordAsync(context, person, act, targetId);
        await TellAsync(context, person, kind, about, Account);
    }

    private Task TellAsync(HttpContext context, Person person, MailKind kind, string? about, string undo) => mail.AddAsync(
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
        });
}
