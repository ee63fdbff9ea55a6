using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Server.Clients.Authentication;

/// <summary>How a request says which client it is, before anything is proved.</summary>
public sealed record PresentedClient
{
    public string? ClientId { get; init; }
    public Secret? Secret { get; init; }

    /// <summary>The secret came in the query.</summary>
    public bool InQuery { get; init; }
    public string? Address { get; init; }
    public required Dialects Dialect { get; init; }
}

/// <summary>Proves which client speaks, RFC 6749 §2.3. One of the endpoint's shared phases: no grant sees an unproven client.</summary>
public sealed class ClientAuthenticator
{
    /// <summary>
    /// Refuses the unknown, the disabled, a wrong dialect, a public client that sends a secret, a confidential one that sends none or a wrong one. The same number of hash computations and statements
    /// for every refusal. Counts failures per credential and address and per address. Notes the use of the secret for <paramref name="grantType"/>.
    /// </summary>
    public ValueTask<Result<Client>> AuthenticateAsync(PresentedClient presented, string grantType, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The record of a new secret; the value is shown once and not kept.</summary>
    public static (ClientSecret Record, Secret Value) NewSecret(string clientId, string name, Secret? given, DateTimeOffset now, DateTimeOffset? expiresAt) => throw new NotImplementedException();
}
