using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Server.Administration;

/// <summary>Adds an API to a credential that is there: its usual scopes, the API to the project, and for the Frame.io API a service account user where it has none. Who may is who may create one of the kind.</summary>
public sealed class CredentialApis(IDeveloperCredentials store, Credentials credentials, IOrganizationStore organizations, ActRecord record, TimeProvider time)
{
    /// <summary>What may be added: what the kind may have, and the credential has not.</summary>
    public static IEnumerable<OfferedApi> OfferedTo(CredentialCard card) => OfferedApi.All.Where(api => api.IsFor(card.Client.Kind) && !Has(card, api));

    /// <summary><paramref name="version"/> is the one that was looked at; null for whatever is there.</summary>
    public async Task<Outcome<CredentialCard>> AddAsync(Administrator administrator, string id, long? version, string apiName, CancellationToken cancellation)
    {
        if ((await credentials.OpenAsync(administrator, Act.ReadCredential, id, cancellation)).Failed(out var refused, out var card)) return refused;
        var client = card.Client;
        if (Permissions.Judge(client.Kind.ActsAsPerson ? Act.CreateCredential : Act.CreateServerToServer, administrator, card.IsOwn) is { } forbidden) return forbidden;
        if (version is { } looked && looked != card.Version) return Objection.Changed();
        if (OfferedApi.Find(apiName) is not { } api) return Objection.Invalid("api", "unknown_api", "There is no such API.");
        if (!api.IsFor(client.Kind)) return Objection.Invalid("api", "kind_without_api", $"The {api.Title} is for server-to-server credentials.");
        if (client.DisabledAt is not null) return Objection.Conflict("revoked", "The credential is revoked: restore it first.");
        if (Has(card, api)) return Objection.Conflict("has_api", $"It has the {api.Title} already.", api.Title);

        // None at all would open more than any: that is for whoever made the profiles to choose.
        var opensFrameio = api == OfferedApi.Frameio && !client.Kind.ActsAsPerson;
        if (opensFrameio && client.Settings.ProductProfiles.IsEmpty && !administrator.Has(Standing.SystemAdministrator) && (await organizations.ProductProfilesAsync(administrator.OrganizationId, cancellation)).Count > 0)
        {
            return Objection.Forbidden("profile_needed_first", "It has no product profile: ask a system administrator to assign one first.");
        }

        var settings = client.Settings with { Scopes = [.. client.Settings.Scopes.Union(api.UsualFor(client.Kind).Items, StringComparer.Ordinal)] };
        var account = opensFrameio && card.ServiceAccount is null ? await credentials.AccountForAsync(client, administrator, time.GetUtcNow(), cancellation) : null;
        if (!await store.AddApiAsync(client, version ?? card.Version, api.Name, settings, account, cancellation)) return Objection.Changed();
        await record.OfAsync(administrator, AuditAct.ClientChanged, id, api.Name, clientId: id);
        if (account is not null) await record.OfAsync(administrator, AuditAct.ServiceAccountCreated, account.Id, clientId: id);
        return await credentials.OpenAsync(administrator, Act.ReadCredential, id, cancellation);
    }

    // Who somebody is, every API says: it is no sign of one.
    private static bool Has(CredentialCard card, OfferedApi api) =>
        api.UsualFor(card.Client.Kind).Items.Any(scope => scope is not (Scope.OpenId or Scope.AdobeId) && card.Client.Settings.Scopes.Contains(scope, StringComparer.Ordinal));
}
