// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>An address in a comment's text.</summary>
public sealed record CommentLink
{
    /// <summary>End index of link text.</summary>
    public long EndIndex { get; init; }

    /// <summary>Start index of link text.</summary>
    public int StartIndex { get; init; }

    /// <summary>Link text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Link URL.</summary>
    public string Url { get; init; } = "";

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static CommentLink Read(ref Utf8JsonReader reader)
    {
        long endIndex = 0;
        int startIndex = 0;
        string text = "";
        string url = "";
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "end_index"u8)) endIndex = JsonIn.Long(ref reader);
            else if (JsonIn.Is(ref reader, "start_index"u8)) startIndex = JsonIn.Int(ref reader);
            else if (JsonIn.Is(ref reader, "text"u8)) text = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "url"u8)) url = JsonIn.Text(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            EndIndex = endIndex,
            StartIndex = startIndex,
            Text = text,
            Url = url,
            More = more,
        };
    }
}
