using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Resources.Search;

/// <summary>What was found: an asset or a project, and why.</summary>
public sealed record SearchHit
{
    public required Guid Id { get; init; }

    /// <summary>The asset's type; null for a project.</summary>
    public string? AssetType { get; init; }

    public required string Name { get; init; }

    public required Guid ProjectId { get; init; }

    public Guid? ParentId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required bool NameMatches { get; init; }

    /// <summary>Some of the comments that match, oldest first.</summary>
    public IReadOnlyList<(Guid Id, string Text)> Comments { get; init; } = [];
}

/// <summary>Which kinds of results are asked for.</summary>
public sealed record SearchKinds(bool FilesAndVersionStacks, bool Folders, bool Projects);

/// <summary>The port to the database's full-text search, over names and comments.</summary>
public interface ISearchStore
{
    /// <summary>What the viewer sees and nothing else, newest first: what one may not see is left out by the statement itself, and not counted.</summary>
    ValueTask<Page<SearchHit>> FindAsync(Viewer viewer, SearchTerms terms, SearchKinds kinds, PageQuery query, CancellationToken cancellation);
}
