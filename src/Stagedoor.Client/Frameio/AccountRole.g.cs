// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new AccountRole("…")</c>.</summary>
public readonly record struct AccountRole
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public AccountRole(string value) => this.value = value;

    /// <summary><c>admin</c>.</summary>
    public static AccountRole Admin => new("admin");

    /// <summary><c>member</c>.</summary>
    public static AccountRole Member => new("member");

    /// <summary><c>owner</c>.</summary>
    public static AccountRole Owner => new("owner");

    /// <summary><c>reviewer</c>.</summary>
    public static AccountRole Reviewer => new("reviewer");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static AccountRole Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static AccountRole? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
