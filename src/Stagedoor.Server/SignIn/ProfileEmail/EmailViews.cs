using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.ProfileEmail;

/// <summary>What the page shows on which a person asks for another address.</summary>
public sealed record EmailView
{
    public required Person Person { get; init; }
    public string? Typed { get; init; }
    public string? Problem { get; init; }

    /// <summary>The mail is on its way.</summary>
    public bool Sent { get; init; }
    public required string FormToken { get; init; }
}

/// <summary>What the page behind a link shows: which address becomes whose.</summary>
public sealed record EmailLinkView
{
    /// <summary>Brings the old address back, rather than proving a new one.</summary>
    public required bool IsUndo { get; init; }
    public required Person Person { get; init; }

    /// <summary>The address that will be used.</summary>
    public required string Email { get; init; }

    /// <summary>The link's handle, for the form.</summary>
    public required string Handle { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}
