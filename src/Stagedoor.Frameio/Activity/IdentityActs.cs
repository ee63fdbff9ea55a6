using System.Collections.Frozen;

namespace Stagedoor.Frameio.Activity;

/// <summary>
/// What the identity service does, as kinds of activity of the account: by the name that its audit gives, with the contract's event type where it has one. What has none is read on the activity page only (design §14).
/// </summary>
public static class IdentityActs
{
    /// <summary>Issued tokens, of which the activity shows the first of an hour: machines ask for many.</summary>
    public const string TokenIssued = "token.issued";

    private const string SignInRefused = "signin.refused";

    private static readonly FrozenDictionary<string, ActivityKind> known = new ActivityKind[]
    {
        new("signin.succeeded", "user", "user_login"),
        new(SignInRefused, "user", "user_login_attempt"),
        new("session.ended", "user", "user_logout"),
        new("person.created", "user", "user_signup"),
        new("person.profile_changed", "user", "user_updated"),
        new("person.deactivated", "user", "user_deactivated"),
        new("person.reactivated", "user", "user_reactivated"),
        new("person.deleted", "user", "user_anonymized"),
        new("person.roles_changed", "account_member", "account_member_updated"),
        new("person.sessions_ended", "user", "session_revoked"),
        new("email.verified", "user", "email_confirmed"),
        new("email.change_asked", "user", "email_change_confirmation_requested"),
        new("email.changed", "user", "email_address_changed"),
        new("recovery.begun", "user", "password_reset_requested"),
        new("password.recovered", "user", "password_changed"),
        new("password.changed", "user", "password_changed"),
        new("passkey.added", "login_factor", "login_factor_created"),
        new("authenticator.added", "login_factor", "login_factor_created"),
        new("invitation.sent", "pending_account_member", "pending_account_member_created"),
        new("invitation.accepted", "account_member", "account_member_created"),
        new("organization.second_factor_demanded", "account", "account_mfa_enforced"),
        new("client.created", "oauth_app", "oauth_app_created"),
        new("client.disabled", "oauth_app", "oauth_app_disabled"),
        new("client.restored", "oauth_app", "oauth_app_enabled"),
        new("client.changed", "oauth_app", "oauth_app_updated"),
        new("client.deleted", "oauth_app", "oauth_app_deleted"),
        new("secret.added", "oauth_app", "oauth_app_updated"),
        new("secret.deleted", "oauth_app", "oauth_app_updated"),
        new("secret.retired", "oauth_app", "oauth_app_updated"),
        new("service_account.created", "account_member", "account_member_created"),
        new("service_account.renamed", "user", "account_user_updated"),
        new("service_account.disabled", "user", "user_deactivated"),
        new("service_account.enabled", "user", "user_reactivated"),
        new("service_account.deleted", "user", "account_user_deleted"),
        new(TokenIssued, "user_token", null),
        new("token.generated", "user_token", null),
    }.ToFrozenDictionary(kind => kind.Act, StringComparer.Ordinal);

    // Steps on the way to what is shown itself, and what no user of an account does.
    private static readonly FrozenSet<string> unshown = new[] { "code.issued", "session.raised", "mail.undelivered", "logout_notice.undelivered", "signup.repeated" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The kind of an act of the audit with that result; null for what no activity shows: refusals, apart from refused sign-ins, and steps in between.</summary>
    public static ActivityKind? Of(string act, string result)
    {
        if (unshown.Contains(act) || (result != "allowed" && act != SignInRefused)) return null;
        return known.TryGetValue(act, out var kind) ? kind : new(Own(act), "account", null);
    }

    // A project of the Developer Console is none of the API.
    private static string Own(string act) => act.StartsWith("project.", StringComparison.Ordinal) || act.StartsWith("webhook.", StringComparison.Ordinal) ? "console." + act : act;
}
