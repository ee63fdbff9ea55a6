using System.Collections.Immutable;

namespace Stagedoor.Storage.Sql;

/// <summary>Every table that says something of people.</summary>
internal static class PersonalTables
{
    private const string Work = "the work stays, under the name of a deleted user", SoonGone = "ends within the hour, and the cleaner takes it", SealedAway = "what it holds is sealed or hashed";

    // Of a table with the columns id, name and created_at.
    private const string Made = "SELECT id, name, created_at FROM %table WHERE %column = @id ORDER BY created_at, id";

    public static readonly ImmutableArray<PersonalTable> All =
    [
        new("persons", ["id", "frameio_id", "email", "email_key", "email_verified", "name", "name_skeleton", "given_name", "family_name", "country", "locale", "password_hash"])
        {
            Download = "SELECT id, frameio_id, email, email_verified AS is_email_verified, name, given_name, family_name, country, locale, created_at, updated_at, disabled_at FROM persons WHERE id = @id",
            Stays = "a row with the two ids, and nothing else of the person",
        },
        new("avatars", ["subject_id", "image"])
        {
            Download = "SELECT media_type, image, set_at FROM avatars WHERE subject_id = @id",
            Erase = ["DELETE FROM avatars WHERE subject_id = @id"],
        },
        new("product_profiles", ["people"])
        {
            Download = "SELECT id, organization_id, name FROM product_profiles WHERE ' ' || people || ' ' LIKE '% ' || @id || ' %' ORDER BY id",
            Erase = ["UPDATE product_profiles SET people = TRIM(REPLACE(' ' || people || ' ', ' ' || @id || ' ', ' ')) WHERE ' ' || people || ' ' LIKE '% ' || @id || ' %'"],
        },
        new("projects", ["created_by"])
        {
            Download = "SELECT id, organization_id, name, created_at FROM projects WHERE created_by = @id ORDER BY id",
            Stays = "who created it, by id",
        },
        new("project_developers", ["person_id"])
        {
            Download = "SELECT project_id FROM project_developers WHERE person_id = @id ORDER BY project_id",
            Erase = ["DELETE FROM project_developers WHERE person_id = @id"],
        },
        new("clients", ["settings", "created_by", "management_allowed_by"])
        {
            Download = "SELECT id, organization_id, kind, name, created_at FROM clients WHERE settings LIKE '%\"OwnerId\":\"' || @id || '\"%' OR created_by = @id OR management_allowed_by = @id ORDER BY id",
            Stays = "its owner becomes the heir, and the address leaves the list of beta users: see PersonalData; who created it and who let it manage, by id",
        },
        new("service_accounts", ["owner_id", "created_by"])
        {
            Download = "SELECT id, organization_id, name, created_at FROM service_accounts WHERE owner_id = @id OR created_by = @id ORDER BY id",
            Erase = ["UPDATE service_accounts SET owner_id = NULL WHERE owner_id = @id"],
            Stays = "who created it, by id",
        },
        new("memberships", ["person_id", "admin_roles", "account_role"])
        {
            Download = "SELECT m.organization_id, o.name AS organization, m.admin_roles, m.account_role FROM memberships m JOIN organizations o ON o.id = m.organization_id WHERE m.person_id = @id ORDER BY m.organization_id",
            Erase = ["DELETE FROM memberships WHERE person_id = @id"],
        },
        new("former_memberships", ["person_id", "admin_roles", "account_role", "deactivated_by", "disabled_person"])
        {
            Download = "SELECT m.organization_id, o.name AS organization, m.admin_roles, m.account_role, m.deactivated_at FROM former_memberships m JOIN organizations o ON o.id = m.organization_id WHERE m.person_id = @id ORDER BY m.organization_id",
            Erase = ["DELETE FROM former_memberships WHERE person_id = @id"],
            Stays = "who deactivated somebody else, by id",
        },
        new("sessions", ["person_id", "person_epoch", "address", "user_agent"])
        {
            Download = "SELECT sid, authenticated_at, expires_at, ended_at, acr, amr, address, user_agent FROM sessions WHERE person_id = @id ORDER BY authenticated_at, sid",
            Erase = ["DELETE FROM sessions WHERE person_id = @id"],
        },
        new("logout_notices", ["person_id"])
        {
            Download = "SELECT client_id, sid, created_at, attempted_at, finished_at FROM logout_notices WHERE person_id = @id ORDER BY created_at, sid, client_id",
            Erase = ["DELETE FROM logout_notices WHERE person_id = @id AND state <> 0"],
            Stays = "ids alone, until the applications have heard that the account is gone, a day at most, and a week to show it",
        },
        new("sign_ins", ["person_id", "address", "user_agent"])
        {
            Download = "SELECT at, act, result, detail, client_id, sid, address, user_agent FROM sign_ins WHERE person_id = @id ORDER BY at, node, sequence",
            Erase = ["DELETE FROM sign_ins WHERE person_id = @id"],
        },
        new("consents", ["person_id"])
        {
            Download = "SELECT c.client_id, a.name AS application, c.scope, c.granted_at, c.last_used_at FROM consents c LEFT JOIN clients a ON a.id = c.client_id WHERE c.person_id = @id ORDER BY c.client_id",
            Erase = ["DELETE FROM consents WHERE person_id = @id"],
        },
        new("integration_requests", ["person_id"])
        {
            Download = "SELECT r.organization_id, r.client_id, a.name AS application, r.asked_at FROM integration_requests r LEFT JOIN clients a ON a.id = r.client_id WHERE r.person_id = @id ORDER BY r.asked_at, r.client_id",
            Erase = ["DELETE FROM integration_requests WHERE person_id = @id"],
        },
        new("allowed_integrations", ["allowed_by"])
        {
            Download = "SELECT organization_id, client_id, allowed_at FROM allowed_integrations WHERE allowed_by = @id ORDER BY organization_id, client_id",
            Stays = "who allowed it, by id",
        },
        new("families", ["person_id", "person_epoch"])
        {
            Download = "SELECT client_id, scope, sid, created_at, rotated_at, expires_at, absolute_expires_at, revoked_at FROM families WHERE person_id = @id ORDER BY created_at, family_id",
            Erase = ["DELETE FROM families WHERE person_id = @id"],
        },
        new("codes", ["person_id"])
        {
            Download = "SELECT client_id, sid, created_at, expires_at, redeemed_at FROM codes WHERE person_id = @id ORDER BY created_at, hash",
            Erase = ["DELETE FROM codes WHERE person_id = @id"],
        },
        new("device_authorizations", ["person_id", "address"])
        {
            Download = "SELECT client_id, scope, created_at, expires_at, address, spent_at FROM device_authorizations WHERE person_id = @id ORDER BY created_at, device_code_hash",
            Erase = ["DELETE FROM device_authorizations WHERE person_id = @id"],
        },
        new("passkeys", ["person_id", "name"])
        {
            Download = "SELECT name, transports, backed_up AS is_backed_up, created_at, last_used_at FROM passkeys WHERE person_id = @id ORDER BY created_at, id",
            Erase = ["DELETE FROM passkeys WHERE person_id = @id"],
        },
        new("authenticators", ["person_id"])
        {
            Download = "SELECT created_at, last_used_at FROM authenticators WHERE person_id = @id",
            Erase = ["DELETE FROM authenticators WHERE person_id = @id"],
        },
        new("recovery_codes", ["person_id"])
        {
            Download = "SELECT created_at, used_at FROM recovery_codes WHERE person_id = @id ORDER BY created_at, hash",
            Erase = ["DELETE FROM recovery_codes WHERE person_id = @id"],
        },
        new("remembered_devices", ["person_id", "person_epoch", "address", "user_agent"])
        {
            Download = "SELECT created_at, expires_at, last_used_at, address, user_agent FROM remembered_devices WHERE person_id = @id ORDER BY created_at, id",
            Erase = ["DELETE FROM remembered_devices WHERE person_id = @id"],
        },
        new("person_links", ["person_id", "email_key", "detail", "reserves"])
        {
            Download = "SELECT purpose, detail, created_at, expires_at, spent_at FROM person_links WHERE person_id = @id ORDER BY created_at, hash",
            Erase = ["DELETE FROM person_links WHERE person_id = @id"],
        },
        new("invitations", ["email", "email_key", "admin_roles", "account_role", "invited_by", "accepted_by"])
        {
            Download = "SELECT organization_id, email, admin_roles, account_role, created_at, expires_at, ended_at FROM invitations WHERE accepted_by = @id OR email_key = (SELECT email_key FROM persons WHERE id = @id AND email_verified <> 0) ORDER BY created_at, id",
            Erase = ["DELETE FROM invitations WHERE accepted_by = @id OR email_key = @email"],
            Stays = "who invited somebody else, by id",
        },
        new("administrator_links", ["person_id"])
        {
            Download = "SELECT expires_at, spent_at FROM administrator_links WHERE person_id = @id ORDER BY expires_at, hash",
            Erase = ["DELETE FROM administrator_links WHERE person_id = @id"],
        },
        new("mails", ["person_id"]) { NothingToRead = SealedAway, Erase = ["DELETE FROM mails WHERE person_id = @id"] },
        new("audit_personal", ["json", "subject"])
        {
            Download = "SELECT at, json FROM audit_personal WHERE subject = @id ORDER BY at, reference",
            Erase = ["DELETE FROM audit_personal WHERE subject IN (@id, @typed)"],
        },
        new("audit", ["body"]) { NothingToRead = "ids alone; what names a person is audit_personal, and sign-ins are sign_ins", Stays = "ids alone: the record of who did what must not change" },
        new("audit_index", ["actor_id", "on_behalf_of_id", "target_id"]) { NothingToRead = "ids alone, made from the audit", Stays = "ids alone, for as long as the audit is kept" },
        new("idempotency_keys", ["request", "answer"]) { NothingToRead = "hashed and sealed, for a day", Stays = "hashed and sealed, for a day" },
        new("journeys", ["request"]) { NothingToRead = SoonGone, Stays = SoonGone },
        new("pushed_requests", ["request"]) { NothingToRead = SoonGone, Stays = SoonGone },
        new("attempts", ["key"]) { NothingToRead = "hashes and ids, for a day at most", Stays = "hashes and ids, for a day at most" },
        new("revocations", ["key"]) { NothingToRead = "ids alone", Stays = "ids alone, until the last token is dead" },
        new("seed_ledger", ["key"]) { NothingToRead = "what an operator's seed file names", Stays = "the address is hashed there, so that the seed does not create the person again: see PersonalData" },

        // The V4 API.
        Of("workspaces", "creator_id", "creator_actor_id"),
        Of("api_projects", "owner_id", "owner_actor_id"),
        Of("assets", "creator_id", "creator_actor_id"),
        new("comments", ["owner_id", "owner_actor_id", "owner_key", "completer_id", "completer_actor_id", "text"])
        {
            Download = "SELECT id, file_id, text, timestamp, created_at, text_edited_at, completed_at FROM comments WHERE owner_id = @id ORDER BY created_at, id",
            Erase = ["UPDATE comments SET owner_key = 'DELETED USER' WHERE owner_id = @id"],
            Stays = Work,
        },
        new("contents", ["sender_id", "sender_actor_id"])
        {
            Download = "SELECT id, media_type, size, source_url, created_at, completed_at FROM contents WHERE sender_id = @id ORDER BY created_at, id",
            Stays = Work,
        },
        Of("webhooks", "creator_id", "creator_actor_id", "creator_grant_id", "changer_id", "changer_actor_id", "changer_grant_id"),
        Of("custom_actions", "creator_id", "creator_actor_id"),
        Of("account_groups", "creator_id", "creator_actor_id"),
        Of("field_definitions", "creator_id", "creator_actor_id"),
        Of("collections", "creator_id", "creator_actor_id"),
        Of("shares", "creator_id", "creator_actor_id"),
        new("content_roles", ["subject_id", "role", "granted_by", "granted_by_actor"])
        {
            Download = "SELECT resource_id, account_id, level, role, created_at, updated_at FROM content_roles WHERE subject_id = @id ORDER BY resource_id",
            Erase = ["DELETE FROM content_roles WHERE subject_id = @id"],
            Stays = "who granted a role, by id",
        },
        new("share_reviewers", ["subject_id", "email", "reviewer"])
        {
            Download = "SELECT share_id, email, added_at FROM share_reviewers WHERE subject_id = @id ORDER BY share_id",
            Erase = ["DELETE FROM share_reviewers WHERE subject_id = @id", "DELETE FROM share_reviewers WHERE LOWER(email) = @email"],
        },
        new("activities", ["subject_id", "actor_id", "address"])
        {
            Download = "SELECT at, act, resource_type, resource_id, resource_name, account_id, address FROM activities WHERE account_id IN (SELECT account_id FROM organizations) AND subject_id = @id ORDER BY at, id",
            Erase = ["UPDATE activities SET address = NULL WHERE account_id IN (SELECT account_id FROM organizations) AND subject_id = @id AND address IS NOT NULL"],
            Stays = Work,
        },
        new("webhook_deliveries", ["subject_id", "actor_id"])
        {
            Download = "SELECT event, resource_id, resource_name, created_at, finished_at FROM webhook_deliveries WHERE subject_id = @id ORDER BY created_at, id",
            Stays = "ids alone, for as long as deliveries are kept",
        },
    ];

    private static PersonalTable Of(string table, string column, params ReadOnlySpan<string> others) => new(table, [column, .. others])
    {
        Download = Made.Replace("%table", table, StringComparison.Ordinal).Replace("%column", column, StringComparison.Ordinal),
        Stays = Work,
    };
}
