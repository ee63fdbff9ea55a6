namespace Stagedoor.Server.Audit;

/// <summary>One act: who, as whom, from where, what, result (design §9). Holds ids; the address and what names a person stand in the erasable side table.</summary>
public sealed record AuditEntry
{
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done, a dotted name: see <see cref="AuditAct"/>.</summary>
    public required string Act { get; init; }

    /// <summary><c>allowed</c> or an error code.</summary>
    public string Result { get; init; } = "allowed";

    /// <summary>Who: a person's or service account's id.</summary>
    public string? ActorId { get; init; }

    /// <summary>As whom, when the actor acts for another.</summary>
    public string? OnBehalfOfId { get; init; }
    public string? ClientId { get; init; }
    public string? OrganizationId { get; init; }

    /// <summary>What it was done to: an id of a secret, key, session, family, person.</summary>
    public string? TargetId { get; init; }

    /// <summary>Ids and codes only, and names of service accounts, which are no people's; never a secret.</summary>
    public string? Detail { get; init; }
    public string? RequestId { get; init; }

    /// <summary>How many equal refusals this entry sums up.</summary>
    public int Count { get; init; } = 1;

    /// <summary>From where. Kept in the side table under a salted commitment.</summary>
    public string? Address { get; init; }

    /// <summary>With which browser, as it called itself. Kept in the history of sign-ins only, which its person reads and may erase.</summary>
    public string? UserAgent { get; init; }

    /// <summary>A name or e-mail that was typed. Kept in the side table under a salted commitment.</summary>
    public string? Typed { get; init; }
}

/// <summary>The names of acts.</summary>
public static class AuditAct
{
    public const string TokenIssued = "token.issued";

    /// <summary>By somebody in the console, for a server-to-server credential; the detail is whom it acts as.</summary>
    public const string TokenGenerated = "token.generated";
    public const string TokenRefused = "token.refused";
    public const string TokenRevoked = "token.revoked";
    public const string CodeIssued = "code.issued";
    public const string CodeReplayed = "code.replayed";
    public const string RefreshReused = "refresh.reused";

    /// <summary>What begins so and has a person for its actor is part of that person's history of sign-ins.</summary>
    public const string SignInPrefix = "signin.";
    public const string SignedIn = "signin.succeeded";
    public const string SignInRefused = "signin.refused";
    public const string SessionRaised = "session.raised";
    public const string SignedOut = "session.ended";
    public const string ConsentAllowed = "consent.allowed";
    public const string ConsentRefused = "consent.refused";
    public const string ConsentWithdrawn = "consent.withdrawn";
    public const string DeviceAllowed = "device.allowed";
    public const string DeviceRefused = "device.refused";
    public const string KeyAdded = "key.added";
    public const string KeyWithdrawn = "key.withdrawn";
    public const string ClientCreated = "client.created";
    public const string ClientDisabled = "client.disabled";
    public const string ClientRestored = "client.restored";
    public const string SecretAdded = "secret.added";
    public const string ServiceAccountCreated = "service_account.created";

    /// <summary>The detail is the name that it had.</summary>
    public const string ServiceAccountRenamed = "service_account.renamed";
    public const string ServiceAccountChanged = "service_account.changed";
    public const string ServiceAccountDisabled = "service_account.disabled";
    public const string ServiceAccountEnabled = "service_account.enabled";

    /// <summary>The detail is the name that it had, and that what it made keeps.</summary>
    public const string ServiceAccountDeleted = "service_account.deleted";

    /// <summary>From the person in the detail to the target.</summary>
    public const string ServiceAccountsPassedOn = "service_account.owners_changed";
    public const string ClientChanged = "client.changed";
    public const string ClientDeleted = "client.deleted";
    public const string SecretDeleted = "secret.deleted";

