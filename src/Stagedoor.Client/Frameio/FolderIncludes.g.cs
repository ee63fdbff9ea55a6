// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What answers shall include.</summary>
[Flags]
public enum FolderIncludes
{
    /// <summary>Nothing more than usual.</summary>
    None = 0,

    /// <summary><c>creator</c>.</summary>
    Creator = 1 << 0,

    /// <summary><c>project</c>.</summary>
    Project = 1 << 1,

    /// <summary><c>metadata</c>.</summary>
    Metadata = 1 << 2,
}

internal static class FolderIncludesText
{
    public static string? Text(this FolderIncludes flags) => ApiQuery.Joined([flags.HasFlag(FolderIncludes.Creator) ? "creator" : null, flags.HasFlag(FolderIncludes.Project) ? "project" : null, flags.HasFlag(FolderIncludes.Metadata) ? "metadata" : null]);
}
