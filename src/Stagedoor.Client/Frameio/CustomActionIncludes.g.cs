// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What answers shall include.</summary>
[Flags]
public enum CustomActionIncludes
{
    /// <summary>Nothing more than usual.</summary>
    None = 0,

    /// <summary><c>creator</c>.</summary>
    Creator = 1 << 0,
}

internal static class CustomActionIncludesText
{
    public static string? Text(this CustomActionIncludes flags) => ApiQuery.Joined([flags.HasFlag(CustomActionIncludes.Creator) ? "creator" : null]);
}
