namespace Stagedoor.Server.Mail;

/// <summary>What a mail is about. Its texts are the resources that begin with its name.</summary>
public enum MailKind
{
    /// <summary>Proves the address of a new account; has a link.</summary>
    VerifyEmail,

    /// <summary>Tells the owner of an address that somebody tried to make a second account with it.</summary>
    AlreadyRegistered,

    /// <summary>Sets a new password; has a link.</summary>
    RecoverPassword,

    /// <summary>Takes off a lost second factor; has a link.</summary>
    RecoverSecondFactor,

    /// <summary>The same two, when an administrator began it; have a link.</summary>
    RecoverPasswordByAdministrator,
    RecoverSecondFactorByAdministrator,

    /// <summary>Asks to join an organization, <see cref="MailMessage.About"/>; has a link.</summary>
    Invited,

    /// <summary>A sign-in from a device that was not seen before.</summary>
    NewDevice,
    PasswordChanged,

    /// <summary>Proves a new address, to that address; has a link.</summary>
    ChangeEmail,

    /// <summary>To the old address: what the new one is, <see cref="MailMessage.About"/>; its link undoes it.</summary>
    EmailChanged,

    /// <summary>A passkey, an authenticator app or recovery codes were added; <see cref="MailMessage.About"/> is the name.</summary>
    FactorAdded,
    FactorRemoved,

    /// <summary>A recovery code was used to sign in.</summary>
    RecoveryCodeUsed,

    /// <summary>The second factor was taken off by a recovery.</summary>
    SecondFactorRecovered,

    /// <summary>A refresh token was presented twice; <see cref="MailMessage.About"/> is the application, whose access ended.</summary>
    RefreshReused,

    /// <summary>An application, <see cref="MailMessage.About"/>, was allowed access for the first time.</summary>
    ApplicationAllowed,

    /// <summary>An application that the person asked for, <see cref="MailMessage.About"/>, may be allowed now; or may not.</summary>
    IntegrationAllowed,
    IntegrationDeclined,

    /// <summary>The personal data was downloaded.</summary>
    DataDownloaded,
    AccountDeleted,
}
