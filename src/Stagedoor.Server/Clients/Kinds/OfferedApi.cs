using System.Collections.Immutable;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Clients.Kinds;

/// <summary>An API that a project may have, and the scopes that it brings, as data (design §4). A new one is one more value in <see cref="All"/>.</summary>
public sealed record OfferedApi
{
    public static readonly OfferedApi Frameio = new()
    {
        Name = "frameio",
        Title = "Frame.io API",
        Scopes = ScopeSet.Of(Scope.OpenId, Scope.Email, Scope.Profile, Scope.OfflineAccess, Scope.Roles, Scope.AdobeId, Scope.Address, Scope.FrameServerToServer),
        Usual = ScopeSet.Of(Scope.OpenId, Scope.Email, Scope.Profile, Scope.OfflineAccess, Scope.Roles, Scope.AdobeId, Scope.FrameServerToServer),
    };

    public static readonly OfferedApi IoManagement = new()
    {
        Name = "io_management",
        Title = "I/O Management API",
        Scopes = ScopeSet.Of(Scope.OpenId, Scope.AdobeId, "adobeio_api", "read_client_secret", "manage_client_secrets", "read_organizations", "additional_info.projectedProductContext"),
        Usual = ScopeSet.Of(Scope.OpenId, Scope.AdobeId, "adobeio_api", "read_client_secret", "manage_client_secrets"),
    };

    public static readonly OfferedApi StagedoorManagement = new()
    {
        Name = "stagedoor_management",
        Title = "Stagedoor Management API",
        Scopes = ScopeSet.Of(Scope.OpenId, Scope.Manage),
        Usual = ScopeSet.Of(Scope.OpenId, Scope.Manage),
    };

    public static readonly ImmutableArray<OfferedApi> All = [Frameio, IoManagement, StagedoorManagement];

    private OfferedApi()
    {
    }

    /// <summary>The name in seeds, the management API and the database.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people read.</summary>
    public required string Title { get; init; }
    public required ScopeSet Scopes { get; init; }

    /// <summary>What a new credential gets of it, unless it says otherwise.</summary>
    public required ScopeSet Usual { get; init; }

    /// <summary>Whether a credential of the kind can use it at all: more than to say who somebody is.</summary>
    public bool IsFor(ApplicationKind kind) => this == Frameio || !kind.ActsAsPerson;

    public ScopeSet UsualFor(ApplicationKind kind) => ScopeSet.Of([.. Usual.Items.Where(kind.Scopes.Contains).Where(scope => kind.ActsAsPerson || scope != Scope.Roles)]);

    public static OfferedApi? Find(string name) => All.FirstOrDefault(api => api.Name == name);

    /// <summary>What the APIs of a project bring to a credential of a kind.</summary>
    public static ScopeSet Offered(IEnumerable<string> apis, ApplicationKind kind) => ScopeSet.Of([.. apis.Select(Find).OfType<OfferedApi>().SelectMany(api => api.Scopes.Items).Distinct().Where(kind.Scopes.Contains)]);
}
