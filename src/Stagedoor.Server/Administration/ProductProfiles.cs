using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Server.Administration;

/// <summary>
/// The product profiles of an organization: which server-to-server credentials reach an API, and which people have its product. A credential that ever had one is bounded from then on: what is not assigned to it, it does
/// not reach (decision 0033).
/// </summary>
public sealed class ProductProfiles(IProductProfiles store, Cursors cursors, ActRecord record)
{
    public const int PageSize = 25, MostInOrganization = 100, MostPeople = 200, MostSuggested = 100;

    private const int LongestId = 128;

    public async ValueTask<Outcome<Listed<ProfileCard>>> ListAsync(Administrator administrator, string? after, int size, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ListProductProfiles, administrator) is { } refused) return refused;
        if (cursors.Read(administrator, "product profiles", after, out var place) is { } wrong) return wrong;
        var found = await store.ListAsync(administrator.OrganizationId, place, size + 1, cancellation);
        return cursors.Page(administrator, "product profiles", found, size, static card => new(card.Profile.Name, card.Profile.Id));
    }

    public ValueTask<Outcome<ProfileCard>> FindAsync(Administrator administrator, string id, CancellationToken cancellation) => OpenAsync(administrator, Act.ReadProductProfile, id, cancellation);

    public async Task<Outcome<ProfileCard>> CreateAsync(Administrator administrator, string? name, string? api, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.CreateProductProfile, administrator) is { } refused) return refused;
        if (ChosenName.Read(name).Failed(out var noName, out var chosen)) return noName;
        if (OfferedApi.Find(api ?? "") is not { } offered) return Objection.Invalid("api", "unknown_api", "There is no such API.");
        var profile = new ProductProfile { Id = RandomIds.Uuid().ToString(), OrganizationId = administrator.OrganizationId, Name = chosen, Api = offered.Name };
        return await AddAsync(administrator, profile, cancellation);
    }

    /// <summary>One with an id that was chosen, as a seed does; its name and API are proven.</summary>
    internal async Task<Outcome<ProfileCard>> AddAsync(Administrator administrator, ProductProfile profile, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.CreateProductProfile, administrator) is { } refused) return refused;
        if (Why(await store.AddAsync(profile, MostInOrganization, cancellation)) is { } why) return why;
        await record.OfAsync(administrator, AuditAct.ProductProfileCreated, profile.Id, profile.Api);
        return await OpenAsync(administrator, Act.ReadProductProfile, profile.Id, cancellation);
    }

    /// <summary><paramref name="version"/> is the one that was looked at; null for whatever is there. So in all that changes it.</summary>
    public async Task<Outcome<ProfileCard>> RenameAsync(Administrator administrator, string id, long? version, string? name, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.RenameProductProfile, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (ChosenName.Read(name).Failed(out var noName, out var chosen)) return noName;
        // The old name goes into the audit: it must be the one that was renamed.
        if (Why(await store.RenameAsync(administrator.OrganizationId, id, version ?? card.Version, chosen, cancellation)) is { } why) return why;
        await record.OfAsync(administrator, AuditAct.ProductProfileRenamed, id, was: card.Profile.Name);
        return await OpenAsync(administrator, Act.ReadProductProfile, id, cancellation);
    }

    /// <summary>What it alone let in reaches the API no more, within a second.</summary>
    public async Task<Outcome<Done>> DeleteAsync(Administrator administrator, string id, long? version, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.DeleteProductProfile, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (Why(await store.DeleteAsync(administrator.OrganizationId, id, version, cancellation)) is { } why) return why;
        await record.OfAsync(administrator, AuditAct.ProductProfileDeleted, id, card.Profile.Api, was: card.Profile.Name);
        return Done.Value;
    }

    public async ValueTask<Outcome<Listed<AssignedCredential>>> CredentialsAsync(Administrator administrator, string id, string? after, int size, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.ReadProductProfile, id, cancellation)).Failed(out var refused, out _)) return refused;
        var list = $"credentials of product profile {id}";
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        var found = await store.CredentialsAsync(administrator.OrganizationId, id, place?.Id, size + 1, cancellation);
        return cursors.Page(administrator, list, found, size, static one => new("", one.ClientId));
    }

    public async ValueTask<Outcome<AssignedCredential>> FindCredentialAsync(Administrator administrator, string id, string clientId, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.ReadProductProfile, id, cancellation)).Failed(out var refused, out _)) return refused;
        return clientId.Length is > 0 and <= LongestId && await store.FindCredentialAsync(administrator.OrganizationId, id, clientId, cancellation) is { } found ? found : Objection.NotFound();
    }

    /// <summary>Credentials that could be given it, a hundred at most.</summary>
    public async ValueTask<Outcome<Listed<AssignedCredential>>> AssignableAsync(Administrator administrator, string id, CancellationToken cancellation) =>
        (await OpenAsync(administrator, Act.ReadProductProfile, id, cancellation)).Failed(out var refused, out _) ? refused : new Listed<AssignedCredential>(await store.AssignableAsync(administrator.OrganizationId, id, MostSuggested, cancellation), null);

    public Task<Outcome<ProfileCard>> AssignAsync(Administrator administrator, string id, long? version, string clientId, CancellationToken cancellation) => SetAssignedAsync(administrator, id, version, clientId, true, cancellation);

    public Task<Outcome<ProfileCard>> UnassignAsync(Administrator administrator, string id, long? version, string clientId, CancellationToken cancellation) => SetAssignedAsync(administrator, id, version, clientId, false, cancellation);

    /// <summary>Those who have the product; no more than a profile may hold.</summary>
    public async ValueTask<Outcome<Listed<ProductHolder>>> PeopleAsync(Administrator administrator, string id, CancellationToken cancellation) =>
        (await OpenAsync(administrator, Act.ReadProductProfile, id, cancellation)).Failed(out var refused, out _) ? refused : new Listed<ProductHolder>(await store.PeopleAsync(administrator.OrganizationId, id, cancellation), null);

    public Task<Outcome<ProfileCard>> GiveAsync(Administrator administrator, string id, long? version, string personId, CancellationToken cancellation) => SetGivenAsync(administrator, id, version, personId, true, cancellation);

    public Task<Outcome<ProfileCard>> TakeAsync(Administrator administrator, string id, long? version, string personId, CancellationToken cancellation) => SetGivenAsync(administrator, id, version, personId, false, cancellation);

    /// <summary>What would stop working without it.</summary>
    public async ValueTask<Outcome<ProfileUse>> UseOfAsync(Administrator administrator, string id, CancellationToken cancellation) =>
        (await OpenAsync(administrator, Act.ReadProductProfile, id, cancellation)).Failed(out var refused, out _) ? refused : await store.UseOfAsync(administrator.OrganizationId, id, cancellation);

    private async Task<Outcome<ProfileCard>> SetAssignedAsync(Administrator administrator, string id, long? version, string clientId, bool assigned, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.AssignProductProfile, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (clientId.Length is 0 or > LongestId) return Why(ProfileChange.NoCredential)!;
        if (Why(await store.AssignAsync(administrator.OrganizationId, id, version, clientId, assigned, cancellation)) is { } why) return why;
        await record.OfAsync(administrator, assigned ? AuditAct.ProductProfileAssigned : AuditAct.ProductProfileUnassigned, id, card.Profile.Api, clientId: clientId);
        return await OpenAsync(administrator, Act.ReadProductProfile, id, cancellation);
    }

    private async Task<Outcome<ProfileCard>> SetGivenAsync(Administrator administrator, string id, long? version, string personId, bool given, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.GiveProduct, id, cancellation)).Failed(out var refused, out _)) return refused;
        if (personId.Length is 0 or > LongestId || personId.Contains(' ', StringComparison.Ordinal)) return Why(ProfileChange.NoPerson)!;
        if (Why(await store.GiveAsync(administrator.OrganizationId, id, version, personId, given, MostPeople, cancellation)) is { } why) return why;
        await record.OfAsync(administrator, given ? AuditAct.ProductGiven : AuditAct.ProductTaken, personId, id);
        return await OpenAsync(administrator, Act.ReadProductProfile, id, cancellation);
    }

    private async ValueTask<Outcome<ProfileCard>> OpenAsync(Administrator administrator, Act act, string id, CancellationToken cancellation)
    {
        if (Permissions.Judge(act, administrator) is { } refused) return refused;
        return id.Length is > 0 and <= LongestId && await store.FindAsync(administrator.OrganizationId, id, cancellation) is { } card ? card : Objection.NotFound();
    }

    private static Objection? Why(ProfileChange change) => change switch
    {
        ProfileChange.Done => null,
        ProfileChange.Changed => Objection.Changed(),
        ProfileChange.NameTaken => Objection.Conflict("profile_name_taken", "The organization has a product profile by that name."),
        ProfileChange.TooMany => Objection.Limit("too_many_in_profiles", $"An organization has at most {MostInOrganization} product profiles, and each at most {MostPeople} people.", MostInOrganization, MostPeople),
        ProfileChange.NoCredential => Objection.Invalid("credential", "not_a_server_credential", "That is no server-to-server credential of the organization."),
        ProfileChange.NoPerson => Objection.Invalid("person", "no_member", "That is no active person of the organization."),
        _ => Objection.NotFound(),
    };
}
