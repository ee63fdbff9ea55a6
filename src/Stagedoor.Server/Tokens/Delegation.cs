namespace Stagedoor.Server.Tokens;

/// <summary>How a service account comes to act for a person, RFC 8693 §4.1: who acts, and which token of the person was exchanged. What came of the exchange dies with any of them.</summary>
public sealed record Delegation
{
    /// <summary>The acting service account user: <c>act.sub</c>.</summary>
    public required string ActorId { get; init; }
    public required long ActorEpoch { get; init; }

    /// <summary>The application whose token was exchanged.</summary>
    public required string ClientId { get; init; }
    public required long ClientEpoch { get; init; }

    /// <summary>The exchanged token's id, session and family.</summary>
    public required string Jti { get; init; }
    public string? Sid { get; init; }
    public string? FamilyId { get; init; }
}
