using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Seeds;

/// <summary>The rules of a credential in a seed: those of its kind.</summary>
internal static class SeedCredentialCheck
{
    private const int MostSecrets = 5, MostBetaUsers = 25, MostResources = 20, LongestText = 500;

    private static readonly string[] Algorithms = ["ES256", "RS256"];

    /// <summary>Ends of sentences; each begins where the credential's place ends.</summary>
    public static IEnumerable<string> ErrorsIn(SeedCredential credential, SeedProject project, SeedOrganization organization, bool makesSecrets)
    {
        if (ApplicationKind.Find(credential.Kind) is not { } kind)
        {
            yield return $".kind is none of {string.Join(", ", ApplicationKind.All.Select(known => known.Name))}.";
            yield break;
        }

        foreach (var error in Scopes(credential, project, kind).Concat(Secrets(credential, kind, makesSecrets)).Concat(People(credential, organization)).Concat(Numbers(credential)).Concat(ServiceAccount(credential, kind))) yield return error;
        if (credential.Status is not ("in_development" or "in_production")) yield return ".status is neither in_development nor in_production.";
        if (credential.Dialects is { } dialects && (dialects.Count == 0 || dialects.Any(dialect => dialect is not ("ims" or "standard")))) yield return ".dialects does not hold ims, standard or both.";
        if (credential.Description?.Length > LongestText || credential.Publisher?.Length > LongestText) yield return $" has a text longer than {LongestText} characters.";
        for (var i = 0; i < credential.Resources.Count; i++)
        {
            if (i >= MostResources || !Uri.TryCreate(credential.Resources[i], UriKind.Absolute, out var uri) || uri.Fragment.Length > 0) yield return $".resources[{i}] is not an absolute URI without a fragment.";
        }

        // The rules of addresses stand where they are applied.
        var settings = SeedSettings.Of(credential, null, []);
        if (ClientRedirects.WhatIsWrongWith(credential.ClientId ?? new string('0', 32), kind, settings) is { } wrong) yield return $": {wrong}";
        if (BackchannelLogoutAddress.WhatIsWrongWith(kind, settings) is { } unsent) yield return $": {unsent}";
    }

    private static IEnumerable<string> Scopes(SeedCredential credential, SeedProject project, ApplicationKind kind)
    {
        if (credential.Scopes.Count == 0) yield return ".scopes is empty.";
        for (var i = 0; i < credential.Scopes.Count; i++)
        {
            var scope = credential.Scopes[i];
            if (!kind.Scopes.Contains(scope)) yield return ApplicationKind.OwnerOf(scope) is { } owner ? $".scopes[{i}]: {scope} belongs to {owner.Title} credentials." : $".scopes[{i}] is not a scope of {kind.Title} credentials.";
            else if (!SeedApis.Bring(project.Apis, scope)) yield return $".scopes[{i}]: no API of the project brings {scope}.";
        }
    }

    private static IEnumerable<string> Secrets(SeedCredential credential, ApplicationKind kind, bool makesSecrets)
    {
        if (!kind.HasSecret && credential.ClientSecrets.Count > 0) yield return $".client_secrets: {kind.Title} credentials have none.";
        if (credential.ClientSecrets.Count > MostSecrets) yield return $".client_secrets are more than {MostSecrets}.";
        if (credential.ClientSecrets.Select(secret => secret.Name).Distinct(StringComparer.Ordinal).Count() != credential.ClientSecrets.Count) yield return ".client_secrets holds a name twice.";
        for (var i = 0; i < credential.ClientSecrets.Count; i++)
        {
            var secret = credential.ClientSecrets[i];
            if (secret.Name.Trim().Length is 0 or > 100) yield return $".client_secrets[{i}].name is not 1 to 100 characters.";
            if (secret.Value is null)
            {
                if (!makesSecrets) yield return $".client_secrets[{i}].value is missing.";
                continue;
            }

            if (secret.Value.Value.Reveal() is not { Length: >= 20 and <= 256 } value || value.Any(c => c is <= ' ' or > '~')) yield return $".client_secrets[{i}].value is not 20 to 256 printable characters.";
        }
    }

    private static IEnumerable<string> People(SeedCredential credential, SeedOrganization organization)
    {
        if (credential.Owner is { } owner && !SeedCheck.IsIn(organization, owner)) yield return ".owner is no person of this organization.";
        if (credential.BetaUsers.Count > MostBetaUsers) yield return $".beta_users are more than {MostBetaUsers}.";
        for (var i = 0; i < credential.BetaUsers.Count; i++)
        {
            if (!SeedCheck.IsEmail(credential.BetaUsers[i])) yield return $".beta_users[{i}] is not an e-mail address that a person can have.";
        }

        for (var i = 0; i < credential.ProductProfiles.Count; i++)
        {
            if (organization.ProductProfiles.All(profile => profile.Name != credential.ProductProfiles[i])) yield return $".product_profiles[{i}] is no product profile of this organization.";
        }
    }

    private static IEnumerable<string> Numbers(SeedCredential credential)
    {
        const int week = 7 * 86_400, year = 366 * 86_400;
        if (credential.AccessTokenLifetime is not (null or (>= 60 and <= week))) yield return $".access_token_lifetime is not from 60 to {week} seconds.";
        if (credential.RefreshTokenSlidingLifetime is not (null or (>= 60 and <= year))) yield return $".refresh_token_sliding_lifetime is not from 60 to {year} seconds.";
        if (credential.RefreshTokenAbsoluteLifetime is not (null or (>= 60 and <= year))) yield return $".refresh_token_absolute_lifetime is not from 60 to {year} seconds.";
        if (credential.RefreshRetryWindow is not (null or (>= 0 and <= 30))) yield return ".refresh_retry_window is not from 0 to 30 seconds.";
        if (credential.AccessTokenAlgorithm is { } access && !Algorithms.Contains(access)) yield return ".access_token_algorithm is neither ES256 nor RS256.";
        if (credential.IdTokenAlgorithm is { } id && !Algorithms.Contains(id)) yield return ".id_token_algorithm is neither ES256 nor RS256.";
    }

    private static IEnumerable<string> ServiceAccount(SeedCredential credential, ApplicationKind kind)
    {
        if (credential.ServiceAccount is not { } account) yield break;
        if (kind.ActsAsPerson) yield return $".service_account: {kind.Title} credentials act as the person who signed in.";
        if (account.AccountRole is not ("admin" or "member" or "reviewer")) yield return ".service_account.account_role is none of admin, member, reviewer.";
        if (account.Name is { } name && ServiceAccountName.WhatIsWrongWith(name) is { } wrong) yield return $".service_account.name: {wrong}.";
        if (account.Description?.Length > LongestText) yield return $".service_account.description is longer than {LongestText} characters.";
    }
}
