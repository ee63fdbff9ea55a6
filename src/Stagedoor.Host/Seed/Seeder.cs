using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Seeds;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;

namespace Stagedoor.Host.Seed;

/// <summary>
/// Applies a proven seed through the ports. Creates only what was never there: the ledger remembers, so that what a person deleted, changed or revoked since stays so (design §11).
/// A seed that was cut short is finished by the next one.
/// </summary>
internal sealed class Seeder(
    IOrganizationStore organizations, IPersonStore people, IClientStore clients, IServiceAccountStore serviceAccounts, ISeedLedger ledger, SeedContent content, PasswordHasher hasher, SeedIds ids, IAuditTrail audit, TimeProvider time)
{
    private int created;

    /// <summary>How many things were created.</summary>
    public async Task<int> ApplyAsync(SeedFile seed, CancellationToken cancellation)
    {
        created = 0;
        foreach (var organization in seed.Organizations) await ApplyAsync(organization, cancellation);
        if (created > 0) await RecordAsync(new() { At = time.GetUtcNow(), Act = AuditAct.SeedApplied, Count = created }, cancellation);
        return created;
    }

    private async Task ApplyAsync(SeedOrganization organization, CancellationToken cancellation)
    {
        var id = ids.Of(organization);
        await OnceAsync($"organization:{id}", () => organizations.AddAsync(
            new()
            {
                Id = id,
                Name = organization.Name,
                CreatedAt = time.GetUtcNow(),
                Account = new() { Id = ids.AccountOf(organization), DisplayName = organization.Account?.DisplayName ?? organization.Name },
                RequiresSecondFactor = organization.RequiresSecondFactor,
            },
            cancellation), cancellation);
        foreach (var person in organization.People) await ApplyAsync(id, person, cancellation);
        foreach (var profile in organization.ProductProfiles)
        {
            var profileId = ids.Of(organization, profile);
            var members = new List<string>();
            foreach (var email in profile.People) if (await people.FindByEmailAsync(email, cancellation) is { } person) members.Add(person.Id);
            await OnceAsync($"profile:{profileId}", () => organizations.AddProductProfileAsync(new() { Id = profileId, OrganizationId = id, Name = profile.Name, Api = profile.Api, People = [.. members] }, cancellation), cancellation);
        }

        foreach (var project in organization.Projects)
        {
            var projectId = ids.Of(organization, project);
            await OnceAsync($"project:{projectId}", () => organizations.AddProjectAsync(new() { Id = projectId, OrganizationId = id, Name = project.Name, Apis = [.. project.Apis], CreatedAt = time.GetUtcNow() }, cancellation), cancellation);
            foreach (var credential in project.Credentials) await ApplyAsync(organization, project, credential, cancellation);
        }

        if (organization.Workspaces.Count > 0) created += await content.ApplyAsync(organization, await CreatorAsync(organization, cancellation), cancellation);
    }

    // The owner of the account, else whoever is named first; content of an organization without anybody is nobody's.
    private async Task<string> CreatorAsync(SeedOrganization organization, CancellationToken cancellation)
    {
        foreach (var person in organization.People.OrderByDescending(person => person.AccountRole == "owner"))
        {
            if (await people.FindByEmailAsync(person.Email, cancellation) is { } known) return known.Id;
        }

        return "";
    }

    private async Task ApplyAsync(string organizationId, SeedPerson person, CancellationToken cancellation)
    {
        var key = Person.EmailKey(person.Email);
        await OnceAsync($"person:{key}", async () =>
        {
            var record = new Person
            {
                Id = ids.Of(person),
                FrameioId = ids.Uuid("frameio", ids.Of(person)),
                Email = person.Email.Trim(),
                EmailVerified = person.EmailVerified,
                Name = person.Name.Trim(),
                GivenName = person.GivenName,
                FamilyName = person.FamilyName,
                Country = person.Country,
                Locale = person.Locale,
                CreatedAt = time.GetUtcNow(),
                PasswordHash = person.Password is { } password ? await HashAsync(password.Value, cancellation) : null,
            };
            if (!await people.AddAsync(record, cancellation)) return false;
            await RecordAsync(new() { At = time.GetUtcNow(), Act = AuditAct.PersonCreated, TargetId = record.Id, OrganizationId = organizationId }, cancellation);
            return true;
        }, cancellation);
        if (await people.FindByEmailAsync(person.Email, cancellation) is not { } known) return;

        // Somebody who made an account with this address and never proved it may be anybody: a place in the organization is not theirs. The next seed looks again.
        if (known.Id != ids.Of(person) && !known.EmailVerified)
        {
            await RecordAsync(new() { At = time.GetUtcNow(), Act = AuditAct.SeedApplied, Result = "address_not_proven", TargetId = known.Id, OrganizationId = organizationId }, cancellation);
            return;
        }

        await OnceAsync($"membership:{organizationId}:{key}", () => organizations.AddMembershipAsync(
            new() { OrganizationId = organizationId, PersonId = known.Id, AdminRoles = [.. person.AdminRoles], AccountRole = person.AccountRole }, cancellation), cancellation);
    }

    private async Task ApplyAsync(SeedOrganization organization, SeedProject project, SeedCredential credential, CancellationToken cancellation)
    {
        var clientId = ids.Of(organization, project, credential);
        var organizationId = ids.Of(organization);
        var kind = ApplicationKind.Find(credential.Kind)!;
        var owner = credential.Owner is { } email ? await people.FindByEmailAsync(email, cancellation) : null;
        await OnceAsync($"credential:{clientId}", async () =>
        {
            var now = time.GetUtcNow();
            var secrets = credential.ClientSecrets.Select(secret => ClientAuthenticator.NewSecret(clientId, secret.Name, secret.Value!.Value, now, secret.ExpiresAt).Record).ToList();
            var profiles = organization.ProductProfiles.Where(profile => credential.ProductProfiles.Contains(profile.Name)).Select(profile => ids.Of(organization, profile)).ToList();
            var client = new Client
            {
                ClientId = clientId,
                OrganizationId = organizationId,
                ProjectId = ids.Of(organization, project),
                Kind = kind,
                Name = credential.Name,
                CreatedAt = now,
                Settings = SeedSettings.Of(credential, owner?.Id, profiles),
                Secrets = [.. secrets],
            };
            if (!await clients.AddAsync(client, cancellation)) return false;
            await RecordAsync(new() { At = now, Act = AuditAct.ClientCreated, ClientId = clientId, OrganizationId = organizationId, TargetId = clientId }, cancellation);
            foreach (var secret in secrets) await RecordAsync(new() { At = now, Act = AuditAct.SecretAdded, ClientId = clientId, OrganizationId = organizationId, TargetId = secret.Id }, cancellation);
            return true;
        }, cancellation);
        if (kind.ActsAsPerson || !project.Apis.Contains(SeedApis.Frameio)) return;
        await OnceAsync($"service_account:{clientId}", async () =>
        {
            // A credential of another organization does not get an identity in this one's account.
            if (await clients.FindAsync(clientId, cancellation) is not { } existing || existing.OrganizationId != organizationId || existing.Kind.ActsAsPerson || await serviceAccounts.FindByClientAsync(clientId, cancellation) is not null) return false;
            var account = await serviceAccounts.CreateAsync(
                new()
                {
                    Id = ids.ServiceAccountOf(clientId, credential.ServiceAccount),
                    FrameioId = ids.Uuid("frameio", clientId),
                    ClientId = clientId,
                    OrganizationId = organizationId,
                    AccountId = ids.AccountOf(organization),
                    Name = credential.ServiceAccount?.Name?.Trim(),
                    Description = credential.ServiceAccount?.Description,
                    OwnerId = owner?.Id,
                    CreatedBy = owner?.Id,
                    AccountRole = credential.ServiceAccount?.AccountRole ?? "member",
                    CreatedAt = time.GetUtcNow(),
                },
                cancellation);
            await RecordAsync(new() { At = time.GetUtcNow(), Act = AuditAct.ServiceAccountCreated, ClientId = clientId, OrganizationId = organizationId, TargetId = account.Id }, cancellation);
            return true;
        }, cancellation);
    }

    private async Task OnceAsync(string key, Func<Task<bool>> create, CancellationToken cancellation)
    {
        if (await ledger.ContainsAsync(key, cancellation)) return;
        if (await create()) created++;
        await ledger.AddAsync(key, null, cancellation);
    }

    // At start nobody else hashes; beside a busy server its own queue is another process's.
    private async Task<string> HashAsync(Secret password, CancellationToken cancellation) =>
        await hasher.HashAsync(password, cancellation) ?? throw new StartRefusedException("Too many passwords wait to be hashed: try again in a moment.");

    private Task RecordAsync(AuditEntry entry, CancellationToken cancellation) => audit.RecordAsync(entry, cancellation);
}
