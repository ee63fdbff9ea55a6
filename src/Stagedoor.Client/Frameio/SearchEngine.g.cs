// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new SearchEngine("…")</c>.</summary>
public readonly record struct SearchEngine
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public SearchEngine(string value) => this.value = value;

    /// <summary><c>lexical</c>.</summary>
    public static SearchEngine Lexical => new("lexical");

    /// <summary><c>nlp</c>.</summary>
    public static SearchEngine Nlp => new("nlp");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static SearchEngine Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static SearchEngine? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
