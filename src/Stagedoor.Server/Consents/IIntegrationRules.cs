namespace Stagedoor.Server.Consents;

/// <summary>An organization of a person that does not let its people allow an application.</summary>
public sealed record IntegrationBlock(string OrganizationId, string OrganizationName, string ClientId);

/// <summary>What came of asking for applications.</summary>
public enum IntegrationAsk
{
    Asked,

    /// <summary>The person asked before, and nobody decided yet.</summary>
    Before,

    /// <summary>As many of the person's requests are open as may be.</summary>
    TooMany,
}

/// <summary>The port to which applications organizations let their people allow (decision 0033).</summary>
public interface IIntegrationRules
{
    /// <summary>What stands in the way of a person with any of these credentials; empty when nothing does. A person of several organizations needs the word of each: what they allow reaches all of them.</summary>
    ValueTask<IReadOnlyList<IntegrationBlock>> BlocksAsync(string personId, IReadOnlyList<string> clientIds, CancellationToken cancellation);

    /// <summary>The names of system administrators of an organization, a few.</summary>
    ValueTask<IReadOnlyList<string>> AdministratorsAsync(string organizationId, CancellationToken cancellation);

    /// <summary>Puts the blocked applications before the administrators, unless <paramref name="most"/> requests of the person are open.</summary>
    Task<IntegrationAsk> AskAsync(string personId, IReadOnlyList<IntegrationBlock> blocks, int most, DateTimeOffset now, CancellationToken cancellation);
}
