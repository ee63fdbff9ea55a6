using System.Collections.Immutable;

namespace Stagedoor.Protocol.OAuth;

/// <summary>What <see cref="RedirectUris.Judge"/> found: whether answers may go to a URI, and otherwise what keeps them.</summary>
public sealed record RedirectVerdict
{
    public bool Matches => Differences.IsEmpty;

    /// <summary>The registered URI or pattern that it matches, else the nearest; null where it was compared with none.</summary>
    public string? Registered { get; init; }

    /// <summary>What differs from that one; empty where it matches.</summary>
    public ImmutableArray<RedirectDifference> Differences { get; init; } = [];

    /// <summary>Why no client of this kind and status may have it, as the end of a sentence.</summary>
    public string? Reason { get; init; }
}

/// <summary>What is not as it was registered.</summary>
public enum RedirectDifference
{
    /// <summary>It is not written the one way that is compared.</summary>
    NotCanonical,

    /// <summary>The kind of the client, or its status, does not allow it.</summary>
    Forbidden,

    /// <summary>There is none to compare it with.</summary>
    NothingRegistered,
    Scheme,
    Host,
    Port,
    Path,

    /// <summary>The path is the same but for upper and lower case.</summary>
    Case,

    /// <summary>The path is the same but for a slash at its end.</summary>
    TrailingSlash,
    Query,

    /// <summary>Path and query are not what the pattern's expression describes.</summary>
    Expression,
}
