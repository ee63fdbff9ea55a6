namespace Stagedoor.Server.Clients;

/// <summary>What a credential does on the way to its first call, as the server sees it succeed.</summary>
public enum FirstStep
{
    /// <summary>A person was sent to sign in: an authorization request that was proven, or a code for a device.</summary>
    Authorize = 1,

    /// <summary>The token endpoint issued a token.</summary>
    Token = 2,

    /// <summary><c>GET /v4/me</c> was answered.</summary>
    Call = 3,
}

/// <summary>The port to the first steps of credentials. Each is written once, late: a request that is not the first costs a look into memory (design §8).</summary>
public interface IFirstSteps
{
    /// <summary>Notes in memory that a credential in service did it; it reaches storage within 5 s.</summary>
    void Note(string clientId, FirstStep step, DateTimeOffset at);

    /// <summary>When each was done first; those that were not are missing.</summary>
    ValueTask<IReadOnlyDictionary<FirstStep, DateTimeOffset>> OfAsync(string clientId, CancellationToken cancellation);
}
