// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new WebhookEventType("…")</c>.</summary>
public readonly record struct WebhookEventType
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public WebhookEventType(string value) => this.value = value;

    /// <summary><c>file.created</c>.</summary>
    public static WebhookEventType FileCreated => new("file.created");

    /// <summary><c>file.deleted</c>.</summary>
    public static WebhookEventType FileDeleted => new("file.deleted");

    /// <summary><c>file.ready</c>.</summary>
    public static WebhookEventType FileReady => new("file.ready");

    /// <summary><c>file.updated</c>.</summary>
    public static WebhookEventType FileUpdated => new("file.updated");

    /// <summary><c>file.upload.completed</c>.</summary>
    public static WebhookEventType FileUploadCompleted => new("file.upload.completed");

    /// <summary><c>file.versioned</c>.</summary>
    public static WebhookEventType FileVersioned => new("file.versioned");

    /// <summary><c>file.copied</c>.</summary>
    public static WebhookEventType FileCopied => new("file.copied");

    /// <summary><c>folder.created</c>.</summary>
    public static WebhookEventType FolderCreated => new("folder.created");

    /// <summary><c>folder.deleted</c>.</summary>
    public static WebhookEventType FolderDeleted => new("folder.deleted");

    /// <summary><c>folder.updated</c>.</summary>
    public static WebhookEventType FolderUpdated => new("folder.updated");

    /// <summary><c>folder.copied</c>.</summary>
    public static WebhookEventType FolderCopied => new("folder.copied");

    /// <summary><c>comment.completed</c>.</summary>
    public static WebhookEventType CommentCompleted => new("comment.completed");

    /// <summary><c>comment.created</c>.</summary>
    public static WebhookEventType CommentCreated => new("comment.created");

    /// <summary><c>comment.deleted</c>.</summary>
    public static WebhookEventType CommentDeleted => new("comment.deleted");

    /// <summary><c>comment.uncompleted</c>.</summary>
    public static WebhookEventType CommentUncompleted => new("comment.uncompleted");

    /// <summary><c>comment.updated</c>.</summary>
    public static WebhookEventType CommentUpdated => new("comment.updated");

    /// <summary><c>customfield.created</c>.</summary>
    public static WebhookEventType CustomfieldCreated => new("customfield.created");

    /// <summary><c>customfield.updated</c>.</summary>
    public static WebhookEventType CustomfieldUpdated => new("customfield.updated");

    /// <summary><c>customfield.deleted</c>.</summary>
    public static WebhookEventType CustomfieldDeleted => new("customfield.deleted");

    /// <summary><c>metadata.value.updated</c>.</summary>
    public static WebhookEventType MetadataValueUpdated => new("metadata.value.updated");

    /// <summary><c>project.created</c>.</summary>
    public static WebhookEventType ProjectCreated => new("project.created");

    /// <summary><c>project.deleted</c>.</summary>
    public static WebhookEventType ProjectDeleted => new("project.deleted");

    /// <summary><c>project.updated</c>.</summary>
    public static WebhookEventType ProjectUpdated => new("project.updated");

    /// <summary><c>collection.created</c>.</summary>
    public static WebhookEventType CollectionCreated => new("collection.created");

    /// <summary><c>collection.updated</c>.</summary>
    public static WebhookEventType CollectionUpdated => new("collection.updated");

    /// <summary><c>collection.deleted</c>.</summary>
    public static WebhookEventType CollectionDeleted => new("collection.deleted");

    /// <summary><c>share.created</c>.</summary>
    public static WebhookEventType ShareCreated => new("share.created");

    /// <summary><c>share.updated</c>.</summary>
    public static WebhookEventType ShareUpdated => new("share.updated");

    /// <summary><c>share.deleted</c>.</summary>
    public static WebhookEventType ShareDeleted => new("share.deleted");

    /// <summary><c>share.viewed</c>.</summary>
    public static WebhookEventType ShareViewed => new("share.viewed");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static WebhookEventType Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static WebhookEventType? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
