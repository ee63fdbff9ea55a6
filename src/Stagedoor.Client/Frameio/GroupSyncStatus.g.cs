// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new GroupSyncStatus("…")</c>.</summary>
public readonly record struct GroupSyncStatus
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public GroupSyncStatus(string value) => this.value = value;

    /// <summary><c>not_started</c>.</summary>
    public static GroupSyncStatus NotStarted => new("not_started");

    /// <summary><c>in_progress</c>.</summary>
    public static GroupSyncStatus InProgress => new("in_progress");

    /// <summary><c>completed</c>.</summary>
    public static GroupSyncStatus Completed => new("completed");

    /// <summary><c>error</c>.</summary>
    public static GroupSyncStatus Error => new("error");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static GroupSyncStatus Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static GroupSyncStatus? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
