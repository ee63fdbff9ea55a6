using Stagedoor.Server.Factors;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.ProfileSecurity;

/// <summary>What the page shows of the ways in which a person signs in.</summary>
public sealed record SecurityView
{
    public required Person Person { get; init; }
    public required PersonFactors Factors { get; init; }
    public required IReadOnlyList<RememberedDevice> Remembered { get; init; }
    public string? Problem { get; init; }
    public string? Done { get; init; }
    public required string FormToken { get; init; }
}
