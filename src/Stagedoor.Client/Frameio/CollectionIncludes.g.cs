// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What answers shall include.</summary>
[Flags]
public enum CollectionIncludes
{
    /// <summary>Nothing more than usual.</summary>
    None = 0,

    /// <summary><c>creator</c>.</summary>
    Creator = 1 << 0,

    /// <summary><c>project</c>.</summary>
    Project = 1 << 1,

    /// <summary><c>shares</c>.</summary>
    Shares = 1 << 2,
}

internal static class CollectionIncludesText
{
    public static string? Text(this CollectionIncludes flags) => ApiQuery.Joined([flags.HasFlag(CollectionIncludes.Creator) ? "creator" : null, flags.HasFlag(CollectionIncludes.Project) ? "project" : null, flags.HasFlag(CollectionIncludes.Shares) ? "shares" : null]);
}
