namespace Stagedoor.Frameio.Deliveries;

/// <summary>The events that a webhook can ask for, by the contract's names.</summary>
public static class WebhookEvents
{
    public static IReadOnlyList<string> All { get; } =
    [
        "file.created", "file.deleted", "file.ready", "file.updated", "file.upload.completed", "file.versioned", "file.copied",
        "folder.created", "folder.deleted", "folder.updated", "folder.copied",
        "comment.completed", "comment.created", "comment.deleted", "comment.uncompleted", "comment.updated",
        "customfield.created", "customfield.updated", "customfield.deleted", "metadata.value.updated",
        "project.created", "project.deleted", "project.updated",
        "collection.created", "collection.updated", "collection.deleted",
        "share.created", "share.updated", "share.deleted", "share.viewed",
    ];

    /// <summary>The type of the resource in an event's body: the event's first word; a metadata value is a file's.</summary>
    public static string ResourceOf(string name) => name.StartsWith("metadata.", StringComparison.Ordinal) ? "file" : name[..name.IndexOf('.', StringComparison.Ordinal)];
}
