// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>An option of a select field.</summary>
public sealed record FieldOption
{
    /// <summary>Option ID.</summary>
    public FrameioId? Id { get; init; }

    /// <summary>Color value hex code for the <c>display_name</c>. ex: #fbd400.</summary>
    public string? Color { get; init; }

    /// <summary>Option display name.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static FieldOption Read(ref Utf8JsonReader reader)
    {
        FrameioId? id = null;
        string? color = null;
        string displayName = "";
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "color"u8)) color = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "display_name"u8)) displayName = JsonIn.Text(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Color = color,
            DisplayName = displayName,
            More = more,
        };
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("color", Color);
        writer.Member("display_name", DisplayName);
        writer.WriteEndObject();
    }
}
