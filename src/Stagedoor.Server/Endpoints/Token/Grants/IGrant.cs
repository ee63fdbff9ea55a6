using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Endpoints.Token.Grants;

/// <summary>What a grant sees of a token request: the client is proved and may use the grant.</summary>
internal sealed record TokenRequest(Parameters Parameters, Client Client, TokenVersion Version, ScopeSet Scopes, string? Address, string RequestId)
{
    public DateTimeOffset Now { get; init; }
}

/// <summary>One grant type. The endpoint has already authenticated the client and checked that it may use this grant; it makes the tokens, and writes audit and answer.</summary>
internal interface IGrant
{
    string GrantType { get; }

    /// <summary>Whether IMS's paths have it.</summary>
    bool IsOfIms => true;

    /// <summary>The scopes that a credential may ask for by it.</summary>
    ScopeSet CeilingOf(Client client) => client.Settings.ScopeSet;

    ValueTask<Result<GrantOutcome>> AuthorizeAsync(TokenRequest request, CancellationToken cancellation);
}
