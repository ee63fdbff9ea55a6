namespace Stagedoor.Frameio.Paging;

/// <summary>What a list can be asked for.</summary>
public sealed record ListShape
{
    public const int UsualLargest = 100, LargestOfAssets = 500;

    /// <summary>The sorts that the contract names; the first is the usual one. A list without any is sorted as its store does.</summary>
    public IReadOnlyList<string> Sorts { get; init; } = [];

    public int LargestSize { get; init; } = UsualLargest;

    /// <summary>What <c>include</c> may name.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>The names of further query parameters that choose what is in the list.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Those of them that are true or false.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}
