// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new ReviewerSort("…")</c>.</summary>
public readonly record struct ReviewerSort
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public ReviewerSort(string value) => this.value = value;

    /// <summary><c>name_asc</c>.</summary>
    public static ReviewerSort NameAscending => new("name_asc");

    /// <summary><c>active</c>.</summary>
    public static ReviewerSort Active => new("active");

    /// <summary><c>name_desc</c>.</summary>
    public static ReviewerSort NameDescending => new("name_desc");

    /// <summary><c>inactive</c>.</summary>
    public static ReviewerSort Inactive => new("inactive");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static ReviewerSort Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static ReviewerSort? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
