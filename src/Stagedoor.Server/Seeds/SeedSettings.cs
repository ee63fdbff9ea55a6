using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Seeds;

/// <summary>A seed's credential as the settings that a credential has.</summary>
public static class SeedSettings
{
    private static readonly ClientSettings Usual = new();

    public static ClientSettings Of(SeedCredential credential, string? ownerId, IReadOnlyList<string> profileIds) => new()
    {
        Description = credential.Description,
        Publisher = credential.Publisher,
        OwnerId = ownerId,
        Status = credential.Status == "in_production" ? ClientStatus.InProduction : ClientStatus.InDevelopment,
        Scopes = [.. credential.Scopes],
        Dialects = DialectsOf(credential),
        RequirePkce = credential.RequirePkce,
        SecretInQuery = credential.SecretInQuery,
        DefaultRedirectUri = credential.DefaultRedirectUri,
        RedirectUris = [.. credential.RedirectUris],
        RedirectUriPatterns = [.. credential.RedirectUriPatterns],
        PostLogoutRedirectUris = [.. credential.PostLogoutRedirectUris],
        BackchannelLogoutUri = credential.BackchannelLogoutUri,
        BackchannelLogoutSessionRequired = credential.BackchannelLogoutSessionRequired,
        BetaUsers = [.. credential.BetaUsers],
        Resources = [.. credential.Resources],
        ProductProfiles = [.. profileIds],
        AccessTokenLifetime = credential.AccessTokenLifetime ?? Usual.AccessTokenLifetime,
        RefreshTokenSlidingLifetime = credential.RefreshTokenSlidingLifetime ?? Usual.RefreshTokenSlidingLifetime,
        RefreshTokenAbsoluteLifetime = credential.RefreshTokenAbsoluteLifetime ?? Usual.RefreshTokenAbsoluteLifetime,
        RefreshRetryWindow = credential.RefreshRetryWindow ?? Usual.RefreshRetryWindow,
        AccessTokenAlgorithm = credential.AccessTokenAlgorithm ?? Usual.AccessTokenAlgorithm,
        IdTokenAlgorithm = credential.IdTokenAlgorithm ?? Usual.IdTokenAlgorithm,
    };

    private static Dialects DialectsOf(SeedCredential credential) => credential.Dialects is null ? Usual.Dialects
        : (credential.Dialects.Contains("ims") ? Dialects.Ims : Dialects.None) | (credential.Dialects.Contains("standard") ? Dialects.Standard : Dialects.None);
}
