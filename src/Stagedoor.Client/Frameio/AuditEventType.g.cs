// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new AuditEventType("…")</c>.</summary>
public readonly partial record struct AuditEventType
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public AuditEventType(string value) => this.value = value;

    /// <summary><c>access_request_approved</c>.</summary>
    public static AuditEventType AccessRequestApproved => new("access_request_approved");

    /// <summary><c>access_request_denied</c>.</summary>
    public static AuditEventType AccessRequestDenied => new("access_request_denied");

    /// <summary><c>access_request_submitted</c>.</summary>
    public static AuditEventType AccessRequestSubmitted => new("access_request_submitted");

    /// <summary><c>account_aup_migration_created</c>.</summary>
    public static AuditEventType AccountAupMigrationCreated => new("account_aup_migration_created");

    /// <summary><c>account_aup_migration_deleted</c>.</summary>
    public static AuditEventType AccountAupMigrationDeleted => new("account_aup_migration_deleted");

    /// <summary><c>account_aup_migration_downgrade_completed</c>.</summary>
    public static AuditEventType AccountAupMigrationDowngradeCompleted => new("account_aup_migration_downgrade_completed");

    /// <summary><c>account_aup_migration_downgrade_failed</c>.</summary>
    public static AuditEventType AccountAupMigrationDowngradeFailed => new("account_aup_migration_downgrade_failed");

    /// <summary><c>account_aup_migration_downgrade_requested</c>.</summary>
    public static AuditEventType AccountAupMigrationDowngradeRequested => new("account_aup_migration_downgrade_requested");

    /// <summary><c>account_aup_migration_product_migrated</c>.</summary>
    public static AuditEventType AccountAupMigrationProductMigrated => new("account_aup_migration_product_migrated");

    /// <summary><c>account_aup_migration_started</c>.</summary>
    public static AuditEventType AccountAupMigrationStarted => new("account_aup_migration_started");

    /// <summary><c>account_aup_migration_updated</c>.</summary>
    public static AuditEventType AccountAupMigrationUpdated => new("account_aup_migration_updated");

    /// <summary><c>account_aup_user_migration_completed</c>.</summary>
    public static AuditEventType AccountAupUserMigrationCompleted => new("account_aup_user_migration_completed");

    /// <summary><c>account_aup_user_migration_created</c>.</summary>
    public static AuditEventType AccountAupUserMigrationCreated => new("account_aup_user_migration_created");

    /// <summary><c>account_aup_user_migration_deleted</c>.</summary>
    public static AuditEventType AccountAupUserMigrationDeleted => new("account_aup_user_migration_deleted");

    /// <summary><c>account_aup_user_migration_failed</c>.</summary>
    public static AuditEventType AccountAupUserMigrationFailed => new("account_aup_user_migration_failed");

    /// <summary><c>account_aup_user_migration_on_hold</c>.</summary>
    public static AuditEventType AccountAupUserMigrationOnHold => new("account_aup_user_migration_on_hold");

    /// <summary><c>account_aup_user_migration_started</c>.</summary>
    public static AuditEventType AccountAupUserMigrationStarted => new("account_aup_user_migration_started");

    /// <summary><c>account_aup_user_migration_unheld</c>.</summary>
    public static AuditEventType AccountAupUserMigrationUnheld => new("account_aup_user_migration_unheld");

    /// <summary><c>account_aup_user_migration_updated</c>.</summary>
    public static AuditEventType AccountAupUserMigrationUpdated => new("account_aup_user_migration_updated");

    /// <summary><c>account_delinquent</c>.</summary>
    public static AuditEventType AccountDelinquent => new("account_delinquent");

    /// <summary><c>account_field_created</c>.</summary>
    public static AuditEventType AccountFieldCreated => new("account_field_created");

    /// <summary><c>account_field_deleted</c>.</summary>
    public static AuditEventType AccountFieldDeleted => new("account_field_deleted");

    /// <summary><c>account_field_updated</c>.</summary>
    public static AuditEventType AccountFieldUpdated => new("account_field_updated");

    /// <summary><c>account_fio_version_migrated</c>.</summary>
    public static AuditEventType AccountFioVersionMigrated => new("account_fio_version_migrated");

    /// <summary><c>account_locked</c>.</summary>
    public static AuditEventType AccountLocked => new("account_locked");

    /// <summary><c>account_member_created</c>.</summary>
    public static AuditEventType AccountMemberCreated => new("account_member_created");

    /// <summary><c>account_member_deleted</c>.</summary>
    public static AuditEventType AccountMemberDeleted => new("account_member_deleted");

    /// <summary><c>account_member_updated</c>.</summary>
    public static AuditEventType AccountMemberUpdated => new("account_member_updated");

    /// <summary><c>account_mfa_enforced</c>.</summary>
    public static AuditEventType AccountMfaEnforced => new("account_mfa_enforced");

    /// <summary><c>account_ownership_transferred</c>.</summary>
    public static AuditEventType AccountOwnershipTransferred => new("account_ownership_transferred");

    /// <summary><c>account_permissions_granted_to_user</c>.</summary>
    public static AuditEventType AccountPermissionsGrantedToUser => new("account_permissions_granted_to_user");

    /// <summary><c>account_restored</c>.</summary>
    public static AuditEventType AccountRestored => new("account_restored");

    /// <summary><c>account_updated</c>.</summary>
    public static AuditEventType AccountUpdated => new("account_updated");

    /// <summary><c>account_user_deleted</c>.</summary>
    public static AuditEventType AccountUserDeleted => new("account_user_deleted");

    /// <summary><c>account_user_group_created</c>.</summary>
    public static AuditEventType AccountUserGroupCreated => new("account_user_group_created");

    /// <summary><c>account_user_group_deleted</c>.</summary>
    public static AuditEventType AccountUserGroupDeleted => new("account_user_group_deleted");

    /// <summary><c>account_user_group_members_added</c>.</summary>
    public static AuditEventType AccountUserGroupMembersAdded => new("account_user_group_members_added");

    /// <summary><c>account_user_group_members_removed</c>.</summary>
    public static AuditEventType AccountUserGroupMembersRemoved => new("account_user_group_members_removed");

    /// <summary><c>account_user_group_sync_triggered</c>.</summary>
    public static AuditEventType AccountUserGroupSyncTriggered => new("account_user_group_sync_triggered");

    /// <summary><c>account_user_group_updated</c>.</summary>
    public static AuditEventType AccountUserGroupUpdated => new("account_user_group_updated");

    /// <summary><c>account_user_updated</c>.</summary>
    public static AuditEventType AccountUserUpdated => new("account_user_updated");

    /// <summary><c>action_created</c>.</summary>
    public static AuditEventType ActionCreated => new("action_created");

    /// <summary><c>action_deleted</c>.</summary>
    public static AuditEventType ActionDeleted => new("action_deleted");

    /// <summary><c>action_updated</c>.</summary>
    public static AuditEventType ActionUpdated => new("action_updated");

    /// <summary><c>admin_update_to_v4</c>.</summary>
    public static AuditEventType AdminUpdateToV4 => new("admin_update_to_v4");

    /// <summary><c>allowed_domain_created</c>.</summary>
    public static AuditEventType AllowedDomainCreated => new("allowed_domain_created");

    /// <summary><c>allowed_domain_deleted</c>.</summary>
    public static AuditEventType AllowedDomainDeleted => new("allowed_domain_deleted");

    /// <summary><c>anonymous_user_created</c>.</summary>
    public static AuditEventType AnonymousUserCreated => new("anonymous_user_created");

    /// <summary><c>asset_assignee_changed</c>.</summary>
    public static AuditEventType AssetAssigneeChanged => new("asset_assignee_changed");

    /// <summary><c>asset_copied</c>.</summary>
    public static AuditEventType AssetCopied => new("asset_copied");

    /// <summary><c>asset_created</c>.</summary>
    public static AuditEventType AssetCreated => new("asset_created");

    /// <summary><c>asset_deleted</c>.</summary>
    public static AuditEventType AssetDeleted => new("asset_deleted");

    /// <summary><c>asset_metadata_created</c>.</summary>
    public static AuditEventType AssetMetadataCreated => new("asset_metadata_created");

    /// <summary><c>asset_moved</c>.</summary>
    public static AuditEventType AssetMoved => new("asset_moved");

    /// <summary><c>asset_restored</c>.</summary>
    public static AuditEventType AssetRestored => new("asset_restored");

    /// <summary><c>asset_status_changed</c>.</summary>
    public static AuditEventType AssetStatusChanged => new("asset_status_changed");

    /// <summary><c>asset_updated</c>.</summary>
    public static AuditEventType AssetUpdated => new("asset_updated");

    /// <summary><c>asset_versioned</c>.</summary>
    public static AuditEventType AssetVersioned => new("asset_versioned");

    /// <summary><c>assets_unversioned</c>.</summary>
    public static AuditEventType AssetsUnversioned => new("assets_unversioned");

    /// <summary><c>bulk_account_deletion_started</c>.</summary>
    public static AuditEventType BulkAccountDeletionStarted => new("bulk_account_deletion_started");

    /// <summary><c>bulk_assets_deleted</c>.</summary>
    public static AuditEventType BulkAssetsDeleted => new("bulk_assets_deleted");

    /// <summary><c>bulk_assets_restored</c>.</summary>
    public static AuditEventType BulkAssetsRestored => new("bulk_assets_restored");

    /// <summary><c>bulk_assets_retranscoded</c>.</summary>
    public static AuditEventType BulkAssetsRetranscoded => new("bulk_assets_retranscoded");

    /// <summary><c>bulk_emails_updated</c>.</summary>
    public static AuditEventType BulkEmailsUpdated => new("bulk_emails_updated");

    /// <summary><c>bulk_projects_activated</c>.</summary>
    public static AuditEventType BulkProjectsActivated => new("bulk_projects_activated");

    /// <summary><c>bulk_projects_deactivated</c>.</summary>
    public static AuditEventType BulkProjectsDeactivated => new("bulk_projects_deactivated");

    /// <summary><c>bulk_projects_mounted_storage_status_updated</c>.</summary>
    public static AuditEventType BulkProjectsMountedStorageStatusUpdated => new("bulk_projects_mounted_storage_status_updated");

    /// <summary><c>bulk_users_removed</c>.</summary>
    public static AuditEventType BulkUsersRemoved => new("bulk_users_removed");

    /// <summary><c>collaborator_added</c>.</summary>
    public static AuditEventType CollaboratorAdded => new("collaborator_added");

    /// <summary><c>collaborator_deleted</c>.</summary>
    public static AuditEventType CollaboratorDeleted => new("collaborator_deleted");

    /// <summary><c>collection_updated</c>.</summary>
    public static AuditEventType CollectionUpdated => new("collection_updated");

    /// <summary><c>comment_completed</c>.</summary>
    public static AuditEventType CommentCompleted => new("comment_completed");

    /// <summary><c>comment_created</c>.</summary>
    public static AuditEventType CommentCreated => new("comment_created");

    /// <summary><c>comment_deleted</c>.</summary>
    public static AuditEventType CommentDeleted => new("comment_deleted");

    /// <summary><c>comment_liked</c>.</summary>
    public static AuditEventType CommentLiked => new("comment_liked");

    /// <summary><c>comment_uncompleted</c>.</summary>
    public static AuditEventType CommentUncompleted => new("comment_uncompleted");

    /// <summary><c>comment_updated</c>.</summary>
    public static AuditEventType CommentUpdated => new("comment_updated");

    /// <summary><c>controlled_domain_created</c>.</summary>
    public static AuditEventType ControlledDomainCreated => new("controlled_domain_created");

    /// <summary><c>controlled_domain_updated</c>.</summary>
    public static AuditEventType ControlledDomainUpdated => new("controlled_domain_updated");

    /// <summary><c>email_address_change_failure</c>.</summary>
    public static AuditEventType EmailAddressChangeFailure => new("email_address_change_failure");

    /// <summary><c>email_address_changed</c>.</summary>
    public static AuditEventType EmailAddressChanged => new("email_address_changed");

    /// <summary><c>email_change_confirmation_requested</c>.</summary>
    public static AuditEventType EmailChangeConfirmationRequested => new("email_change_confirmation_requested");

    /// <summary><c>email_confirmed</c>.</summary>
    public static AuditEventType EmailConfirmed => new("email_confirmed");

    /// <summary><c>file_uploaded</c>.</summary>
    public static AuditEventType FileUploaded => new("file_uploaded");

    /// <summary><c>google_auth_disabled</c>.</summary>
    public static AuditEventType GoogleAuthDisabled => new("google_auth_disabled");

    /// <summary><c>google_auth_enabled</c>.</summary>
    public static AuditEventType GoogleAuthEnabled => new("google_auth_enabled");

    /// <summary><c>high_risk_sign_up</c>.</summary>
    public static AuditEventType HighRiskSignUp => new("high_risk_sign_up");

    /// <summary><c>join_presentation_request_approved</c>.</summary>
    public static AuditEventType JoinPresentationRequestApproved => new("join_presentation_request_approved");

    /// <summary><c>join_project_request_approved</c>.</summary>
    public static AuditEventType JoinProjectRequestApproved => new("join_project_request_approved");

    /// <summary><c>join_request_accepted</c>.</summary>
    public static AuditEventType JoinRequestAccepted => new("join_request_accepted");

    /// <summary><c>join_request_created</c>.</summary>
    public static AuditEventType JoinRequestCreated => new("join_request_created");

    /// <summary><c>join_request_declined</c>.</summary>
    public static AuditEventType JoinRequestDeclined => new("join_request_declined");

    /// <summary><c>join_request_deleted</c>.</summary>
    public static AuditEventType JoinRequestDeleted => new("join_request_deleted");

    /// <summary><c>join_request_reset</c>.</summary>
    public static AuditEventType JoinRequestReset => new("join_request_reset");

    /// <summary><c>join_review_link_request_approved</c>.</summary>
    public static AuditEventType JoinReviewLinkRequestApproved => new("join_review_link_request_approved");

    /// <summary><c>join_team_request_approved</c>.</summary>
    public static AuditEventType JoinTeamRequestApproved => new("join_team_request_approved");

    /// <summary><c>label_updated</c>.</summary>
    public static AuditEventType LabelUpdated => new("label_updated");

    /// <summary><c>labs_experiment_enrolled</c>.</summary>
    public static AuditEventType LabsExperimentEnrolled => new("labs_experiment_enrolled");

    /// <summary><c>labs_experiment_unenrolled</c>.</summary>
    public static AuditEventType LabsExperimentUnenrolled => new("labs_experiment_unenrolled");

    /// <summary><c>labs_terms_accepted</c>.</summary>
    public static AuditEventType LabsTermsAccepted => new("labs_terms_accepted");

    /// <summary><c>login_factor_created</c>.</summary>
    public static AuditEventType LoginFactorCreated => new("login_factor_created");

    /// <summary><c>login_factor_validated</c>.</summary>
    public static AuditEventType LoginFactorValidated => new("login_factor_validated");

    /// <summary><c>media_created</c>.</summary>
    public static AuditEventType MediaCreated => new("media_created");

    /// <summary><c>media_deleted</c>.</summary>
    public static AuditEventType MediaDeleted => new("media_deleted");

    /// <summary><c>metadata_value_updated</c>.</summary>
    public static AuditEventType MetadataValueUpdated => new("metadata_value_updated");

    /// <summary><c>new_device_login</c>.</summary>
    public static AuditEventType NewDeviceLogin => new("new_device_login");

    /// <summary><c>new_user_email_confirmation_requested</c>.</summary>
    public static AuditEventType NewUserEmailConfirmationRequested => new("new_user_email_confirmation_requested");

    /// <summary><c>oauth_app_created</c>.</summary>
    public static AuditEventType OauthAppCreated => new("oauth_app_created");

    /// <summary><c>oauth_app_deleted</c>.</summary>
    public static AuditEventType OauthAppDeleted => new("oauth_app_deleted");

    /// <summary><c>oauth_app_disabled</c>.</summary>
    public static AuditEventType OauthAppDisabled => new("oauth_app_disabled");

    /// <summary><c>oauth_app_enabled</c>.</summary>
    public static AuditEventType OauthAppEnabled => new("oauth_app_enabled");

    /// <summary><c>oauth_app_updated</c>.</summary>
    public static AuditEventType OauthAppUpdated => new("oauth_app_updated");

    /// <summary><c>password_changed</c>.</summary>
    public static AuditEventType PasswordChanged => new("password_changed");

    /// <summary><c>password_reset_requested</c>.</summary>
    public static AuditEventType PasswordResetRequested => new("password_reset_requested");

    /// <summary><c>pending_account_member_created</c>.</summary>
    public static AuditEventType PendingAccountMemberCreated => new("pending_account_member_created");

    /// <summary><c>pending_account_member_deleted</c>.</summary>
    public static AuditEventType PendingAccountMemberDeleted => new("pending_account_member_deleted");

    /// <summary><c>pending_collaborator_created</c>.</summary>
    public static AuditEventType PendingCollaboratorCreated => new("pending_collaborator_created");

    /// <summary><c>pending_collaborator_deleted</c>.</summary>
    public static AuditEventType PendingCollaboratorDeleted => new("pending_collaborator_deleted");

    /// <summary><c>pending_reviewer_created</c>.</summary>
    public static AuditEventType PendingReviewerCreated => new("pending_reviewer_created");

    /// <summary><c>pending_reviewer_deleted</c>.</summary>
    public static AuditEventType PendingReviewerDeleted => new("pending_reviewer_deleted");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static AuditEventType Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static AuditEventType? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
