// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new MemberOptions("…")</c>.</summary>
public readonly record struct MemberOptions
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public MemberOptions(string value) => this.value = value;

    /// <summary><c>all_project_members</c>.</summary>
    public static MemberOptions AllProjectMembers => new("all_project_members");

    /// <summary><c>custom</c>.</summary>
    public static MemberOptions Custom => new("custom");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static MemberOptions Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static MemberOptions? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
