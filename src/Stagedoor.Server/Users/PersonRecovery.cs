using Stagedoor.Server.Mail;

namespace Stagedoor.Server.Users;

/// <summary>Who began a recovery.</summary>
public enum RecoveryBeginner
{
    /// <summary>Whoever knew the address: nobody knows who that was.</summary>
    Anybody,

    /// <summary>An administrator, who vouches for the person and sees no link.</summary>
    Administrator,
}

/// <summary>Begins the recovery of an account: a link for half an hour, that goes to the person's address and nowhere else.</summary>
public sealed class PersonRecovery(PersonLinks links, OutgoingMail mails)
{
    private const string ByAdministrator = "administrator";

    /// <summary>
    /// Sends the link to set a new password. For nobody, a link that leads nowhere is made and a mail to nobody queued, so that nothing tells the two apart (attack F1). <paramref name="happened"/> says when
    /// and from where; <paramref name="query"/> carries the way on.
    /// </summary>
    public async Task SendPasswordLinkAsync(Person? person, RecoveryBeginner beginner, Func<MailMessage, MailMessage> happened, string query, CancellationToken cancellation)
    {
        var (handle, expiresAt) = await links.MakeAsync(person, PersonLinkPurpose.RecoverPassword, DetailOf(beginner), cancellation);
        await SendAsync(person, beginner == RecoveryBeginner.Administrator ? MailKind.RecoverPasswordByAdministrator : MailKind.RecoverPassword, $"/recover/password?link={handle}{query}", expiresAt, happened, cancellation);
    }

    /// <summary>Sends the link to go on without the lost second factor.</summary>
    public async Task SendFactorLinkAsync(Person person, RecoveryBeginner beginner, Func<MailMessage, MailMessage> happened, string query, CancellationToken cancellation)
    {
        var (handle, expiresAt) = await links.MakeAsync(person, PersonLinkPurpose.RecoverSecondFactor, DetailOf(beginner), cancellation);
        await SendAsync(person, beginner == RecoveryBeginner.Administrator ? MailKind.RecoverSecondFactorByAdministrator : MailKind.RecoverSecondFactor, $"/recover/factor?link={handle}{query}", expiresAt, happened, cancellation);
    }

    /// <summary>Whether an administrator stands behind a link.</summary>
    public static bool IsByAdministrator(PersonLink link) => link.Detail == ByAdministrator;

    private static string? DetailOf(RecoveryBeginner beginner) => beginner == RecoveryBeginner.Administrator ? ByAdministrator : null;

    private Task SendAsync(Person? person, MailKind kind, string link, DateTimeOffset expiresAt, Func<MailMessage, MailMessage> happened, CancellationToken cancellation) =>
        mails.AddAsync(happened((person?.Mail(kind) ?? new() { Kind = kind, Recipient = null }) with { Link = link, UsefulUntil = expiresAt }));
}
