namespace Stagedoor.Server.Admin.Audit;

/// <summary>The acts that can be chosen from, in an order that people look in; each has a text on the page.</summary>
internal static class AuditActs
{
    public static readonly string[] All =
    [
        "signin.succeeded", "signin.refused", "session.ended", "session.raised", "token.issued", "token.generated", "token.refused", "token.revoked", "code.issued", "code.replayed",
        "refresh.reused", "consent.allowed", "consent.refused", "consent.withdrawn", "device.allowed", "device.refused", "client.created", "client.changed", "client.disabled",
        "client.restored", "client.deleted", "client.management_allowed", "client.management_withdrawn", "secret.added", "secret.deleted", "secret.retired", "service_account.created", "service_account.renamed",
        "service_account.changed", "service_account.disabled", "service_account.enabled", "service_account.owners_changed", "service_account.deleted", "project.created",
        "project.renamed", "project.deleted", "project.exported", "product_profile.created", "product_profile.renamed", "product_profile.deleted", "product_profile.assigned", "product_profile.unassigned",
        "product.given", "product.taken", "integrations.changed", "integration.allowed", "integration.withdrawn", "integration.asked", "integration.declined", "invitation.sent", "invitation.accepted", "invitation.withdrawn", "person.created", "person.profile_changed", "person.deactivated",
        "person.reactivated", "person.deleted", "person.roles_changed", "person.sessions_ended", "person.data_downloaded", "email.verified", "email.change_asked", "email.changed", "email.change_undone", "password.recovered",
        "password.changed", "recovery.begun", "recovery_codes.made", "recovery_code.used", "passkey.added", "passkey.renamed", "passkey.removed", "passkey.copied",
        "authenticator.added", "authenticator.removed", "second_factor.recovered", "remembered_device.added", "remembered_device.removed", "organization.second_factor_demanded",
        "organization.second_factor_not_demanded", "administrator.linked", "administrator.began", "seed.applied", "mail.undelivered", "logout_notice.undelivered", "audit.exported", "audit.verified",
    ];
}
