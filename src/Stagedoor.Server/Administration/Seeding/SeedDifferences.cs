using Stagedoor.Server.Clients;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Seeds;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Administration.Seeding;

/// <summary>What of a thing that is there is otherwise than a seed says, by the seed's names.</summary>
internal static class SeedDifferences
{
    public static IEnumerable<string> Of(SeedProject seed, Project known)
    {
        if (seed.Name != known.Name) yield return "name";
        if (!known.Apis.ToHashSet().SetEquals(seed.Apis)) yield return "apis";
    }

    public static IEnumerable<string> Of(SeedServiceAccount? seed, ServiceAccount known)
    {
        if (seed is null) yield break;
        if (seed.Name is { } name && name.Trim() != known.Name) yield return "name";
        if (seed.Description is { } description && description != known.Description) yield return "description";
        if (seed.AccountRole != known.AccountRole) yield return "account_role";
    }

    public static IEnumerable<string> Of(SeedCredential seed, ClientSettings wanted, CredentialCard card)
    {
        var now = card.Client.Settings;
        (string Name, bool Same)[] members =
        [
            ("kind", seed.Kind == card.Client.Kind.Name),
            ("name", seed.Name == card.Client.Name),
            ("description", wanted.Description == now.Description),
            ("publisher", wanted.Publisher == now.Publisher),
            ("owner", seed.Owner is null || wanted.OwnerId == now.OwnerId),
            ("status", wanted.Status == now.Status),
            ("scopes", Same(wanted.Scopes, now.Scopes)),
            ("dialects", wanted.Dialects == now.Dialects),
            ("require_pkce", wanted.RequirePkce == now.RequirePkce),
            ("secret_in_query", wanted.SecretInQuery == now.SecretInQuery),
            ("default_redirect_uri", wanted.DefaultRedirectUri == now.DefaultRedirectUri),
            ("redirect_uris", Same(wanted.RedirectUris, now.RedirectUris)),
            ("redirect_uri_patterns", Same(wanted.RedirectUriPatterns, now.RedirectUriPatterns)),
            ("post_logout_redirect_uris", Same(wanted.PostLogoutRedirectUris, now.PostLogoutRedirectUris)),
            ("beta_users", Same(wanted.BetaUsers, now.BetaUsers)),
            ("resources", Same(wanted.Resources, now.Resources)),
            ("product_profiles", Same(wanted.ProductProfiles, now.ProductProfiles)),
            ("access_token_lifetime", wanted.AccessTokenLifetime == now.AccessTokenLifetime),
            ("refresh_token_sliding_lifetime", wanted.RefreshTokenSlidingLifetime == now.RefreshTokenSlidingLifetime),
            ("refresh_token_absolute_lifetime", wanted.RefreshTokenAbsoluteLifetime == now.RefreshTokenAbsoluteLifetime),
            ("refresh_retry_window", wanted.RefreshRetryWindow == now.RefreshRetryWindow),
            ("access_token_algorithm", wanted.AccessTokenAlgorithm == now.AccessTokenAlgorithm),
            ("id_token_algorithm", wanted.IdTokenAlgorithm == now.IdTokenAlgorithm),
        ];
        return members.Where(member => !member.Same).Select(member => member.Name);
    }

    private static bool Same(IEnumerable<string> wanted, IEnumerable<string> now) => wanted.ToHashSet(StringComparer.Ordinal).SetEquals(now);
}
