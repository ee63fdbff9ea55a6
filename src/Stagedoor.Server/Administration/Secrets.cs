using System.Globalization;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;

namespace Stagedoor.Server.Administration;

/// <summary>A secret as the consoles show it: never its value.</summary>
public sealed record SecretCard(ClientSecret Secret, SecretState State)
{
    /// <summary>How many requests it carried within the days after which another one may be retired.</summary>
    public long Requests { get; init; }
}

public enum SecretState
{
    Live,

    /// <summary>It ends within the days that a setting says.</summary>
    EndsSoon,

    /// <summary>It rested through the last days while another secret carried all requests: nothing would notice its absence.</summary>
    SafeToRetire,
    Expired,
    Revoked,
}

/// <summary>A secret that was just made, with the value that is shown this once.</summary>
public sealed record NewSecret(SecretCard Card, Secret Value, CredentialCard Credential);

/// <summary>The secrets of a credential. Several overlap, so that one can be rotated while calls run: add, deploy, see that the old one rests, delete.</summary>
public sealed class Secrets(IDeveloperCredentials store, Credentials credentials, ActRecord record, StagedoorOptions options, TimeProvider time)
{
    /// <summary>How many a credential keeps, those that ended with them.</summary>
    public const int MostKept = 100;

    /// <summary>What is shorter-lived is no secret to deploy.</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromHours(1);

    /// <summary>The live ones first, then newest first.</summary>
    public async ValueTask<Outcome<Listed<SecretCard>>> ListAsync(Administrator administrator, string id, CancellationToken cancellation)
    {
        if ((await credentials.OpenAsync(administrator, Act.ReadSecrets, id, cancellation)).Failed(out var refused, out var card)) return refused;
        return new Listed<SecretCard>(await OfAsync(card.Client, cancellation), null);
    }

