// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new SearchResultType("…")</c>.</summary>
public readonly record struct SearchResultType
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public SearchResultType(string value) => this.value = value;

    /// <summary><c>file_result</c>.</summary>
    public static SearchResultType FileResult => new("file_result");

    /// <summary><c>folder_result</c>.</summary>
    public static SearchResultType FolderResult => new("folder_result");

    /// <summary><c>version_stack_result</c>.</summary>
    public static SearchResultType VersionStackResult => new("version_stack_result");

    /// <summary><c>project_result</c>.</summary>
    public static SearchResultType ProjectResult => new("project_result");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static SearchResultType Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static SearchResultType? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
