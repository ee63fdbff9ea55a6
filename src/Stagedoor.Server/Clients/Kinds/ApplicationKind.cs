using System.Collections.Immutable;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Clients.Kinds;

/// <summary>What a credential of one kind may do, as data (design §4). A new kind is one more value in <see cref="All"/>.</summary>
public sealed record ApplicationKind
{
    private static readonly ScopeSet PersonScopes =
        ScopeSet.Of(Scope.OpenId, Scope.Email, Scope.Profile, Scope.OfflineAccess, Scope.Roles, Scope.AdobeId, Scope.Address);

    private static readonly ScopeSet ManagementScopes = ScopeSet.Of("adobeio_api", "read_client_secret", "manage_client_secrets", "read_organizations", "additional_info.projectedProductContext", Scope.Manage);

    public static readonly ApplicationKind WebApp = new()
    {
        Name = "web_app",
        Title = "OAuth Web App",
        HasSecret = true,
        ActsAsPerson = true,
        GrantTypes = [GrantType.AuthorizationCode, GrantType.RefreshToken],
        Scopes = PersonScopes.Union(ManagementScopes),
    };

    public static readonly ApplicationKind SinglePageApp = new()
    {
        Name = "single_page_app",
        Title = "Single Page App",
        ActsAsPerson = true,
        PkceAlways = true,
        GrantTypes = [GrantType.AuthorizationCode, GrantType.RefreshToken],
        Scopes = PersonScopes,
    };

    public static readonly ApplicationKind NativeApp = new()
    {
        Name = "native_app",
        Title = "Native App",
        ActsAsPerson = true,
        PkceAlways = true,
        AlwaysAsks = true,
        PrivateUseSchemes = true,
        LoopbackOnAnyPort = true,
        GrantTypes = [GrantType.AuthorizationCode, GrantType.RefreshToken, GrantType.DeviceCode],
        Scopes = PersonScopes,
    };

    public static readonly ApplicationKind ServerToServer = new()
    {
        Name = "server_to_server",
        Title = "Server-to-Server",
        HasSecret = true,
        GrantTypes = [GrantType.ClientCredentials, GrantType.TokenExchange],
        Scopes = ScopeSet.Of(Scope.OpenId, Scope.AdobeId, Scope.FrameServerToServer, Scope.Roles).Union(ManagementScopes),
    };

    public static readonly ImmutableArray<ApplicationKind> All = [WebApp, SinglePageApp, NativeApp, ServerToServer];

    private ApplicationKind()
    {
    }

    /// <summary>The name in seeds, the management API and the database.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people read.</summary>
    public required string Title { get; init; }

    /// <summary>Confidential, RFC 6749 §2.1.</summary>
    public bool HasSecret { get; init; }

    /// <summary>True when its tokens stand for the person who signed in, false for its service account user.</summary>
    public bool ActsAsPerson { get; init; }

    /// <summary>RFC 9700 §2.1.1: public clients always prove their challenge.</summary>
    public bool PkceAlways { get; init; }

    /// <summary>RFC 8252 §8.6: never completes without a click.</summary>
    public bool AlwaysAsks { get; init; }

    /// <summary>RFC 8252 §7.1.</summary>
    public bool PrivateUseSchemes { get; init; }

    /// <summary>RFC 8252 §7.3.</summary>
    public bool LoopbackOnAnyPort { get; init; }

    public required ImmutableArray<string> GrantTypes { get; init; }

    /// <summary>What a credential of this kind may be given; each credential has its own subset.</summary>
    public required ScopeSet Scopes { get; init; }

    /// <summary>Whether a scope is one of those that manage: they open nothing until a system administrator lets the credential.</summary>
    public static bool IsOfManagement(string scope) => ManagementScopes.Contains(scope);

    public bool HasRedirectUris => ActsAsPerson;

    public static ApplicationKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The kind that a scope belongs to alone, for a refusal that names it.</summary>
    public static ApplicationKind? OwnerOf(string scope) => All.Where(kind => kind.Scopes.Contains(scope)).ToList() is [var only] ? only : null;
}
