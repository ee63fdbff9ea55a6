// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One of the contract's values, or one that this version of the library does not know: <c>new FieldType("…")</c>.</summary>
public readonly record struct FieldType
{
    private readonly string? value;

    /// <summary>From its text.</summary>
    /// <param name="value">The text.</param>
    public FieldType(string value) => this.value = value;

    /// <summary><c>text</c>.</summary>
    public static FieldType Text => new("text");

    /// <summary><c>long_text</c>.</summary>
    public static FieldType LongText => new("long_text");

    /// <summary><c>select</c>.</summary>
    public static FieldType Select => new("select");

    /// <summary><c>select_multi</c>.</summary>
    public static FieldType SelectMulti => new("select_multi");

    /// <summary><c>rating</c>.</summary>
    public static FieldType Rating => new("rating");

    /// <summary><c>number</c>.</summary>
    public static FieldType Number => new("number");

    /// <summary><c>toggle</c>.</summary>
    public static FieldType Toggle => new("toggle");

    /// <summary><c>user_single</c>.</summary>
    public static FieldType UserSingle => new("user_single");

    /// <summary><c>user_multi</c>.</summary>
    public static FieldType UserMulti => new("user_multi");

    /// <summary><c>date</c>.</summary>
    public static FieldType Date => new("date");

    /// <summary><c>users</c>.</summary>
    public static FieldType Users => new("users");

    /// <summary>Its text, as it stands on the wire.</summary>
    public override string ToString() => value ?? "";

    internal static FieldType Read(ref Utf8JsonReader reader) => new(JsonIn.Text(ref reader));

    internal static FieldType? ReadOrNull(ref Utf8JsonReader reader) => JsonIn.TextOrNull(ref reader) is { } text ? new(text) : null;
}
