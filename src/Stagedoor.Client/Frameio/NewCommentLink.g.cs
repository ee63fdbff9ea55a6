// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>An address for a piece of a comment's text.</summary>
public sealed record NewCommentLink
{
    /// <summary>End index of link text.</summary>
    public required int EndIndex { get; init; }

    /// <summary>Start index of link text.</summary>
    public required int StartIndex { get; init; }

    /// <summary>Link URL.</summary>
    public required string Url { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("end_index", EndIndex);
        writer.Member("start_index", StartIndex);
        writer.Member("url", Url);
        writer.WriteEndObject();
    }
}
