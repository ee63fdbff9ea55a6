using Stagedoor.Server.Mail;

namespace Stagedoor.Server.Users;

/// <summary>Mails to persons, addressed.</summary>
public static class PersonMails
{
    /// <summary>
    /// A mail to a person's present address, in the person's language. It greets by name who proved the address: before that, whoever made the account may have put words into a stranger's mailbox with it. The caller adds what happened, when and where; unless it says otherwise, undoing begins at the person's own page.
    /// </summary>
    public static MailMessage Mail(this Person person, MailKind kind) => new()
    {
        Kind = kind,
        Recipient = person.Email,
        Name = person.EmailVerified ? person.Name : null,
        Language = person.Locale,
        PersonId = person.Id,
        UndoLink = kind switch
        {
            MailKind.NewDevice or MailKind.FactorAdded or MailKind.FactorRemoved or MailKind.RecoveryCodeUsed or MailKind.RefreshReused or MailKind.ApplicationAllowed => "/profile",
            MailKind.PasswordChanged or MailKind.SecondFactorRecovered or MailKind.DataDownloaded or MailKind.RecoverSecondFactor or MailKind.AlreadyRegistered => "/recover",
            _ => null,
        },
    };
}