    /// <summary>The detail is when it ends.</summary>
    public const string SecretRetired = "secret.retired";
    public const string ManagementAllowed = "client.management_allowed";
    public const string ManagementWithdrawn = "client.management_withdrawn";
    public const string ProjectCreated = "project.created";
    public const string ProjectRenamed = "project.renamed";
    public const string ProjectDeleted = "project.deleted";
    public const string ProjectExported = "project.exported";
    public const string ProductProfileCreated = "product_profile.created";
    public const string ProductProfileRenamed = "product_profile.renamed";
    public const string ProductProfileDeleted = "product_profile.deleted";

    /// <summary>To the credential, or away from it.</summary>
    public const string ProductProfileAssigned = "product_profile.assigned";
    public const string ProductProfileUnassigned = "product_profile.unassigned";

    /// <summary>The target is the person; the detail the profile.</summary>
    public const string ProductGiven = "product.given";
    public const string ProductTaken = "product.taken";

    /// <summary>Which applications the organization's people may allow; the detail says from what to what.</summary>
    public const string IntegrationsChanged = "integrations.changed";
    public const string IntegrationAllowed = "integration.allowed";
    public const string IntegrationWithdrawn = "integration.withdrawn";
    public const string IntegrationAsked = "integration.asked";
    public const string IntegrationDeclined = "integration.declined";
    public const string SeedApplied = "seed.applied";
    public const string PersonCreated = "person.created";
    public const string SignUpRepeated = "signup.repeated";
    public const string EmailVerified = "email.verified";
    public const string ProfileChanged = "person.profile_changed";
    public const string RecoveryBegun = "recovery.begun";
    public const string PasswordRecovered = "password.recovered";
    public const string SecondFactorRecovered = "second_factor.recovered";
    public const string InvitationSent = "invitation.sent";
    public const string InvitationAccepted = "invitation.accepted";
    public const string InvitationWithdrawn = "invitation.withdrawn";

    /// <summary>The detail holds the roles that the person has since.</summary>
    public const string RolesChanged = "person.roles_changed";
    public const string PersonDeactivated = "person.deactivated";
    public const string PersonReactivated = "person.reactivated";
    public const string PersonSessionsEnded = "person.sessions_ended";
    public const string PasswordChanged = "password.changed";
    public const string EmailChangeAsked = "email.change_asked";
    public const string EmailChanged = "email.changed";
    public const string EmailChangeUndone = "email.change_undone";
    public const string DataDownloaded = "person.data_downloaded";
    public const string PersonDeleted = "person.deleted";
    public const string AdministratorLinked = "administrator.linked";
    public const string AdministratorBegan = "administrator.began";
    public const string PasskeyAdded = "passkey.added";
    public const string PasskeyRenamed = "passkey.renamed";
    public const string PasskeyRemoved = "passkey.removed";

    /// <summary>A passkey's counter did not rise: there may be a copy of it.</summary>
    public const string PasskeyCopied = "passkey.copied";
    public const string AuthenticatorAdded = "authenticator.added";
    public const string AuthenticatorRemoved = "authenticator.removed";
    public const string RecoveryCodesMade = "recovery_codes.made";
    public const string RecoveryCodeUsed = "recovery_code.used";
    public const string DeviceRemembered = "remembered_device.added";
    public const string DeviceForgotten = "remembered_device.removed";
    public const string SecondFactorDemanded = "organization.second_factor_demanded";
    public const string SecondFactorNotDemanded = "organization.second_factor_not_demanded";
    public const string MailUndelivered = "mail.undelivered";

    /// <summary>An application did not hear that a session ended. The detail is the session.</summary>
    public const string LogoutNoticeUndelivered = "logout_notice.undelivered";
    public const string AuditExported = "audit.exported";
    public const string AuditVerified = "audit.verified";
    public const string Restored = "installation.restored";

    /// <summary>The database did not hold the head that <c>audit-head</c> knew.</summary>
    public const string AuditContradicted = "audit.contradicted";
}

/// <summary>The audit trail. Append-only; an entry is committed when the task ends.</summary>
public interface IAuditTrail
{
    /// <summary>Appends durably: joins the writer's next commit. What is recorded has happened, so a request that was given up meanwhile does not silence it.</summary>
    Task RecordAsync(AuditEntry entry, CancellationToken cancellation);
}
