using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.Recovery;

/// <summary>What the page shows on which a person says that the password is lost.</summary>
public sealed record AskView(Way Way, string? Problem, string FormToken);

/// <summary>What is shown when a request was taken: the same whether or not somebody has the address.</summary>
public sealed record SentView(string Email, bool HasOutbox);

/// <summary>What the page shows on which a new password is set.</summary>
public sealed record PasswordView
{
    public required Person Person { get; init; }
    public required string Handle { get; init; }
    public required Way Way { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }

    /// <summary>Whether the person may keep what is open: not where the address was never proven, because it may be a stranger's.</summary>
    public bool MayKeep => Person.EmailVerified;
}

/// <summary>What the page shows on which a lost second factor is reported, and later, by the link, taken off.</summary>
public sealed record FactorView
{
    public required Person Person { get; init; }

    /// <summary>The link's handle; null before the mail.</summary>
    public string? Handle { get; init; }
    public required Way Way { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}

/// <summary>What is shown at the end: <paramref name="What"/> begins the names of its texts.</summary>
public sealed record DoneView(string What, Way Way);
