// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What answers shall include.</summary>
[Flags]
public enum WebhookIncludes
{
    /// <summary>Nothing more than usual.</summary>
    None = 0,

    /// <summary><c>creator</c>.</summary>
    Creator = 1 << 0,
}

internal static class WebhookIncludesText
{
    public static string? Text(this WebhookIncludes flags) => ApiQuery.Joined([flags.HasFlag(WebhookIncludes.Creator) ? "creator" : null]);
}
