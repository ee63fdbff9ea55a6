// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new UserSort("…")</c>.</summary>
public readonly record struct UserSort
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public UserSort(string value) => this.value = value;

    /// <summary><c>role_asc</c>.</summary>
    public static UserSort RoleAscending => new("role_asc");

    /// <summary><c>role_desc</c>.</summary>
    public static UserSort RoleDescending => new("role_desc");

    /// <summary><c>name_asc</c>.</summary>
    public static UserSort NameAscending => new("name_asc");

    /// <summary><c>name_desc</c>.</summary>
    public static UserSort NameDescending => new("name_desc");

    /// <summary><c>email_asc</c>.</summary>
    public static UserSort EmailAscending => new("email_asc");

    /// <summary><c>email_desc</c>.</summary>
    public static UserSort EmailDescending => new("email_desc");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static UserSort Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static UserSort? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
