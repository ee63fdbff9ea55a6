using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>One thing that a search found: an asset or a project, and why it was found.</summary>
public sealed record SearchResult
{
    /// <summary>What kind of result it is.</summary>
    public SearchResultType Type { get; init; }

    /// <summary>The file, folder or version stack that was found.</summary>
    public Asset? Asset { get; init; }

    /// <summary>The project that was found.</summary>
    public Project? Project { get; init; }

    /// <summary>What in it fits the query.</summary>
    public IReadOnlyList<SearchMatch> Matches { get; init; } = [];

    /// <summary>What the answer held besides; of a kind of result that nobody knows yet, the result itself.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static SearchResult Read(ref Utf8JsonReader reader)
    {
        // What the result is stands beside it, before or after.
        var type = new SearchResultType(JsonIn.Peek(reader, "type"u8) ?? "");
        var isAsset = type == SearchResultType.FileResult || type == SearchResultType.FolderResult || type == SearchResultType.VersionStackResult;
        Asset? asset = null;
        Project? project = null;
        IReadOnlyList<SearchMatch> matches = [];
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "type"u8)) continue;
            if (JsonIn.Is(ref reader, "matches"u8)) matches = JsonIn.List(ref reader, SearchMatch.Read);
            else if (isAsset && JsonIn.Is(ref reader, "result"u8)) asset = JsonIn.OrNull(ref reader, Asset.Read);
            else if (type == SearchResultType.ProjectResult && JsonIn.Is(ref reader, "result"u8)) project = JsonIn.OrNull(ref reader, Project.Read);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new() { Type = type, Asset = asset, Project = project, Matches = matches, More = more };
    }
}
