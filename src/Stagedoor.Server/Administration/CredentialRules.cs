using System.Collections.Immutable;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Administration;

/// <summary>What a credential of a kind may be given. What the kind forbids is refused with a sentence, wherever it comes from.</summary>
internal static class CredentialRules
{
    public const int MostBetaUsers = 25;

    private const int LongestUri = 2048;

    /// <summary>The settings of a new one.</summary>
    public static Outcome<ClientSettings> New(string clientId, NewCredential wanted, ApplicationKind kind, OfferedApi api, IReadOnlyList<ProductProfile> profiles, string? ownerId)
    {
        if (!api.IsFor(kind)) return Objection.Invalid("kind", "kind_without_api", $"The {api.Title} is for server-to-server credentials.");
        if (kind.ActsAsPerson && wanted.ProductProfiles.Count > 0) return Objection.Invalid("product_profiles", "no_profiles", "Product profiles bound server-to-server credentials only.");
        if (wanted.ProductProfiles.FirstOrDefault(id => !profiles.Any(profile => profile.Id == id)) is not null) return Objection.Invalid("product_profiles", "unknown_profile", "There is no such product profile.");
        var settings = new ClientSettings { OwnerId = ownerId, Scopes = api.UsualFor(kind).Items, ProductProfiles = [.. wanted.ProductProfiles.Distinct(StringComparer.Ordinal)], IsBounded = wanted.ProductProfiles.Count > 0 };
        return Changed(clientId, kind, [api.Name], settings, new() { DefaultRedirectUri = wanted.DefaultRedirectUri ?? "", RedirectUris = wanted.RedirectUris, RedirectUriPatterns = wanted.RedirectUriPatterns });
    }

    public static Outcome<ClientSettings> Changed(string clientId, ApplicationKind kind, IReadOnlyList<string> apis, ClientSettings now, CredentialChange change)
    {
        if (change.RequirePkce == false && (kind.PkceAlways || !kind.ActsAsPerson)) return Objection.Invalid("require_pkce", "pkce_of_web_apps", $"Only a Web App may leave out PKCE; this is a {kind.Title} credential.");
        var settings = now with
        {
            DefaultRedirectUri = change.DefaultRedirectUri is { } standard ? (standard.Trim() is { Length: > 0 } uri ? uri : null) : now.DefaultRedirectUri,
            RedirectUris = Lines(change.RedirectUris) ?? now.RedirectUris,
            RedirectUriPatterns = Lines(change.RedirectUriPatterns) ?? now.RedirectUriPatterns,
            PostLogoutRedirectUris = Lines(change.PostLogoutRedirectUris) ?? now.PostLogoutRedirectUris,
            BackchannelLogoutUri = change.BackchannelLogoutUri is { } notices ? (notices.Trim() is { Length: > 0 } address ? address : null) : now.BackchannelLogoutUri,
            BackchannelLogoutSessionRequired = change.BackchannelLogoutSessionRequired ?? now.BackchannelLogoutSessionRequired,
            Scopes = Lines(change.Scopes) ?? now.Scopes,
            BetaUsers = Lines(change.BetaUsers) ?? now.BetaUsers,
            Status = change.InProduction is { } everyone ? (everyone ? ClientStatus.InProduction : ClientStatus.InDevelopment) : now.Status,
            RequirePkce = change.RequirePkce ?? now.RequirePkce,
        };
        foreach (var given in settings.RedirectUris.Concat(settings.RedirectUriPatterns).Concat(settings.PostLogoutRedirectUris).Append(settings.DefaultRedirectUri ?? ""))
        {
            if (given.Length > LongestUri) return Objection.Invalid("redirect_uris", "bad_redirect_uri", "A redirect URI has at most 2048 characters.", "…");
        }

        if (ClientRedirects.WhatIsWrongWith(clientId, kind, settings) is { } wrong) return Objection.Invalid("redirect_uris", "bad_redirect_uri", wrong, wrong);
        if (BackchannelLogoutAddress.WhatIsWrongWith(kind, settings) is { } unsent) return Objection.Invalid("backchannel_logout_uri", "bad_logout_address", unsent, unsent);
        var offered = OfferedApi.Offered(apis, kind);
        if (settings.Scopes.FirstOrDefault(scope => !offered.Contains(scope) && !now.Scopes.Contains(scope, StringComparer.Ordinal)) is { } foreign)
        {
            return ApplicationKind.OwnerOf(foreign) is { } owner && owner != kind
                ? Objection.Invalid("scopes", "scope_of_another_kind", $"{foreign} belongs to {owner.Title} credentials.", foreign, owner.Title)
                : Objection.Invalid("scopes", "scope_not_offered", $"No API of the project brings {foreign} to a {kind.Title} credential.", foreign);
        }

        if (settings.BetaUsers.Length > MostBetaUsers) return Objection.Limit("too_many_beta_users", $"At most {MostBetaUsers} beta users.", MostBetaUsers);
        if (settings.BetaUsers.FirstOrDefault(address => EmailAddress.WhatIsWrongWith(address) is not null) is { } noAddress) return Objection.Invalid("beta_users", "bad_beta_user", $"{noAddress} is no e-mail address.", noAddress);
        return settings;
    }

    /// <summary>Settings that are given whole, as a seed does: all of them must hold.</summary>
    public static Outcome<ClientSettings> Whole(string clientId, ApplicationKind kind, IReadOnlyList<string> apis, ClientSettings settings) =>
        Changed(clientId, kind, apis, settings with { Scopes = [] }, new() { Scopes = settings.Scopes });

    private static ImmutableArray<string>? Lines(IReadOnlyList<string>? lines) => lines is null ? null : [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0).Distinct(StringComparer.Ordinal)];
}
