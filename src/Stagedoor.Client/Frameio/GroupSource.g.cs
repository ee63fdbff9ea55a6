// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new GroupSource("…")</c>.</summary>
public readonly record struct GroupSource
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public GroupSource(string value) => this.value = value;

    /// <summary><c>frame</c>.</summary>
    public static GroupSource Frame => new("frame");

    /// <summary><c>adobe</c>.</summary>
    public static GroupSource Adobe => new("adobe");

    /// <summary><c>workfront</c>.</summary>
    public static GroupSource Workfront => new("workfront");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static GroupSource Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static GroupSource? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
