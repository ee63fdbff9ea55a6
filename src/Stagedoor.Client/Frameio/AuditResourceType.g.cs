// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new AuditResourceType("…")</c>.</summary>
public readonly record struct AuditResourceType
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public AuditResourceType(string value) => this.value = value;

    /// <summary><c>account</c>.</summary>
    public static AuditResourceType Account => new("account");

    /// <summary><c>account_field_definition</c>.</summary>
    public static AuditResourceType AccountFieldDefinition => new("account_field_definition");

    /// <summary><c>account_member</c>.</summary>
    public static AuditResourceType AccountMember => new("account_member");

    /// <summary><c>account_user_group</c>.</summary>
    public static AuditResourceType AccountUserGroup => new("account_user_group");

    /// <summary><c>account_v4_migration_eligibility</c>.</summary>
    public static AuditResourceType AccountV4MigrationEligibility => new("account_v4_migration_eligibility");

    /// <summary><c>action</c>.</summary>
    public static AuditResourceType Action => new("action");

    /// <summary><c>allowed_domain</c>.</summary>
    public static AuditResourceType AllowedDomain => new("allowed_domain");

    /// <summary><c>anonymous_user</c>.</summary>
    public static AuditResourceType AnonymousUser => new("anonymous_user");

    /// <summary><c>asset</c>.</summary>
    public static AuditResourceType Asset => new("asset");

    /// <summary><c>asset_metadata</c>.</summary>
    public static AuditResourceType AssetMetadata => new("asset_metadata");

    /// <summary><c>collaborator</c>.</summary>
    public static AuditResourceType Collaborator => new("collaborator");

    /// <summary><c>collection</c>.</summary>
    public static AuditResourceType Collection => new("collection");

    /// <summary><c>comment</c>.</summary>
    public static AuditResourceType Comment => new("comment");

    /// <summary><c>comment_impression</c>.</summary>
    public static AuditResourceType CommentImpression => new("comment_impression");

    /// <summary><c>controlled_domain</c>.</summary>
    public static AuditResourceType ControlledDomain => new("controlled_domain");

    /// <summary><c>folder</c>.</summary>
    public static AuditResourceType Folder => new("folder");

    /// <summary><c>join_request</c>.</summary>
    public static AuditResourceType JoinRequest => new("join_request");

    /// <summary><c>labs_experiment</c>.</summary>
    public static AuditResourceType LabsExperiment => new("labs_experiment");

    /// <summary><c>login_factor</c>.</summary>
    public static AuditResourceType LoginFactor => new("login_factor");

    /// <summary><c>media</c>.</summary>
    public static AuditResourceType Media => new("media");

    /// <summary><c>oauth_app</c>.</summary>
    public static AuditResourceType OauthApp => new("oauth_app");

    /// <summary><c>pending_account_member</c>.</summary>
    public static AuditResourceType PendingAccountMember => new("pending_account_member");

    /// <summary><c>pending_collaborator</c>.</summary>
    public static AuditResourceType PendingCollaborator => new("pending_collaborator");

    /// <summary><c>pending_reviewer</c>.</summary>
    public static AuditResourceType PendingReviewer => new("pending_reviewer");

    /// <summary><c>pending_team_member</c>.</summary>
    public static AuditResourceType PendingTeamMember => new("pending_team_member");

    /// <summary><c>plan</c>.</summary>
    public static AuditResourceType Plan => new("plan");

    /// <summary><c>presentation</c>.</summary>
    public static AuditResourceType Presentation => new("presentation");

    /// <summary><c>project</c>.</summary>
    public static AuditResourceType Project => new("project");

    /// <summary><c>project_field_definition</c>.</summary>
    public static AuditResourceType ProjectFieldDefinition => new("project_field_definition");

    /// <summary><c>project_invite_link</c>.</summary>
    public static AuditResourceType ProjectInviteLink => new("project_invite_link");

    /// <summary><c>project_preference</c>.</summary>
    public static AuditResourceType ProjectPreference => new("project_preference");

    /// <summary><c>reset_token</c>.</summary>
    public static AuditResourceType ResetToken => new("reset_token");

    /// <summary><c>review_link</c>.</summary>
    public static AuditResourceType ReviewLink => new("review_link");

    /// <summary><c>reviewer</c>.</summary>
    public static AuditResourceType Reviewer => new("reviewer");

    /// <summary><c>sbwm_template</c>.</summary>
    public static AuditResourceType SbwmTemplate => new("sbwm_template");

    /// <summary><c>share</c>.</summary>
    public static AuditResourceType Share => new("share");

    /// <summary><c>share_list</c>.</summary>
    public static AuditResourceType ShareList => new("share_list");

    /// <summary><c>subscription</c>.</summary>
    public static AuditResourceType Subscription => new("subscription");

    /// <summary><c>subscription_line_item</c>.</summary>
    public static AuditResourceType SubscriptionLineItem => new("subscription_line_item");

    /// <summary><c>team</c>.</summary>
    public static AuditResourceType Team => new("team");

    /// <summary><c>team_member</c>.</summary>
    public static AuditResourceType TeamMember => new("team_member");

    /// <summary><c>transfer_batch</c>.</summary>
    public static AuditResourceType TransferBatch => new("transfer_batch");

    /// <summary><c>user</c>.</summary>
    public static AuditResourceType User => new("user");

    /// <summary><c>user_token</c>.</summary>
    public static AuditResourceType UserToken => new("user_token");

    /// <summary><c>v4_planned_migration</c>.</summary>
    public static AuditResourceType V4PlannedMigration => new("v4_planned_migration");

    /// <summary><c>version_stack</c>.</summary>
    public static AuditResourceType VersionStack => new("version_stack");

    /// <summary><c>webhook</c>.</summary>
    public static AuditResourceType Webhook => new("webhook");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static AuditResourceType Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static AuditResourceType? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