    /// <summary><paramref name="most"/> is how many may overlap; the setting's where none is given.</summary>
    public async Task<Outcome<NewSecret>> AddAsync(Administrator administrator, string id, string? name, DateTimeOffset? expiresAt, int? most, CancellationToken cancellation)
    {
        if ((await credentials.OpenAsync(administrator, Act.AddSecret, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (!card.Client.Kind.HasSecret) return Objection.Conflict("no_secrets", $"A {card.Client.Kind.Title} credential has no secrets: its code is in other people's hands.");
        if (card.Client.DisabledAt is not null) return Objection.Conflict("revoked", "The credential is revoked: restore it first.");
        if (card.ServiceAccount?.DisabledAt is not null) return Objection.Conflict("service_account_disabled", "Its service account user is switched off: enable it first.");

        // Whoever holds a secret of it is a system administrator over the API: nobody makes themselves one.
        var mayManage = administrator.Has(Standing.SystemAdministrator);
        if (card.Client.ManagementAllowedAt is not null && !mayManage) return Objection.Forbidden("manages", "This credential manages the organization: ask a system administrator to add a secret to it.");
        var now = time.GetUtcNow();
        if (expiresAt < now + ShortestLife) return Objection.Invalid("expires_at", "bad_expiry", "A secret lives for an hour at least, or does not end at all.");
        if (ChosenName.Read(string.IsNullOrWhiteSpace(name) ? now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : name).Failed(out var noName, out var chosen)) return noName;
        var (secret, value) = ClientAuthenticator.NewSecret(id, chosen, null, now, expiresAt);
        var limit = most ?? options.Secrets.Most;
        switch (await store.AddSecretAsync(administrator.OrganizationId, secret, new(limit, MostKept, mayManage), now, cancellation))
        {
            case SecretAddition.NotInService: return Objection.Changed();
            case SecretAddition.TooManyLive: return Objection.Limit("too_many_secrets", $"At most {limit} secrets overlap: delete one that is not used any more.", limit);
            case SecretAddition.TooManyKept: return Objection.Limit("too_many_secrets_kept", $"A credential keeps at most {MostKept} secrets, those that ended with them: delete some that ended.", MostKept);
        }

        await record.OfAsync(administrator, AuditAct.SecretAdded, secret.Id, clientId: id);
        return new NewSecret(new(secret, SecretState.Live), value, card);
    }

    /// <summary>
    /// Gives a live secret an end, or an earlier one: what rests until then notices nothing, and what still uses it has that long. Never a later one: a secret that was to end has ended for whoever counts on it.
    /// </summary>
    public async Task<Outcome<SecretCard>> RetireAsync(Administrator administrator, string id, string secretId, DateTimeOffset? endsAt, CancellationToken cancellation)
    {
        if ((await credentials.OpenAsync(administrator, Act.DeleteSecret, id, cancellation)).Failed(out var refused, out _)) return refused;
        var now = time.GetUtcNow();
        if (endsAt is not { } end || end <= now) return Objection.Invalid("expires_at", "bad_expiry", "The end lies ahead: what is to end now is deleted.");
        if (secretId.Length is 0 or > 64 || await OneAsync(administrator, id, secretId, cancellation) is not { } before) return Objection.NotFound();
        if (!await store.RetireSecretAsync(id, secretId, end, now, cancellation)) return before.Secret.IsLive(now) ? Objection.Conflict("ends_before", "The secret ends before that already.") : Objection.Conflict("ended", "The secret has ended.");
        await record.OfAsync(administrator, AuditAct.SecretRetired, secretId, end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), clientId: id);
        return await OneAsync(administrator, id, secretId, cancellation) is { } after ? after : Objection.NotFound();
    }

    /// <summary>No new token comes of it from now on. Tokens that came of it before live until they end; to end those too, revoke the credential.</summary>
    public async Task<Outcome<Done>> DeleteAsync(Administrator administrator, string id, string secretId, CancellationToken cancellation)
    {
        if ((await credentials.OpenAsync(administrator, Act.DeleteSecret, id, cancellation)).Failed(out var refused, out _)) return refused;
        if (secretId.Length is 0 or > 64 || !await store.DeleteSecretAsync(id, secretId, cancellation)) return Objection.NotFound();
        await record.OfAsync(administrator, AuditAct.SecretDeleted, secretId, clientId: id);
        return Done.Value;
    }

    private async ValueTask<SecretCard?> OneAsync(Administrator administrator, string id, string secretId, CancellationToken cancellation) =>
        (await ListAsync(administrator, id, cancellation)).Failed(out _, out var all) ? null : all.Items.FirstOrDefault(card => card.Secret.Id == secretId);

    private async ValueTask<IReadOnlyList<SecretCard>> OfAsync(Client client, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var requests = await store.RequestsAsync(client.ClientId, now.AddDays(-options.Secrets.RetireAfterDays), cancellation);
        return [.. client.Secrets.OrderByDescending(secret => secret.RevokedAt is null && !(secret.ExpiresAt <= now)).ThenByDescending(secret => secret.CreatedAt).Select(secret => new SecretCard(secret, StateOf(secret, client, requests, now)) { Requests = requests.FirstOrDefault(used => used.SecretId == secret.Id)?.Requests ?? 0 })];
    }

    private SecretState StateOf(ClientSecret secret, Client client, IReadOnlyList<SecretRequests> requests, DateTimeOffset now)
    {
        if (secret.RevokedAt is not null) return SecretState.Revoked;
        if (!secret.IsLive(now)) return SecretState.Expired;
        return IsSafeToRetire(secret, client, requests, now) ? SecretState.SafeToRetire : secret.ExpiresAt < now.AddDays(options.Secrets.WarnDays) ? SecretState.EndsSoon : SecretState.Live;
    }

    // It was there all those days: one that was added just now rests because nobody knows it yet.
    private bool IsSafeToRetire(ClientSecret secret, Client client, IReadOnlyList<SecretRequests> requests, DateTimeOffset now)
    {
        var since = now.AddDays(-options.Secrets.RetireAfterDays);
        return requests is [var only] && only.SecretId != secret.Id && only.Requests >= options.Secrets.RetireAfterRequests && secret.CreatedAt <= since && !(secret.LastUsedAt > since)
            && client.Secrets.Any(other => other.Id == only.SecretId && other.IsLive(now));
    }
}
