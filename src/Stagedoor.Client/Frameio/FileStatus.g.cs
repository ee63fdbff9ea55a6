// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new FileStatus("…")</c>.</summary>
public readonly record struct FileStatus
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public FileStatus(string value) => this.value = value;

    /// <summary><c>created</c>.</summary>
    public static FileStatus Created => new("created");

    /// <summary><c>transcoded</c>.</summary>
    public static FileStatus Transcoded => new("transcoded");

    /// <summary><c>uploaded</c>.</summary>
    public static FileStatus Uploaded => new("uploaded");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static FileStatus Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static FileStatus? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
