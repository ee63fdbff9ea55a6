namespace Stagedoor.Client.Generator;

/// <summary>A record of the client and the schemas that it holds all members of.</summary>
internal sealed record RecordShape(string Name, string Summary, params string[] Schemas)
{
    /// <summary>Whether it comes in answers.</summary>
    public bool IsRead { get; init; } = true;

    /// <summary>Whether it goes in bodies.</summary>
    public bool IsWritten { get; init; }

    /// <summary>Whether it changes something: what may be emptied is a <c>Change</c>.</summary>
    public bool IsUpdate { get; init; }

    /// <summary>Whether it stands in a query, and under which name.</summary>
    public string? Query { get; init; }

    /// <summary>The record that it derives from.</summary>
    public string? Base { get; init; }

    /// <summary>What derives from it, by the value of <c>type</c>.</summary>
    public (string Type, string Record)[] Kinds { get; init; } = [];

    /// <summary>Members that are read and never written.</summary>
    public string[] NotWritten { get; init; } = [];

    /// <summary>Whether it holds a secret or an address that opens something by itself: its text shows none of its members.</summary>
    public bool IsSecret { get; init; }

    /// <summary>A member that always has the same value in bodies.</summary>
    public (string Name, string Value)? Constant { get; init; }
}

/// <summary>Every record, by hand: what the contract spreads over many schemas is one type here.</summary>
internal static class RecordShapes
{
    private static readonly string[] FieldKinds = ["Text", "LongText", "Rating", "Number", "Toggle", "Date", "Select", "SelectMulti", "UserSingle", "UserMulti"];

    private static readonly string[] Configured = ["Rating", "Number", "Toggle", "Date", "Select", "SelectMulti", "UserSingle", "UserMulti"];

