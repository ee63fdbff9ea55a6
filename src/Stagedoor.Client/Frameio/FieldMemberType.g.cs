// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new FieldMemberType("…")</c>.</summary>
public readonly record struct FieldMemberType
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public FieldMemberType(string value) => this.value = value;

    /// <summary><c>user</c>.</summary>
    public static FieldMemberType User => new("user");

    /// <summary><c>account_user_group</c>.</summary>
    public static FieldMemberType AccountUserGroup => new("account_user_group");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static FieldMemberType Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static FieldMemberType? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
