using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.ProfilePassword;

/// <summary>What the page shows on which a person sets another password.</summary>
public sealed record PasswordView
{
    public required Person Person { get; init; }

    /// <summary>What was ticked before.</summary>
    public bool Keeps { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}