    public static readonly RecordShape[] All =
    [
        new("Profile", "Who the token acts as: a person or a service account user.", "Profile"),
        new("User", "A person or a service account user.", "User"),
        new("Account", "An account.", "Account"),
        new("AccountUserRole", "A user of an account, and the role.", "AccountUserRole"),
        new("UserRole", "A user of a workspace, project or folder, and the role there.", "UserRole", "WorkspaceUserRole"),
        new("GivenRole", "The role that was given.", "UpdateUserRolesResponse.data", "UpdateWorkspaceRoleResponse.data"),
        new("AuditLog", "One entry of an account's audit log.", "AuditLogwithIncludes"),
        new("AuditLogFilters", "Which entries of the audit log are asked for.", "Filters") { IsRead = false, Query = "filters" },
        new("Workspace", "A workspace.", "Workspace", "WorkspaceWithIncludes"),
        new("Project", "A project.", "Project", "ProjectWithIncludes"),
        new("NewProject", "A project to be made.", "ProjectParams.data") { IsRead = false, IsWritten = true },
        new("ProjectUpdate", "What to change of a project; what is not set stays.", "ProjectUpdateParams.data") { IsRead = false, IsWritten = true, IsUpdate = true },
        new("Asset", "What stands in a folder: a <see cref=\"FrameioFile\"/>, a <see cref=\"Folder\"/>, a <see cref=\"VersionStack\"/>, or something that this version of the library does not know.", "AssetCommon", "AssetCommonWithIncludes")
        {
            Kinds = [("file", "FrameioFile"), ("folder", "Folder"), ("version_stack", "VersionStack")],
        },
        new("FrameioFile", "A file.", "File", "FileWithIncludes", "FileWithUploadUrls") { Base = "Asset" },
        new("Folder", "A folder.", "Folder", "FolderWithIncludes") { Base = "Asset" },
        new("VersionStack", "Versions of one thing, the newest at the head.", "VersionStack", "VersionStackWithIncludes") { Base = "Asset" },
        new("UploadUrl", "Where one part of a file goes.", "UploadUrl") { IsSecret = true },
        new("MediaLinks", "Where a file's bytes and renditions are; those that were asked for by an include.", "MediaLinksCollection"),
        new("MediaLink", "Where a file's bytes or one rendition of it is.", "MediaLinkCommon", "OriginalMediaLink", "RenditionMediaLink") { IsSecret = true },
        new("FileUploadStatus", "How far an upload is.", "FileUploadStatus"),
        new("NewFile", "A file to be made.", "FileCreateParams.data") { IsRead = false, IsWritten = true },
        new("FileImport", "A file in a storage of one's own, to be made known.", "FileImportParams.data") { IsRead = false, IsWritten = true },
        new("Comment", "A comment on a file.", "Comment", "CommentWithIncludes"),
        new("CommentAttachment", "A file that hangs on a comment.", "CommentAttachment"),
        new("CommentLink", "An address in a comment's text.", "Link"),
        new("Mention", "A user who is named in a comment's text.", "Mention"),
        new("Anchor", "A point in a picture.", "Anchor") { IsWritten = true },
        new("TextReviewAnnotation", "A mark in a text.", "TextReviewAnnotation") { IsWritten = true },
        new("TextReviewAnnotationBounds", "A rectangle on a page.", "TextReviewAnnotationBounds") { IsWritten = true },
        new("TextReviewAnnotationUpdate", "What to change of a mark in a text.", "TextReviewAnnotationUpdate") { IsRead = false, IsWritten = true, IsUpdate = true },
        new("NewComment", "A comment to be made.", "CreateCommentParams.data") { IsRead = false, IsWritten = true },
        new("CommentUpdate", "What to change of a comment; what is not set stays.", "UpdateCommentParams.data") { IsRead = false, IsWritten = true, IsUpdate = true },
        new("NewAttachment", "A file to be hung on a comment.", "AttachmentInput") { IsRead = false, IsWritten = true },
        new("NewCommentLink", "An address for a piece of a comment's text.", "LinkParams") { IsRead = false, IsWritten = true },
        new("Collection", "A collection.", "Collection"),
        new("Share", "A share.", "Share", "AddAssetResponse.data", "RemoveAssetResponse.data") { IsSecret = true },
        new("NewShare", "A share to be made.", "AssetShareParams") { IsRead = false, IsWritten = true, Constant = ("type", "asset"), IsSecret = true },
        new("ShareUpdate", "What to change of a share; what is not set stays.", "UpdateShareParams.data") { IsRead = false, IsWritten = true, IsUpdate = true, IsSecret = true },
        new("Reviewers", "People who review, by their ids or e-mail addresses.", "AddReviewersToShareParams.data.reviewers", "RemoveReviewerParams.data.reviewers") { IsRead = false, IsWritten = true },
        new("Webhook", "A webhook.", "Webhook", "WebhookWithIncludes", "WebhookCreateResponse.data") { IsSecret = true },
        new("NewWebhook", "A webhook to be made.", "WebhookCreateParams.data") { IsRead = false, IsWritten = true },
        new("WebhookUpdate", "What to change of a webhook; what is not set stays.", "WebhookUpdateParams.data") { IsRead = false, IsWritten = true, IsUpdate = true },
        new("CustomAction", "A custom action.", "Action", "ActionWithIncludes", "ActionCreateResponse.data") { IsSecret = true },
        new("NewCustomAction", "A custom action to be made.", "ActionCreateParams.data") { IsRead = false, IsWritten = true },
        new("CustomActionUpdate", "What to change of a custom action; what is not set stays.", "ActionUpdateParams.data") { IsRead = false, IsWritten = true, IsUpdate = true },
        new("Group", "A group of users.", "GroupCommon", "GroupCommonWithIncludes", "SyncGroupWithIncludes"),
        new("NewGroup", "A group to be made.", "CreateGroupParams.data") { IsRead = false, IsWritten = true },
        new("GroupUpdate", "What to change of a group; what is not set stays.", "UpdateGroupParams.data") { IsRead = false, IsWritten = true, IsUpdate = true },
        new("FieldDefinition", "A metadata field that an account has defined.", [.. FieldKinds.Select(kind => kind + "Definition"), .. FieldKinds.Select(kind => kind + "DefinitionWithIncludes")]),
        new("FieldConfiguration", "How a metadata field is set up: of these, those that its type has.", [.. Configured.SelectMany(kind => (string[])[$"{kind}Definition.field_configuration", $"{kind}DefinitionParams.field_configuration", $"Update{kind}DefinitionParams.field_configuration"]), "TextDefinition.field_configuration", "LongTextDefinition.field_configuration"]) { IsWritten = true },
        new("FieldOption", "An option of a select field.", ["SelectOption", .. Options("Definition"), .. Options("DefinitionParams"), .. Options("DefinitionParams", "Update")]) { IsWritten = true, NotWritten = ["id"] },
        new("FieldMember", "A user or group of a metadata field.", ["UserValue", .. Members("Definition"), .. Members("DefinitionParams"), .. Members("DefinitionParams", "Update")]) { IsWritten = true },
        new("NewFieldDefinition", "A metadata field to be defined.", [.. FieldKinds.Select(kind => kind + "DefinitionParams")]) { IsRead = false, IsWritten = true },
        new("FieldDefinitionUpdate", "What to change of a metadata field; what is not set stays.", [.. FieldKinds.Select(kind => $"Update{kind}DefinitionParams")]) { IsRead = false, IsWritten = true, IsUpdate = true },
        new("FieldDefinitionFilters", "Which metadata fields are asked for.", "#metadata.field_definitions.index") { IsRead = false, Query = "filters" },
        new("FileMetadata", "The metadata of a file.", "MetadataWithDefinition"),
        new("MetadataField", "A metadata field of a file, and its value.", "TextValue", "IntegerValue", "NumberValue", "BooleanValue", "DateValue", "MultiSelectValue", "SelectValue", "SingleUserValue", "MultiUserValue"),
        new("MetadataChange", "A field, and the value that it shall have.", "BulkUpdateMetadataParams.data.values[]") { IsRead = false, IsWritten = true },
        new("SearchQuery", "What to search for.", "SearchParams") { IsRead = false, IsWritten = true },
        new("SearchFilters", "What to search among.", "SearchParams.filters") { IsRead = false, IsWritten = true },
        new("SearchMatch", "Why something was found: of these, what its <see cref=\"Type\"/> has.",
        [
            .. "Name SourceFilename Project Creator Assignee Format Keywords Status Visual Transcription Comment Rating CommentCount PageCount Duration Filesize AudioSampleRate Notes UploadedAt UpdatedAt DeletedAt InsertedAt FileType BitDepth BitRate Codec Channels FrameRate HasAlphaChannel ColorSpace ResolutionWidth ResolutionHeight DynamicRange".Split(' ').Select(kind => kind + "Match"),
        ]),
        new("ProjectMatchInfo", "A project that a search found.", "ProjectMatch.project", "ProjectMatchInfo"),
        new("TranscriptionSegment", "A piece of a transcription that fits a query.", "TranscriptionMatch.matches[]"),
        new("VisualMatchClip", "A piece of a film that fits a query.", "VisualMatch.clips[]", "VisualMatchClip"),
    ];

    private static IEnumerable<string> Options(string suffix, string prefix = "") => ((string[])["Select", "SelectMulti"]).Select(kind => $"{prefix}{kind}{suffix}.field_configuration.options[]");

    private static IEnumerable<string> Members(string suffix, string prefix = "") => ((string[])["UserSingle", "UserMulti"]).Select(kind => $"{prefix}{kind}{suffix}.field_configuration.custom_members[]");
}
