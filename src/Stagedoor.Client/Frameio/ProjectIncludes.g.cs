// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What answers shall include.</summary>
[Flags]
public enum ProjectIncludes
{
    /// <summary>Nothing more than usual.</summary>
    None = 0,

    /// <summary><c>owner</c>.</summary>
    Owner = 1 << 0,
}

internal static class ProjectIncludesText
{
    public static string? Text(this ProjectIncludes flags) => ApiQuery.Joined([flags.HasFlag(ProjectIncludes.Owner) ? "owner" : null]);
}
