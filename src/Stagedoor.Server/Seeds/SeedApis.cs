using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Seeds;

/// <summary>The APIs that a seed's project may have, and the scopes that each brings: <see cref="OfferedApi"/>.</summary>
public static class SeedApis
{
    public static readonly string Frameio = OfferedApi.Frameio.Name;

    public static IReadOnlyCollection<string> Names => [.. OfferedApi.All.Select(api => api.Name)];

    public static bool Bring(IEnumerable<string> apis, string scope) => apis.Any(api => OfferedApi.Find(api)?.Scopes.Contains(scope) == true);
}
