// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What answers shall include.</summary>
[Flags]
public enum CommentIncludes
{
    /// <summary>Nothing more than usual.</summary>
    None = 0,

    /// <summary><c>owner</c>.</summary>
    Owner = 1 << 0,

    /// <summary><c>replies</c>.</summary>
    Replies = 1 << 1,
}

internal static class CommentIncludesText
{
    public static string? Text(this CommentIncludes flags) => ApiQuery.Joined([flags.HasFlag(CommentIncludes.Owner) ? "owner" : null, flags.HasFlag(CommentIncludes.Replies) ? "replies" : null]);
}
