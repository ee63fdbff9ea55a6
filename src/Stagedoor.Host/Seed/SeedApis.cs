using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Host.Seed;

/// <summary>The APIs that a project may have, and the scopes that each brings (design §4).</summary>
internal static class SeedApis
{
    public const string Frameio = "frameio";

    private static readonly Dictionary<string, ScopeSet> All = new(StringComparer.Ordinal)
    {
        [Frameio] = ScopeSet.Of(Scope.OpenId, Scope.Email, Scope.Profile, Scope.OfflineAccess, Scope.Roles, Scope.AdobeId, Scope.Address, Scope.FrameServerToServer),
        ["io_management"] = ScopeSet.Of(Scope.OpenId, Scope.AdobeId, "adobeio_api", "read_client_secret", "manage_client_secrets", "read_organizations", "additional_info.projectedProductContext"),
        ["stagedoor_management"] = ScopeSet.Of(Scope.OpenId, Scope.Manage),
    };

    public static IReadOnlyCollection<string> Names => All.Keys;

    public static bool Bring(IEnumerable<string> apis, string scope) => apis.Any(api => All.TryGetValue(api, out var scopes) && scopes.Contains(scope));
}
