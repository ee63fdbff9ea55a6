// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new ShareAccess("…")</c>.</summary>
public readonly record struct ShareAccess
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public ShareAccess(string value) => this.value = value;

    /// <summary><c>public</c>.</summary>
    public static ShareAccess Public => new("public");

    /// <summary><c>secure</c>.</summary>
    public static ShareAccess Secure => new("secure");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static ShareAccess Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static ShareAccess? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
