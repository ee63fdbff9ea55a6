// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new CommentSort("…")</c>.</summary>
public readonly record struct CommentSort
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public CommentSort(string value) => this.value = value;

    /// <summary><c>owner_asc</c>.</summary>
    public static CommentSort OwnerAscending => new("owner_asc");

    /// <summary><c>owner_desc</c>.</summary>
    public static CommentSort OwnerDescending => new("owner_desc");

    /// <summary><c>completed_at_asc</c>.</summary>
    public static CommentSort CompletedAtAscending => new("completed_at_asc");

    /// <summary><c>completed_at_desc</c>.</summary>
    public static CommentSort CompletedAtDescending => new("completed_at_desc");

    /// <summary><c>created_at_asc</c>.</summary>
    public static CommentSort CreatedAtAscending => new("created_at_asc");

    /// <summary><c>created_at_desc</c>.</summary>
    public static CommentSort CreatedAtDescending => new("created_at_desc");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static CommentSort Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static CommentSort? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
