namespace Stagedoor.Server.Tests.Endpoints;

/// <summary>One app per store for the tests of the endpoints, which run one after the other and may move its clock. Failures from this one address are many, so the address's limit is high.</summary>
public sealed class EndpointApps : AppFixture
{
    protected override AppOptions Options => new() { Settings = new Dictionary<string, string> { ["Limits:AddressFailuresPerMinute"] = "1000000" } };
}

[CollectionDefinition(Name)]
public sealed class EndpointTests : ICollectionFixture<EndpointApps>
{
    public const string Name = "Endpoints";
}
