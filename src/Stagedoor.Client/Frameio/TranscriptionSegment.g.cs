// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A piece of a transcription that fits a query.</summary>
public sealed record TranscriptionSegment
{
    /// <summary>Transcription segment ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>The small portion of the transcription that is a match for the search query.</summary>
    public IReadOnlyList<string> Snippets { get; init; } = [];

    /// <summary>The terms in the search query that are a match for the result's transcription.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static TranscriptionSegment Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        IReadOnlyList<string> snippets = [];
        IReadOnlyList<string> terms = [];
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "snippets"u8)) snippets = JsonIn.List(ref reader, JsonIn.Text);
            else if (JsonIn.Is(ref reader, "terms"u8)) terms = JsonIn.List(ref reader, JsonIn.Text);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Snippets = snippets,
            Terms = terms,
            More = more,
        };
    }
}
