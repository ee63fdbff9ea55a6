// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new ProjectStatus("…")</c>.</summary>
public readonly record struct ProjectStatus
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public ProjectStatus(string value) => this.value = value;

    /// <summary><c>active</c>.</summary>
    public static ProjectStatus Active => new("active");

    /// <summary><c>inactive</c>.</summary>
    public static ProjectStatus Inactive => new("inactive");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static ProjectStatus Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static ProjectStatus? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
