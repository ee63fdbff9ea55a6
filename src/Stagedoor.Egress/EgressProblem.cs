namespace Stagedoor.Egress;

/// <summary>Why a request did not leave, or brought nothing back.</summary>
public enum EgressProblem
{
    /// <summary>The address is none that we send to: see <see cref="Destination"/>.</summary>
    BadAddress,

    /// <summary>The name has no address.</summary>
    UnknownName,

    /// <summary>The name leads to an address that is not public.</summary>
    NotPublic,

    /// <summary>Nobody took the connection, or it broke.</summary>
    Unreachable,

    /// <summary>The receiver's certificate is not trusted for its name.</summary>
    Untrusted,

    TooSlow,

    TooLarge,

    /// <summary>More redirects than allowed, or one that leads nowhere.</summary>
    Redirected,

    /// <summary>An answer that is no success.</summary>
    Refused,
}

/// <summary>Thrown while a download is read; everything before that is a value.</summary>
public sealed class EgressException : IOException
{
    public EgressException()
    {
    }

    public EgressException(string message) : base(message)
    {
    }

    public EgressException(string message, Exception inner) : base(message, inner)
    {
    }

    public EgressException(EgressProblem problem) : base($"the request to the outside failed: {problem}") => Problem = problem;

    public EgressProblem Problem { get; } = EgressProblem.Unreachable;
}
