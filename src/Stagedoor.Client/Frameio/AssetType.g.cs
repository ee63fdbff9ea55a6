// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new AssetType("…")</c>.</summary>
public readonly record struct AssetType
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public AssetType(string value) => this.value = value;

    /// <summary><c>file</c>.</summary>
    public static AssetType File => new("file");

    /// <summary><c>folder</c>.</summary>
    public static AssetType Folder => new("folder");

    /// <summary><c>version_stack</c>.</summary>
    public static AssetType VersionStack => new("version_stack");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static AssetType Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static AssetType? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
