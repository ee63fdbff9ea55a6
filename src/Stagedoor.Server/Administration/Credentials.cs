using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Administration;

/// <summary>The credentials of projects. A developer has those of their projects; revoking and restoring is the same act here and in the Admin Console.</summary>
public sealed class Credentials(IDeveloperCredentials store, Projects projects, IOrganizationStore organizations, Cursors cursors, ActRecord record, TimeProvider time)
{
    /// <summary>How many a project may hold.</summary>
    public const int MostInProject = 50;

    public async ValueTask<Outcome<Listed<CredentialCard>>> OfProjectAsync(Administrator administrator, string projectId, string? after, int size, CancellationToken cancellation)
    {
        if ((await projects.OpenAsync(administrator, Act.ReadProject, projectId, cancellation)).Failed(out var refused, out _)) return refused;
        return await ListAsync(administrator, projectId, after, size, cancellation);
    }

    /// <summary>Every credential of the organization.</summary>
    public async ValueTask<Outcome<Listed<CredentialCard>>> OfOrganizationAsync(Administrator administrator, string? after, int size, CancellationToken cancellation) =>
        Permissions.Judge(Act.ListCredentials, administrator) is { } refused ? refused : await ListAsync(administrator, null, after, size, cancellation);

    public ValueTask<Outcome<CredentialCard>> FindAsync(Administrator administrator, string id, CancellationToken cancellation) => OpenAsync(administrator, Act.ReadCredential, id, cancellation);

    /// <summary>Adds an API to a project with a credential of a kind; a server-to-server one gets its service account user with it.</summary>
    public async Task<Outcome<CredentialCard>> CreateAsync(Administrator administrator, string projectId, NewCredential wanted, CancellationToken cancellation)
    {
        if (ApplicationKind.Find(wanted.Kind) is not { } kind) return Objection.Invalid("kind", "unknown_kind", "There is no such kind of application.");
        if ((await projects.OpenAsync(administrator, kind.ActsAsPerson ? Act.CreateCredential : Act.CreateServerToServer, projectId, cancellation)).Failed(out var refused, out _)) return refused;
        if (OfferedApi.Find(wanted.Api) is not { } api) return Objection.Invalid("api", "unknown_api", "There is no such API.");
        if (ChosenName.Read(wanted.Name).Failed(out var noName, out var name)) return noName;
        var (clientId, now) = (RandomIds.ClientId(), time.GetUtcNow());
        var ownerId = administrator.IsPerson ? administrator.Id : null;
        var profiles = await organizations.ProductProfilesAsync(administrator.OrganizationId, cancellation);
        if (CredentialRules.New(clientId, wanted, kind, api, profiles, ownerId).Failed(out var wrong, out var settings)) return wrong;

        // None at all would open more than any: that is for whoever made the profiles to choose.
        if (!kind.ActsAsPerson && profiles.Count > 0 && settings.ProductProfiles.IsEmpty && !administrator.Has(Standing.SystemAdministrator)) return Objection.Invalid("product_profiles", "profile_needed", "Choose at least one product profile, or ask a system administrator.");
        var client = new Client { ClientId = clientId, OrganizationId = administrator.OrganizationId, ProjectId = projectId, Kind = kind, Name = name, CreatedAt = now, Settings = settings };
        var account = kind.ActsAsPerson || api != OfferedApi.Frameio ? null : await AccountForAsync(client, administrator, now, cancellation);
        return await AddAsync(administrator, client, api.Name, account, cancellation);
    }

