// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new AuditEventType("…")</c>.</summary>
public readonly partial record struct AuditEventType
{

    /// <summary><c>pending_team_member_created</c>.</summary>
    public static AuditEventType PendingTeamMemberCreated => new("pending_team_member_created");

    /// <summary><c>pending_team_member_deleted</c>.</summary>
    public static AuditEventType PendingTeamMemberDeleted => new("pending_team_member_deleted");

    /// <summary><c>plan_created</c>.</summary>
    public static AuditEventType PlanCreated => new("plan_created");

    /// <summary><c>plan_deleted</c>.</summary>
    public static AuditEventType PlanDeleted => new("plan_deleted");

    /// <summary><c>plan_updated</c>.</summary>
    public static AuditEventType PlanUpdated => new("plan_updated");

    /// <summary><c>preference_updated</c>.</summary>
    public static AuditEventType PreferenceUpdated => new("preference_updated");

    /// <summary><c>presentation_created</c>.</summary>
    public static AuditEventType PresentationCreated => new("presentation_created");

    /// <summary><c>presentation_deleted</c>.</summary>
    public static AuditEventType PresentationDeleted => new("presentation_deleted");

    /// <summary><c>presentation_updated</c>.</summary>
    public static AuditEventType PresentationUpdated => new("presentation_updated");

    /// <summary><c>project_activated</c>.</summary>
    public static AuditEventType ProjectActivated => new("project_activated");

    /// <summary><c>project_archive_completed</c>.</summary>
    public static AuditEventType ProjectArchiveCompleted => new("project_archive_completed");

    /// <summary><c>project_archived</c>.</summary>
    public static AuditEventType ProjectArchived => new("project_archived");

    /// <summary><c>project_created</c>.</summary>
    public static AuditEventType ProjectCreated => new("project_created");

    /// <summary><c>project_deactivated</c>.</summary>
    public static AuditEventType ProjectDeactivated => new("project_deactivated");

    /// <summary><c>project_deleted</c>.</summary>
    public static AuditEventType ProjectDeleted => new("project_deleted");

    /// <summary><c>project_field_created</c>.</summary>
    public static AuditEventType ProjectFieldCreated => new("project_field_created");

    /// <summary><c>project_field_deleted</c>.</summary>
    public static AuditEventType ProjectFieldDeleted => new("project_field_deleted");

    /// <summary><c>project_field_updated</c>.</summary>
    public static AuditEventType ProjectFieldUpdated => new("project_field_updated");

    /// <summary><c>project_invite_link_created</c>.</summary>
    public static AuditEventType ProjectInviteLinkCreated => new("project_invite_link_created");

    /// <summary><c>project_invite_link_revoked</c>.</summary>
    public static AuditEventType ProjectInviteLinkRevoked => new("project_invite_link_revoked");

    /// <summary><c>project_moved</c>.</summary>
    public static AuditEventType ProjectMoved => new("project_moved");

    /// <summary><c>project_permissions_granted_to_account_user_group</c>.</summary>
    public static AuditEventType ProjectPermissionsGrantedToAccountUserGroup => new("project_permissions_granted_to_account_user_group");

    /// <summary><c>project_permissions_granted_to_user</c>.</summary>
    public static AuditEventType ProjectPermissionsGrantedToUser => new("project_permissions_granted_to_user");

    /// <summary><c>project_restored</c>.</summary>
    public static AuditEventType ProjectRestored => new("project_restored");

    /// <summary><c>project_unarchive_completed</c>.</summary>
    public static AuditEventType ProjectUnarchiveCompleted => new("project_unarchive_completed");

    /// <summary><c>project_unarchived</c>.</summary>
    public static AuditEventType ProjectUnarchived => new("project_unarchived");

    /// <summary><c>project_updated</c>.</summary>
    public static AuditEventType ProjectUpdated => new("project_updated");

    /// <summary><c>push_tokens_added</c>.</summary>
    public static AuditEventType PushTokensAdded => new("push_tokens_added");

    /// <summary><c>push_tokens_deleted</c>.</summary>
    public static AuditEventType PushTokensDeleted => new("push_tokens_deleted");

    /// <summary><c>resource_control_policies_updated</c>.</summary>
    public static AuditEventType ResourceControlPoliciesUpdated => new("resource_control_policies_updated");

    /// <summary><c>resource_invite_sent</c>.</summary>
    public static AuditEventType ResourceInviteSent => new("resource_invite_sent");

    /// <summary><c>review_link_assets_added</c>.</summary>
    public static AuditEventType ReviewLinkAssetsAdded => new("review_link_assets_added");

    /// <summary><c>review_link_assets_deleted</c>.</summary>
    public static AuditEventType ReviewLinkAssetsDeleted => new("review_link_assets_deleted");

    /// <summary><c>review_link_created</c>.</summary>
    public static AuditEventType ReviewLinkCreated => new("review_link_created");

    /// <summary><c>review_link_deleted</c>.</summary>
    public static AuditEventType ReviewLinkDeleted => new("review_link_deleted");

    /// <summary><c>review_link_emailed</c>.</summary>
    public static AuditEventType ReviewLinkEmailed => new("review_link_emailed");

    /// <summary><c>review_link_updated</c>.</summary>
    public static AuditEventType ReviewLinkUpdated => new("review_link_updated");

    /// <summary><c>reviewer_created</c>.</summary>
    public static AuditEventType ReviewerCreated => new("reviewer_created");

    /// <summary><c>reviewer_deleted</c>.</summary>
    public static AuditEventType ReviewerDeleted => new("reviewer_deleted");

    /// <summary><c>role_added</c>.</summary>
    public static AuditEventType RoleAdded => new("role_added");

    /// <summary><c>role_removed</c>.</summary>
    public static AuditEventType RoleRemoved => new("role_removed");

    /// <summary><c>sbwm_template_created</c>.</summary>
    public static AuditEventType SbwmTemplateCreated => new("sbwm_template_created");

    /// <summary><c>sbwm_template_deleted</c>.</summary>
    public static AuditEventType SbwmTemplateDeleted => new("sbwm_template_deleted");

    /// <summary><c>sbwm_template_updated</c>.</summary>
    public static AuditEventType SbwmTemplateUpdated => new("sbwm_template_updated");

    /// <summary><c>session_refreshed</c>.</summary>
    public static AuditEventType SessionRefreshed => new("session_refreshed");

    /// <summary><c>session_revoked</c>.</summary>
    public static AuditEventType SessionRevoked => new("session_revoked");

    /// <summary><c>share_activity_tracking_consent_changed</c>.</summary>
    public static AuditEventType ShareActivityTrackingConsentChanged => new("share_activity_tracking_consent_changed");

    /// <summary><c>share_branding_preset_updated</c>.</summary>
    public static AuditEventType ShareBrandingPresetUpdated => new("share_branding_preset_updated");

    /// <summary><c>share_created</c>.</summary>
    public static AuditEventType ShareCreated => new("share_created");

    /// <summary><c>share_deleted</c>.</summary>
    public static AuditEventType ShareDeleted => new("share_deleted");

    /// <summary><c>share_invites_sent</c>.</summary>
    public static AuditEventType ShareInvitesSent => new("share_invites_sent");

    /// <summary><c>share_list_created</c>.</summary>
    public static AuditEventType ShareListCreated => new("share_list_created");

    /// <summary><c>share_list_deleted</c>.</summary>
    public static AuditEventType ShareListDeleted => new("share_list_deleted");

    /// <summary><c>share_list_updated</c>.</summary>
    public static AuditEventType ShareListUpdated => new("share_list_updated");

    /// <summary><c>share_reviewers_added</c>.</summary>
    public static AuditEventType ShareReviewersAdded => new("share_reviewers_added");

    /// <summary><c>share_reviewers_removed</c>.</summary>
    public static AuditEventType ShareReviewersRemoved => new("share_reviewers_removed");

    /// <summary><c>share_updated</c>.</summary>
    public static AuditEventType ShareUpdated => new("share_updated");

    /// <summary><c>share_viewed</c>.</summary>
    public static AuditEventType ShareViewed => new("share_viewed");

    /// <summary><c>subscription_cancelled</c>.</summary>
    public static AuditEventType SubscriptionCancelled => new("subscription_cancelled");

    /// <summary><c>subscription_card_updated</c>.</summary>
    public static AuditEventType SubscriptionCardUpdated => new("subscription_card_updated");

    /// <summary><c>subscription_created</c>.</summary>
    public static AuditEventType SubscriptionCreated => new("subscription_created");

    /// <summary><c>subscription_line_item_created</c>.</summary>
    public static AuditEventType SubscriptionLineItemCreated => new("subscription_line_item_created");

    /// <summary><c>subscription_line_item_deleted</c>.</summary>
    public static AuditEventType SubscriptionLineItemDeleted => new("subscription_line_item_deleted");

    /// <summary><c>subscription_restored</c>.</summary>
    public static AuditEventType SubscriptionRestored => new("subscription_restored");

    /// <summary><c>subscription_updated</c>.</summary>
    public static AuditEventType SubscriptionUpdated => new("subscription_updated");

    /// <summary><c>team_created</c>.</summary>
    public static AuditEventType TeamCreated => new("team_created");

    /// <summary><c>team_creator_updated</c>.</summary>
    public static AuditEventType TeamCreatorUpdated => new("team_creator_updated");

    /// <summary><c>team_deleted</c>.</summary>
    public static AuditEventType TeamDeleted => new("team_deleted");

    /// <summary><c>team_lifecycle_policy_updated</c>.</summary>
    public static AuditEventType TeamLifecyclePolicyUpdated => new("team_lifecycle_policy_updated");

    /// <summary><c>team_member_created</c>.</summary>
    public static AuditEventType TeamMemberCreated => new("team_member_created");

    /// <summary><c>team_member_deleted</c>.</summary>
    public static AuditEventType TeamMemberDeleted => new("team_member_deleted");

    /// <summary><c>team_member_reset</c>.</summary>
    public static AuditEventType TeamMemberReset => new("team_member_reset");

    /// <summary><c>team_member_updated</c>.</summary>
    public static AuditEventType TeamMemberUpdated => new("team_member_updated");

    /// <summary><c>team_updated</c>.</summary>
    public static AuditEventType TeamUpdated => new("team_updated");

    /// <summary><c>transcript_completed_self</c>.</summary>
    public static AuditEventType TranscriptCompletedSelf => new("transcript_completed_self");

    /// <summary><c>transcript_diarization_consent_changed</c>.</summary>
    public static AuditEventType TranscriptDiarizationConsentChanged => new("transcript_diarization_consent_changed");

    /// <summary><c>transfer_batch_completed</c>.</summary>
    public static AuditEventType TransferBatchCompleted => new("transfer_batch_completed");

    /// <summary><c>user_anonymized</c>.</summary>
    public static AuditEventType UserAnonymized => new("user_anonymized");

    /// <summary><c>user_deactivated</c>.</summary>
    public static AuditEventType UserDeactivated => new("user_deactivated");

    /// <summary><c>user_login</c>.</summary>
    public static AuditEventType UserLogin => new("user_login");

    /// <summary><c>user_login_attempt</c>.</summary>
    public static AuditEventType UserLoginAttempt => new("user_login_attempt");

    /// <summary><c>user_logout</c>.</summary>
    public static AuditEventType UserLogout => new("user_logout");

    /// <summary><c>user_mfa_enforced</c>.</summary>
    public static AuditEventType UserMfaEnforced => new("user_mfa_enforced");

    /// <summary><c>user_reactivated</c>.</summary>
    public static AuditEventType UserReactivated => new("user_reactivated");

    /// <summary><c>user_signup</c>.</summary>
    public static AuditEventType UserSignup => new("user_signup");

    /// <summary><c>user_token_created</c>.</summary>
    public static AuditEventType UserTokenCreated => new("user_token_created");

    /// <summary><c>user_token_deleted</c>.</summary>
    public static AuditEventType UserTokenDeleted => new("user_token_deleted");

    /// <summary><c>user_token_disabled</c>.</summary>
    public static AuditEventType UserTokenDisabled => new("user_token_disabled");

    /// <summary><c>user_token_enabled</c>.</summary>
    public static AuditEventType UserTokenEnabled => new("user_token_enabled");

    /// <summary><c>user_token_updated</c>.</summary>
    public static AuditEventType UserTokenUpdated => new("user_token_updated");

    /// <summary><c>user_updated</c>.</summary>
    public static AuditEventType UserUpdated => new("user_updated");

    /// <summary><c>v4_migration_role_override_changed</c>.</summary>
    public static AuditEventType V4MigrationRoleOverrideChanged => new("v4_migration_role_override_changed");

    /// <summary><c>v4_planned_migration_creation_failed</c>.</summary>
    public static AuditEventType V4PlannedMigrationCreationFailed => new("v4_planned_migration_creation_failed");

    /// <summary><c>v4_planned_migration_date_updated</c>.</summary>
    public static AuditEventType V4PlannedMigrationDateUpdated => new("v4_planned_migration_date_updated");

    /// <summary><c>webhook_created</c>.</summary>
    public static AuditEventType WebhookCreated => new("webhook_created");

    /// <summary><c>webhook_deleted</c>.</summary>
    public static AuditEventType WebhookDeleted => new("webhook_deleted");

    /// <summary><c>webhook_updated</c>.</summary>
    public static AuditEventType WebhookUpdated => new("webhook_updated");

    /// <summary><c>workfront_asset_approval_status_updated</c>.</summary>
    public static AuditEventType WorkfrontAssetApprovalStatusUpdated => new("workfront_asset_approval_status_updated");

    /// <summary><c>workspace_permissions_granted_to_account_user_group</c>.</summary>
    public static AuditEventType WorkspacePermissionsGrantedToAccountUserGroup => new("workspace_permissions_granted_to_account_user_group");

    /// <summary><c>workspace_permissions_granted_to_user</c>.</summary>
    public static AuditEventType WorkspacePermissionsGrantedToUser => new("workspace_permissions_granted_to_user");
}
