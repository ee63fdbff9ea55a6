using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.ProfileDeletion;

/// <summary>What the page shows on which a person deletes the account.</summary>
public sealed record DeletionView
{
    public required Person Person { get; init; }

    /// <summary>What somebody has to take over, and what ends.</summary>
    public required IReadOnlyList<Estate> Estates { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}