    /// <summary><paramref name="version"/> is the one that was looked at; null for whatever is there.</summary>
    public async Task<Outcome<CredentialCard>> ChangeAsync(Administrator administrator, string id, long? version, CredentialChange change, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.ChangeCredential, id, cancellation)).Failed(out var refused, out var card)) return refused;

        // What stays is taken from what was just read: it must be what was looked at.
        if (version is { } looked && looked != card.Version) return Objection.Changed();
        if (ChosenName.Read(change.Name ?? card.Client.Name).Failed(out var noName, out var name)) return noName;
        if (CredentialRules.Changed(id, card.Client.Kind, card.Apis, card.Client.Settings, change).Failed(out var wrong, out var settings)) return wrong;
        if (!await store.ChangeAsync(administrator.OrganizationId, id, version ?? card.Version, name, settings, cancellation)) return await GoneOrChangedAsync(administrator, id, cancellation);
        await record.OfAsync(administrator, AuditAct.ClientChanged, id, was: name == card.Client.Name ? null : card.Client.Name, clientId: id);
        return await OpenAsync(administrator, Act.ReadCredential, id, cancellation);
    }

    /// <summary>Everything of it is dead within a second: secrets, tokens, sessions, its service account. Restoring revives none of them.</summary>
    public Task<Outcome<CredentialCard>> RevokeAsync(Administrator administrator, string id, long? version, CancellationToken cancellation) => SetRevokedAsync(administrator, Act.RevokeCredential, id, version, true, cancellation);

    public Task<Outcome<CredentialCard>> RestoreAsync(Administrator administrator, string id, long? version, CancellationToken cancellation) => SetRevokedAsync(administrator, Act.RestoreCredential, id, version, false, cancellation);

    /// <summary>It does not come back; what its service account made stays, under its name.</summary>
    public async Task<Outcome<Done>> DeleteAsync(Administrator administrator, string id, long? version, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.DeleteCredential, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (!await store.DeleteAsync(administrator.OrganizationId, id, version, time.GetUtcNow(), cancellation)) return await GoneOrChangedAsync(administrator, id, cancellation);
        await record.OfAsync(administrator, AuditAct.ClientDeleted, id, was: card.Client.Name, clientId: id);
        return Done.Value;
    }

    /// <summary>What would stop working.</summary>
    public async ValueTask<Outcome<CredentialUse>> UseOfAsync(Administrator administrator, string id, CancellationToken cancellation) =>
        (await OpenAsync(administrator, Act.ReadCredential, id, cancellation)).Failed(out var refused, out _) ? refused : await store.UseOfAsync(id, time.GetUtcNow(), cancellation);

    /// <summary>
    /// Lets a server-to-server credential manage the organization, or takes that back. A person does this; no credential lets another. Revoking it takes it back too: after a restoration it is allowed anew or not.
    /// </summary>
    public async Task<Outcome<CredentialCard>> AllowManagementAsync(Administrator administrator, string id, long? version, bool allowed, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.AllowManagement, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (card.Client.Kind.ActsAsPerson) return Objection.Conflict("not_server_to_server", "Only a server-to-server credential can be let manage the organization.");
        if (version is { } looked && looked != card.Version) return Objection.Changed();
        if (allowed && card.Client.DisabledAt is not null) return Objection.Conflict("revoked", "The credential is revoked: restore it first.");
        if (allowed && !card.Client.Settings.Scopes.Contains(Scope.Manage)) return Objection.Conflict("no_management_scope", $"The credential lacks the scope {Scope.Manage}.");
        if (!await store.SetManagementAsync(administrator.OrganizationId, id, card.Version, allowed ? administrator.Id : null, time.GetUtcNow(), cancellation)) return await GoneOrChangedAsync(administrator, id, cancellation);
        await record.OfAsync(administrator, allowed ? AuditAct.ManagementAllowed : AuditAct.ManagementWithdrawn, id, clientId: id);
        return await OpenAsync(administrator, Act.ReadCredential, id, cancellation);
    }

    /// <summary>One that was judged and proven, with the secrets that it has from the beginning.</summary>
    internal async Task<Outcome<CredentialCard>> AddAsync(Administrator administrator, Client client, string api, NewServiceAccount? account, CancellationToken cancellation)
    {
        switch (await store.AddAsync(client, api, administrator.Id, account, MostInProject, cancellation))
        {
            case CredentialAddition.NoProject: return Objection.NotFound();
            case CredentialAddition.TooMany: return TooMany();
            case CredentialAddition.IdTaken: return IdTaken();
        }

        await record.OfAsync(administrator, AuditAct.ClientCreated, client.ClientId, client.Kind.Name, clientId: client.ClientId);
        if (account is not null) await record.OfAsync(administrator, AuditAct.ServiceAccountCreated, account.Id, clientId: client.ClientId);
        foreach (var secret in client.Secrets) await record.OfAsync(administrator, AuditAct.SecretAdded, secret.Id, clientId: client.ClientId);
        return await OpenAsync(administrator, Act.ReadCredential, client.ClientId, cancellation);
    }

    internal static Objection TooMany() => Objection.Limit("too_many_credentials", $"A project holds at most {MostInProject} credentials.", MostInProject);

    internal static Objection IdTaken() => Objection.Conflict("id_taken", "This id belongs to something else.");

    internal async ValueTask<Outcome<CredentialCard>> OpenAsync(Administrator administrator, Act act, string id, CancellationToken cancellation)
    {
        var card = id.Length is > 0 and <= 64 ? await store.FindAsync(administrator.OrganizationId, id, administrator.Id, cancellation) : null;
        if (Permissions.Judge(act, administrator, card?.IsOwn ?? false) is { } refused) return refused;
        return card is null ? Objection.NotFound() : card;
    }

    private async ValueTask<Outcome<Listed<CredentialCard>>> ListAsync(Administrator administrator, string? projectId, string? after, int size, CancellationToken cancellation)
    {
        var list = $"credentials {projectId}";
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        var found = await store.ListAsync(administrator.OrganizationId, projectId, administrator.Id, place?.Id, size + 1, cancellation);
        return cursors.Page(administrator, list, found, size, static card => new("", card.Client.ClientId));
    }

    private async Task<Outcome<CredentialCard>> SetRevokedAsync(Administrator administrator, Act act, string id, long? version, bool revoked, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, act, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (card.Client.DisabledAt is not null == revoked) return card;
        if (!await store.SetRevokedAsync(administrator.OrganizationId, id, version, revoked, time.GetUtcNow(), cancellation)) return await GoneOrChangedAsync(administrator, id, cancellation);
        await record.OfAsync(administrator, revoked ? AuditAct.ClientDisabled : AuditAct.ClientRestored, id, clientId: id);
        return await OpenAsync(administrator, Act.ReadCredential, id, cancellation);
    }

    internal async ValueTask<NewServiceAccount> AccountForAsync(Client client, Administrator administrator, DateTimeOffset now, CancellationToken cancellation)
    {
        var organization = await organizations.FindAsync(client.OrganizationId, cancellation) ?? throw new InvalidOperationException("an administrator of no organization");
        return new()
        {
            Id = $"{RandomIds.Hex24()}@{ServiceAccount.IdDomain}",
            FrameioId = RandomIds.Uuid(),
            ClientId = client.ClientId,
            OrganizationId = client.OrganizationId,
            AccountId = organization.Account.Id,
            OwnerId = client.Settings.OwnerId,
            CreatedBy = administrator.Id,
            AccountRole = "member",
            CreatedAt = now,
        };
    }

    private async ValueTask<Objection> GoneOrChangedAsync(Administrator administrator, string id, CancellationToken cancellation) =>
        await store.FindAsync(administrator.OrganizationId, id, administrator.Id, cancellation) is null ? Objection.NotFound() : Objection.Changed();
}
