using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Seeds;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Administration.Seeding;

/// <summary>The projects of a seed and their credentials, each with its service account user and its secrets.</summary>
public sealed class SeedCredentials(
    IDeveloperProjects projectStore, IDeveloperCredentials credentialStore, Projects projects, Credentials credentials, ServiceAccountUsers serviceAccounts, IOrganizationStore organizations, IPersonStore persons,
    IOrganizationPeople members, ISeedLedger ledger, SeedIds ids, StagedoorOptions options, TimeProvider time)
{
    internal async Task RunAsync(SeedRun run, CancellationToken cancellation)
    {
        var room = run.Organization.Projects.Count == 0 ? 0 : await projects.RoomAsync(run.Administrator, cancellation);
        for (var i = 0; i < run.Organization.Projects.Count; i++)
        {
            var (at, seed) = ($"{SeedRun.Root}.projects[{i}]", run.Organization.Projects[i]);
            var place = await ProjectAsync(run, at, seed, room, cancellation);
            if (place is { IsNew: true }) room--;
            for (var j = 0; j < seed.Credentials.Count; j++) place = await CredentialAsync(run, $"{at}.credentials[{j}]", seed, seed.Credentials[j], place, cancellation);
        }
    }

    // Null where there is no project to put a credential into.
    private async Task<ProjectPlace?> ProjectAsync(SeedRun run, string at, SeedProject seed, int room, CancellationToken cancellation)
    {
        var (administrator, id) = (run.Administrator, ids.Of(run.Organization, seed));
        var entry = new SeedEntry(at, "project", seed.Name, SeedOutcome.New) { Id = id };
        if (await projectStore.FindAsync(administrator.OrganizationId, id, administrator.Id, cancellation) is { } card)
        {
            run.NoteThere(entry, [.. SeedDifferences.Of(seed, card.Project)]);
            return new(id, card.Project.Apis, card.Credentials, IsNew: false);
        }

        if (seed.Id is not null)
        {
            run.Note(entry, Objection.Forbidden("id_is_given", "The id of a new project is given, never chosen: leave it out."));
            return null;
        }

        if (await LostAsync(entry, $"project:{id}", await projectStore.OrganizationOfAsync(id, cancellation), administrator, cancellation) is { } lost)
        {
            run.Note(lost);
            return null;
        }

        if (run.Applies)
        {
            var made = await projects.AddAsync(administrator, new() { Id = id, OrganizationId = administrator.OrganizationId, Name = seed.Name, Apis = [.. seed.Apis], CreatedAt = time.GetUtcNow() }, cancellation);
            if (made.Failed(out var refused, out _)) return Nowhere(refused);
            await ledger.AddAsync($"project:{id}", null, cancellation);
        }
        else if (Permissions.Judge(Act.CreateProject, administrator) is { } notPermitted) return Nowhere(notPermitted);
        else if (room <= 0) return Nowhere(projects.NoRoom());

        run.Note(entry);
        return new(id, seed.Apis, 0, IsNew: true);

        ProjectPlace? Nowhere(Objection why)
        {
            run.Note(entry, why);
            return null;
        }
    }

    // The place with one credential more, where one is made.
    private async Task<ProjectPlace?> CredentialAsync(SeedRun run, string at, SeedProject project, SeedCredential seed, ProjectPlace? place, CancellationToken cancellation)
    {
        var (administrator, id) = (run.Administrator, ids.Of(run.Organization, project, seed));
        var entry = new SeedEntry(at, "credential", seed.Name, SeedOutcome.New) { Id = id };
        if (await credentialStore.FindAsync(administrator.OrganizationId, id, administrator.Id, cancellation) is { } card)
        {
            var owner = await OwnerAsync(administrator, seed, cancellation);
            var settings = SeedSettings.Of(seed, owner, ProfilesOf(run, seed) ?? []);
            if (card.Client.DisabledAt is not null) run.Note(entry with { Outcome = SeedOutcome.Revoked });
            else run.NoteThere(entry, [.. SeedDifferences.Of(seed, settings, card)]);
            await AccountAsync(run, at, project, seed, card, cancellation);
            return place;
        }

        // An id of one's choice might be the one that another organization's software ships with; and an answer would tell whether it is taken.
        if (seed.ClientId is not null) run.Note(entry, Objection.Forbidden("id_is_given", "The id of a new credential is given, never chosen: leave it out."));
        else if (await LostAsync(entry, $"credential:{id}", await credentialStore.OrganizationOfAsync(id, cancellation), administrator, cancellation) is { } lost) run.Note(lost);
        else if (place is null) run.Note(entry, Objection.Conflict("project_missing", "Its project is not there."));
        else if ((await ReadAsync(run, seed, id, place, cancellation)).Failed(out var wrong, out var wanted)) run.Note(entry, wrong);
        else
        {
            NewServiceAccount? account = wanted.Client.Kind.ActsAsPerson || !place.Apis.Contains(OfferedApi.Frameio.Name) ? null : await NewAccountAsync(administrator, wanted.Client, seed, cancellation);
            if (run.Applies)
            {
                if ((await credentials.AddAsync(administrator, wanted.Client, place.Apis[0], account, cancellation)).Failed(out var refused, out var made))
                {
                    run.Note(entry, refused);
                    return place;
                }

                await ledger.AddAsync($"credential:{id}", null, cancellation);
                if (account is not null) await ledger.AddAsync($"service_account:{id}", null, cancellation);
                foreach (var secret in wanted.Made) run.Show(secret);
                run.Note(entry);
                if (made.ServiceAccount is { } acts) run.Note(new(at + ".service_account", "service_account", acts.Name, SeedOutcome.New) { Id = acts.Id });
            }
            else
            {
                run.Note(entry);
                if (account is not null) run.Note(new(at + ".service_account", "service_account", account.Name ?? "", SeedOutcome.New) { Id = account.Id, Why = account.Name is null ? "Under the next default name." : null });
            }

            return place with { Credentials = place.Credentials + 1 };
        }

        return place;
    }

    // One that acts already, or did once; or its credential is there and never had any.
    private async Task AccountAsync(SeedRun run, string at, SeedProject project, SeedCredential seed, CredentialCard card, CancellationToken cancellation)
    {
        if (card.Client.Kind.ActsAsPerson || !project.Apis.Contains(OfferedApi.Frameio.Name)) return;
        var (id, wanted) = (card.Client.ClientId, seed.ServiceAccount?.Name?.Trim());
        var entry = new SeedEntry(at + ".service_account", "service_account", wanted ?? "", SeedOutcome.New);
        if (card.ServiceAccount is { } known)
        {
            entry = entry with { Id = known.Id, Name = known.Name };
            if (known.Status == ServiceAccountStatus.Deleted) run.Note(entry with { Outcome = SeedOutcome.Gone });
            else if (known.Status != ServiceAccountStatus.Active) run.Note(entry with { Outcome = SeedOutcome.Revoked });
            else run.NoteThere(entry, [.. SeedDifferences.Of(seed.ServiceAccount, known)]);
        }
        else if (await ledger.ContainsAsync($"service_account:{id}", cancellation)) run.Note(entry with { Outcome = SeedOutcome.Gone });
        else if (run.Applies)
        {
            if ((await serviceAccounts.GrantAsync(run.Administrator, id, seed.ServiceAccount?.AccountRole, cancellation)).Failed(out var refused, out var made))
            {
                run.Note(entry, refused);
                return;
            }

            await ledger.AddAsync($"service_account:{id}", null, cancellation);
            var change = new ServiceAccountChange { Name = wanted, Description = seed.ServiceAccount?.Description };
            entry = entry with { Id = made.Account.Id, Name = made.Account.Name };
            if (change is { Name: null, Description: null }) run.Note(entry);
            else if ((await serviceAccounts.ChangeAsync(run.Administrator, made.Account.Id, null, change, cancellation)).Failed(out var unchanged, out var changed)) run.Note(entry with { Code = unchanged.Code, Why = unchanged.Sentence });
            else run.Note(entry with { Name = changed.Account.Name });
        }
        else if (card.Client.DisabledAt is not null) run.Note(entry, Objection.Conflict("credential_revoked", "The credential is revoked: restore it first."));
        else run.Note(entry);
    }

    // A credential that was never there, by every rule that it must keep.
    private async ValueTask<Outcome<SeededCredential>> ReadAsync(SeedRun run, SeedCredential seed, string id, ProjectPlace place, CancellationToken cancellation)
    {
        var (administrator, kind, now) = (run.Administrator, ApplicationKind.Find(seed.Kind)!, time.GetUtcNow());
        if (Permissions.Judge(kind.ActsAsPerson ? Act.CreateCredential : Act.CreateServerToServer, administrator, owns: true) is { } notPermitted) return notPermitted;
        if (place.Credentials >= Credentials.MostInProject) return Credentials.TooMany();
        if (seed.Resources.Count > 0) return Objection.Forbidden("resources_by_operators", "Audiences of other services are registered by the installation's own seed.");
        if (seed is { Publisher: not null } or { SecretInQuery: true } or { Dialects: not null } or { AccessTokenLifetime: not null } or { RefreshTokenSlidingLifetime: not null } or { RefreshTokenAbsoluteLifetime: not null }
            or { RefreshRetryWindow: not null } or { AccessTokenAlgorithm: not null } or { IdTokenAlgorithm: not null })
        {
            return Objection.Forbidden("settings_by_operators", "A publisher, lifetimes, algorithms, dialects and a secret in the query are set by the installation's own seed: leave them out.");
        }

        if (seed.ServiceAccount?.Id is not null) return Objection.Forbidden("id_is_given", "The id of a service account user is given, never chosen: leave it out.");
        var owner = await OwnerAsync(administrator, seed, cancellation);
        if (seed.Owner is not null && owner is null) return Objection.Conflict("owner_unknown", $"The owner {seed.Owner} is no active person of the organization.");
        if (ProfilesOf(run, seed) is not { } profiles) return Objection.Conflict("profile_missing", "A product profile of it is not there: without it, it would reach more.");
        if (seed.ClientSecrets.Count > options.Secrets.Most) return Objection.Limit("too_many_secrets", $"At most {options.Secrets.Most} secrets overlap.", options.Secrets.Most);
        if (seed.ClientSecrets.Any(secret => secret.Value is { } chosen && IsGuessed(chosen.Value.Reveal()))) return Objection.Invalid("client_secrets", "weak_secret", "A secret of one's choice has 32 characters at least, 12 of them different: leave the value out, and one is made.");
        if (seed.ClientSecrets.Any(secret => secret.ExpiresAt < now + Secrets.ShortestLife)) return Objection.Invalid("expires_at", "bad_expiry", "A secret lives for an hour at least, or does not end at all.");
        if (CredentialRules.Whole(id, kind, place.Apis, SeedSettings.Of(seed, owner, profiles)).Failed(out var wrong, out var settings)) return wrong;
        var secrets = seed.ClientSecrets.Select(secret => (Seed: secret, Made: ClientAuthenticator.NewSecret(id, secret.Name, secret.Value?.Value, now, secret.ExpiresAt))).ToList();
        return new SeededCredential(
            new() { ClientId = id, OrganizationId = administrator.OrganizationId, ProjectId = place.Id, Kind = kind, Name = seed.Name, CreatedAt = now, Settings = settings, Secrets = [.. secrets.Select(secret => secret.Made.Record)] },
            [.. secrets.Where(secret => secret.Seed.Value is null).Select(secret => new SeededSecret(id, secret.Made.Record.Id, secret.Seed.Name, secret.Made.Value))]);
    }

    // One quick hash keeps it, as fits 256 random bits: what somebody thought of could be guessed from it.
    private static bool IsGuessed(string value) => value.Length < 32 || value.Distinct().Count() < 12;

    private async ValueTask<NewServiceAccount> NewAccountAsync(Administrator administrator, Client client, SeedCredential seed, CancellationToken cancellation)
    {
        var organization = await organizations.FindAsync(administrator.OrganizationId, cancellation) ?? throw new InvalidOperationException("an administrator of no organization");
        return new()
        {
            Id = ids.ServiceAccountOf(client.ClientId, null),
            FrameioId = ids.Uuid("frameio", client.ClientId),
            ClientId = client.ClientId,
            OrganizationId = organization.Id,
            AccountId = organization.Account.Id,
            Name = seed.ServiceAccount?.Name?.Trim(),
            Description = seed.ServiceAccount?.Description,
            OwnerId = client.Settings.OwnerId,
            CreatedBy = administrator.Id,
            AccountRole = seed.ServiceAccount?.AccountRole ?? ServiceAccount.AccountRoles[0],
            CreatedAt = client.CreatedAt,
        };
    }

    private async ValueTask<string?> OwnerAsync(Administrator administrator, SeedCredential seed, CancellationToken cancellation) =>
        seed.Owner is { } email && await persons.FindByEmailAsync(email, cancellation) is { } person && await members.FindAsync(administrator.OrganizationId, person.Id, cancellation) is { IsActive: true } ? person.Id : null;

    private static List<string>? ProfilesOf(SeedRun run, SeedCredential seed)
    {
        var found = seed.ProductProfiles.Select(name => run.ProductProfiles.GetValueOrDefault(name)).OfType<string>().ToList();
        return found.Count == seed.ProductProfiles.Count ? found : null;
    }

    // What a seed or a person made under this id once is gone; what another organization has there is not to be had.
    private async ValueTask<SeedEntry?> LostAsync(SeedEntry entry, string written, string? organizationId, Administrator administrator, CancellationToken cancellation)
    {
        if (organizationId is not null && organizationId != administrator.OrganizationId) return entry with { Outcome = SeedOutcome.Refused, Code = Credentials.IdTaken().Code, Why = Credentials.IdTaken().Sentence };
        return organizationId is not null || await ledger.ContainsAsync(written, cancellation) ? entry with { Outcome = SeedOutcome.Gone } : null;
    }

    private sealed record ProjectPlace(string Id, IReadOnlyList<string> Apis, int Credentials, bool IsNew);

    private sealed record SeededCredential(Client Client, IReadOnlyList<SeededSecret> Made);
}
