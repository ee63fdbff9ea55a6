namespace Stagedoor.Client.Generator;

/// <summary>What is asked for in one text with commas, as flags.</summary>
internal sealed record FlagsShape(string Name, string Summary, string None, params string[] Values);

/// <summary>What operations are called, by hand, and what their queries are made of.</summary>
internal static class OperationShapes
{
    private const string Include = "What answers shall include.", Nothing = "Nothing more than usual.";

    public static readonly FlagsShape[] Flags =
    [
        new("AssetIncludes", Include, Nothing, "media_links.original", "media_links.thumbnail", "media_links.thumbnail_high_quality", "media_links.video_h264_180", "media_links.high_quality", "media_links.efficient", "media_links.scrub_sheet", "creator", "project", "metadata"),
        new("AssetTypes", "Which kinds of things in a folder are asked for.", "All of them.", "file", "folder", "version_stack"),
        new("AuditLogIncludes", Include, Nothing, "user"),
        new("CollectionIncludes", Include, Nothing, "creator", "project", "shares"),
        new("CommentIncludes", Include, Nothing, "owner", "replies"),
        new("CustomActionIncludes", Include, Nothing, "creator"),
        new("FieldDefinitionIncludes", Include, Nothing, "creator"),
        new("FolderIncludes", Include, Nothing, "creator", "project", "metadata"),
        new("GroupIncludes", Include, Nothing, "creator"),
        new("ProjectIncludes", Include, Nothing, "owner"),
        new("WebhookIncludes", Include, Nothing, "creator"),
        new("WorkspaceIncludes", Include, Nothing, "creator"),
    ];

    /// <summary>The flags of each schema of an include.</summary>
    public static readonly Dictionary<string, string> FlagsOf = new(StringComparer.Ordinal)
    {
        ["FileWithMediaLinksInclude"] = "AssetIncludes",
        ["ChildrenType"] = "AssetTypes",
        ["AuditLogsInclude"] = "AuditLogIncludes",
        ["CollectionInclude"] = "CollectionIncludes",
        ["CommentInclude"] = "CommentIncludes",
        ["ActionInclude"] = "CustomActionIncludes",
        ["FieldDefinitionInclude"] = "FieldDefinitionIncludes",
        ["AssetInclude"] = "FolderIncludes",
        ["GroupsInclude"] = "GroupIncludes",
        ["ProjectInclude"] = "ProjectIncludes",
        ["Include"] = "WebhookIncludes",
        ["WorkspaceInclude"] = "WorkspaceIncludes",
    };

    /// <summary>Sorts that are called otherwise here than in the contract.</summary>
    public static readonly Dictionary<string, string> SortOf = new(StringComparer.Ordinal)
    {
        ["GroupsSort"] = "GroupSort",
        ["ReviewersSort"] = "ReviewerSort",
        ["UserRoleSort"] = "UserSort",
        ["AccountUserSort"] = "UserSort",
    };

    /// <summary>What an operation is called; without an entry by the last word of its id: index and list are List, show is Get, and so on.</summary>
    public static readonly Dictionary<string, string> MethodOf = new(StringComparer.Ordinal)
    {
        ["users.show"] = "GetMeAsync",
        ["auditlog.index"] = "ListAuditLogs",
        ["account_projects.index"] = "ListByAccount",
        ["invited_projects.index"] = "ListInvited",
        ["folders.index"] = "ListChildren",
        ["version_stacks.index"] = "ListChildren",
        ["files.show_file_upload_status"] = "GetUploadStatusAsync",
        ["files.import_file"] = "ImportAsync",
        ["workspace_user_roles.update"] = "SetRoleAsync",
        ["project_user_roles.update"] = "SetRoleAsync",
        ["folder_user_roles.update"] = "SetRoleAsync",
        ["workspace_user_roles.delete"] = "RemoveAsync",
        ["project_permissions.delete"] = "RemoveAsync",
        ["folder_permissions.delete"] = "RemoveAsync",
        ["shares.list_reviewers"] = "ListReviewers",
        ["metadata.bulk_update"] = "UpdateAsync",
        ["search.search"] = "Find",
        ["files.update"] = "RenameAsync",
        ["folders.update"] = "RenameAsync",
        ["workspaces.update"] = "RenameAsync",
    };

    /// <summary>What a list with a query of its own is asked for.</summary>
    public static readonly Dictionary<string, string> OptionsOf = new(StringComparer.Ordinal)
    {
        ["accounts.index"] = "AccountListOptions",
        ["auditlog.index"] = "AuditLogListOptions",
        ["workspaces.index"] = "WorkspaceListOptions",
        ["projects.index"] = "ProjectListOptions",
        ["account_projects.index"] = "ProjectListOptions",
        ["invited_projects.index"] = "ProjectListOptions",
        ["account_user_roles.index"] = "UserListOptions",
        ["workspace_user_roles.index"] = "UserListOptions",
        ["project_user_roles.index"] = "UserListOptions",
        ["folder_user_roles.index"] = "FolderUserListOptions",
        ["folders.index"] = "FolderChildListOptions",
        ["folders.list"] = "FolderListOptions",
        ["files.list"] = "FileListOptions",
        ["version_stacks.list"] = "VersionStackListOptions",
        ["version_stacks.index"] = "VersionStackListOptions",
        ["comments.index"] = "CommentListOptions",
        ["collections.index"] = "CollectionListOptions",
        ["shares.index"] = "ShareListOptions",
        ["shares.list_reviewers"] = "ReviewerListOptions",
        ["webhooks.index"] = "WebhookListOptions",
        ["actions.index"] = "CustomActionListOptions",
        ["groups.index"] = "GroupListOptions",
        ["metadata.field_definitions.index"] = "FieldDefinitionListOptions",
    };

    /// <summary>Bodies that the contract makes a choice of one or of ten of, which are one record here.</summary>
    public static readonly Dictionary<string, string> BodyOf = new(StringComparer.Ordinal)
    {
        ["shares.create"] = "NewShare",
        ["metadata.field_definitions.create"] = "NewFieldDefinition",
        ["metadata.field_definitions.update"] = "FieldDefinitionUpdate",
    };

    /// <summary>What may be done later, and then has no data.</summary>
    public static readonly string[] MayComeLater = ["folders.copy"];

    public static string Method(string id) => MethodOf.TryGetValue(id, out var known) ? known : id.Split('.')[^1] switch
    {
        "index" or "list" => "List",
        "show" => "GetAsync",
        var verb => Names.Pascal(verb) + "Async",
    };

    public static string Class(string tag) => (tag is "Metadata" or "Search" ? tag : Names.Pascal(tag)[..^1]) + "Operations";
}
