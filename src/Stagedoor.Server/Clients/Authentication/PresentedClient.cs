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
