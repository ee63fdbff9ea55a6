namespace Stagedoor.Oracles.Tests;

/// <summary>A server that answers the same questions: where its endpoints and its two clients are.</summary>
public sealed record Oracle(string Name, Uri Address, string Token, string Revoke, string Introspect, SeedClient Machine, SeedClient Web)
{
    public string Path(string endpoint) => endpoint switch
    {
        "token" => Token,
        "revoke" => Revoke,
        _ => Introspect,
    };
}
