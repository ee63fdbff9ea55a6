// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A user who is named in a comment's text.</summary>
public sealed record Mention
{
    /// <summary>End index of mention text.</summary>
    public long EndIndex { get; init; }

    /// <summary>Start index of mention text.</summary>
    public long StartIndex { get; init; }

    /// <summary>Mention text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Mentioned user ID.</summary>
    public FrameioId UserId { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static Mention Read(ref Utf8JsonReader reader)
    {
        long endIndex = 0;
        long startIndex = 0;
        string text = "";
        FrameioId userId = default;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "end_index"u8)) endIndex = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "start_index"u8)) startIndex = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "text"u8)) text = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "user_id"u8)) userId = JsonIn.Id(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            EndIndex = endIndex,
            StartIndex = startIndex,
            Text = text,
            UserId = userId,
            More = more,
        };
    }
}
