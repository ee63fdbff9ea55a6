// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new CopyComments("…")</c>.</summary>
public readonly record struct CopyComments
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public CopyComments(string value) => this.value = value;

    /// <summary><c>none</c>.</summary>
    public static CopyComments None => new("none");

    /// <summary><c>internal</c>.</summary>
    public static CopyComments Internal => new("internal");

    /// <summary><c>public</c>.</summary>
    public static CopyComments Public => new("public");

    /// <summary><c>all</c>.</summary>
    public static CopyComments All => new("all");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static CopyComments Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static CopyComments? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
