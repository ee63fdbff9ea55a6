namespace Stagedoor.Frameio.Activity;

/// <summary>
/// A kind of thing that is done, under our name and, where it has them, under the contract's: the audit log's event and resource type, and the webhook's event. What has no event type in
/// the contract stands in our own log only (design §14).
/// </summary>
public sealed record ActivityKind(string Act, string ResourceType, string? EventType, string? Webhook = null)
{
    public static readonly ActivityKind WorkspaceCreated = new("workspace.created", "team", "team_created");
    public static readonly ActivityKind WorkspaceUpdated = new("workspace.updated", "team", "team_updated");
    public static readonly ActivityKind WorkspaceDeleted = new("workspace.deleted", "team", "team_deleted");
    public static readonly ActivityKind WorkspaceRoleGiven = new("workspace.role_given", "team", "workspace_permissions_granted_to_user");
    public static readonly ActivityKind WorkspaceRoleTaken = new("workspace.role_taken", "team", "team_member_deleted");
    public static readonly ActivityKind ProjectCreated = new("project.created", "project", "project_created", "project.created");
    public static readonly ActivityKind ProjectUpdated = new("project.updated", "project", "project_updated", "project.updated");
    public static readonly ActivityKind ProjectDeleted = new("project.deleted", "project", "project_deleted", "project.deleted");
    public static readonly ActivityKind ProjectRoleGiven = new("project.role_given", "project", "project_permissions_granted_to_user");
    public static readonly ActivityKind ProjectRoleTaken = new("project.role_taken", "project", "collaborator_deleted");
    public static readonly ActivityKind FolderRoleGiven = new("folder.role_given", "folder", "role_added");
    public static readonly ActivityKind FolderRoleTaken = new("folder.role_taken", "folder", "role_removed");
    public static readonly ActivityKind WebhookCreated = new("webhook.created", "webhook", "webhook_created");
    public static readonly ActivityKind WebhookUpdated = new("webhook.updated", "webhook", "webhook_updated");
    public static readonly ActivityKind WebhookDeleted = new("webhook.deleted", "webhook", "webhook_deleted");
    public static readonly ActivityKind ActionCreated = new("action.created", "action", "action_created");
    public static readonly ActivityKind ActionUpdated = new("action.updated", "action", "action_updated");
    public static readonly ActivityKind ActionDeleted = new("action.deleted", "action", "action_deleted");
    public static readonly ActivityKind FieldCreated = new("field.created", "account_field_definition", "account_field_created", "customfield.created");
    public static readonly ActivityKind FieldUpdated = new("field.updated", "account_field_definition", "account_field_updated", "customfield.updated");
    public static readonly ActivityKind FieldDeleted = new("field.deleted", "account_field_definition", "account_field_deleted", "customfield.deleted");
    public static readonly ActivityKind MetadataUpdated = new("metadata.updated", "asset_metadata", "metadata_value_updated", "metadata.value.updated");
    public static readonly ActivityKind ShareCreated = new("share.created", "share", "share_created", "share.created");
    public static readonly ActivityKind ShareUpdated = new("share.updated", "share", "share_updated", "share.updated");
    public static readonly ActivityKind ShareDeleted = new("share.deleted", "share", "share_deleted", "share.deleted");
    public static readonly ActivityKind ShareReviewersAdded = new("share.reviewers_added", "share", "share_reviewers_added");
    public static readonly ActivityKind ShareReviewersRemoved = new("share.reviewers_removed", "share", "share_reviewers_removed");

    // The audit log of the contract knows a change of a collection only.
    public static readonly ActivityKind CollectionCreated = new("collection.created", "collection", null, "collection.created");
    public static readonly ActivityKind CollectionUpdated = new("collection.updated", "collection", "collection_updated", "collection.updated");
    public static readonly ActivityKind CollectionDeleted = new("collection.deleted", "collection", null, "collection.deleted");
    public static readonly ActivityKind GroupCreated = new("group.created", "account_user_group", "account_user_group_created");
    public static readonly ActivityKind GroupUpdated = new("group.updated", "account_user_group", "account_user_group_updated");

    public static readonly ActivityKind FolderCreated = new("folder.created", "folder", "asset_created", "folder.created");
    public static readonly ActivityKind FolderUpdated = new("folder.updated", "folder", "asset_updated", "folder.updated");
    public static readonly ActivityKind FolderMoved = new("folder.moved", "folder", "asset_moved", "folder.updated");
    public static readonly ActivityKind FolderCopied = new("folder.copied", "folder", "asset_copied", "folder.copied");
    public static readonly ActivityKind FolderDeleted = new("folder.deleted", "folder", "asset_deleted", "folder.deleted");
    public static readonly ActivityKind FileCreated = new("file.created", "asset", "asset_created", "file.created");
    public static readonly ActivityKind FileUploaded = new("file.uploaded", "asset", "file_uploaded", "file.upload.completed");
    public static readonly ActivityKind FileReady = new("file.ready", "asset", null, "file.ready");
    public static readonly ActivityKind FileUpdated = new("file.updated", "asset", "asset_updated", "file.updated");
    public static readonly ActivityKind FileMoved = new("file.moved", "asset", "asset_moved", "file.updated");
    public static readonly ActivityKind FileVersioned = new("file.versioned", "asset", "asset_versioned", "file.versioned");
    public static readonly ActivityKind FileCopied = new("file.copied", "asset", "asset_copied", "file.copied");
    public static readonly ActivityKind FileDeleted = new("file.deleted", "asset", "asset_deleted", "file.deleted");
    public static readonly ActivityKind VersionStackCreated = new("version_stack.created", "version_stack", "asset_created");
    public static readonly ActivityKind VersionStackMoved = new("version_stack.moved", "version_stack", "asset_moved");
    public static readonly ActivityKind VersionStackCopied = new("version_stack.copied", "version_stack", "asset_copied");
    public static readonly ActivityKind VersionStackDeleted = new("version_stack.deleted", "version_stack", "assets_unversioned");
    public static readonly ActivityKind CommentCreated = new("comment.created", "comment", "comment_created", "comment.created");
    public static readonly ActivityKind CommentUpdated = new("comment.updated", "comment", "comment_updated", "comment.updated");
    public static readonly ActivityKind CommentDeleted = new("comment.deleted", "comment", "comment_deleted", "comment.deleted");
    public static readonly ActivityKind CommentCompleted = new("comment.completed", "comment", "comment_completed", "comment.completed");
    public static readonly ActivityKind CommentUncompleted = new("comment.uncompleted", "comment", "comment_uncompleted", "comment.uncompleted");
}
