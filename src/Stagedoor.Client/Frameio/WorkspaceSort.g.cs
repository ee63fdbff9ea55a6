// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new WorkspaceSort("…")</c>.</summary>
public readonly record struct WorkspaceSort
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public WorkspaceSort(string value) => this.value = value;

    /// <summary><c>name_asc</c>.</summary>
    public static WorkspaceSort NameAscending => new("name_asc");

    /// <summary><c>created_at_asc</c>.</summary>
    public static WorkspaceSort CreatedAtAscending => new("created_at_asc");

    /// <summary><c>name_desc</c>.</summary>
    public static WorkspaceSort NameDescending => new("name_desc");

    /// <summary><c>created_at_desc</c>.</summary>
    public static WorkspaceSort CreatedAtDescending => new("created_at_desc");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static WorkspaceSort Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static WorkspaceSort? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
