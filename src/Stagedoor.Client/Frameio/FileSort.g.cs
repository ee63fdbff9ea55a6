// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new FileSort("…")</c>.</summary>
public readonly record struct FileSort
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public FileSort(string value) => this.value = value;

    /// <summary><c>name_asc</c>.</summary>
    public static FileSort NameAscending => new("name_asc");

    /// <summary><c>created_at_asc</c>.</summary>
    public static FileSort CreatedAtAscending => new("created_at_asc");

    /// <summary><c>updated_at_asc</c>.</summary>
    public static FileSort UpdatedAtAscending => new("updated_at_asc");

    /// <summary><c>file_size_asc</c>.</summary>
    public static FileSort FileSizeAscending => new("file_size_asc");

    /// <summary><c>name_desc</c>.</summary>
    public static FileSort NameDescending => new("name_desc");

    /// <summary><c>created_at_desc</c>.</summary>
    public static FileSort CreatedAtDescending => new("created_at_desc");

    /// <summary><c>updated_at_desc</c>.</summary>
    public static FileSort UpdatedAtDescending => new("updated_at_desc");

    /// <summary><c>file_size_desc</c>.</summary>
    public static FileSort FileSizeDescending => new("file_size_desc");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static FileSort Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static FileSort? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
