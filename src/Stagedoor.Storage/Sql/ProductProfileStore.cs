using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Organizations;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class ProductProfileStore(Database database) : IProductProfiles
{
    private const string Cards = """
        SELECT f.id, f.organization_id, f.name, f.api, f.people, f.version,
            (SELECT COUNT(*) FROM client_profiles a JOIN clients c ON c.id = a.client_id WHERE a.profile_id = f.id AND c.deleted_at IS NULL)
        FROM product_profiles f WHERE f.organization_id = @organization_id
        """;
    private const string Order = " ORDER BY f.name, f.id LIMIT @count";
    private const string List = Cards + Order, ListLater = Cards + " AND (f.name, f.id) > (@after_name, @after_id)" + Order;
    private const string Find = Cards + " AND f.id = @id";

    // Names and numbers are judged by whoever holds the organization's row.
    private const string HoldOrganization = "UPDATE organizations SET service_accounts = service_accounts WHERE id = @organization_id";
    private const string CountAll = "SELECT COUNT(*) FROM product_profiles WHERE organization_id = @organization_id";
    private const string IsTaken = "SELECT 1 FROM product_profiles WHERE organization_id = @organization_id AND name = @name AND id <> @id";
    private const string Add = "INSERT INTO product_profiles (id, organization_id, name, api, people) VALUES (@id, @organization_id, @name, @api, '')";
    private const string Hold = "UPDATE product_profiles SET version = version WHERE id = @id AND organization_id = @organization_id RETURNING version, people";
    private const string Raise = "UPDATE product_profiles SET version = version + 1 WHERE id = @id";
    private const string Rename = "UPDATE product_profiles SET name = @name, version = version + 1 WHERE id = @id";
    private const string SetPeople = "UPDATE product_profiles SET people = @people, version = version + 1 WHERE id = @id";
    private const string Delete = "DELETE FROM product_profiles WHERE id = @id";
    private const string DropAssignments = "DELETE FROM client_profiles WHERE profile_id = @id";

    private const string HoldCredential = "UPDATE clients SET version = version WHERE id = @client_id AND organization_id = @organization_id AND kind = @kind AND deleted_at IS NULL RETURNING name, settings";
    private const string Ids = "SELECT id FROM product_profiles WHERE organization_id = @organization_id ORDER BY id LIMIT 1000";
    private const string IsMember = """
        SELECT 1 FROM memberships m JOIN persons p ON p.id = m.person_id WHERE m.organization_id = @organization_id AND m.person_id = @person_id AND p.disabled_at IS NULL
        """;

    private const string AssignedColumns = """
        c.id, c.name, c.project_id, p.name, c.disabled_at,
            (SELECT COUNT(*) FROM client_profiles b JOIN product_profiles o ON o.id = b.profile_id JOIN product_profiles f ON f.id = @id WHERE b.client_id = c.id AND b.profile_id <> @id AND o.api = f.api)
        """;
    private const string OfProfile = "SELECT " + AssignedColumns + """
         FROM client_profiles a JOIN clients c ON c.id = a.client_id JOIN projects p ON p.id = c.project_id
        WHERE a.profile_id = @id AND c.organization_id = @organization_id AND c.deleted_at IS NULL
        """;
    private const string Credentials = OfProfile + " AND a.client_id > @after ORDER BY a.client_id LIMIT @count";
    private const string FindCredential = OfProfile + " AND a.client_id = @client_id";
    private const string Assignable = "SELECT " + AssignedColumns + """
         FROM clients c JOIN projects p ON p.id = c.project_id
        WHERE c.organization_id = @organization_id AND c.kind = @kind AND c.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM client_profiles a WHERE a.profile_id = @id AND a.client_id = c.id)
        ORDER BY c.name, c.id LIMIT @count
        """;
    private const string Holders = """
        SELECT p.id, p.name, p.email FROM product_profiles f JOIN memberships m ON m.organization_id = f.organization_id JOIN persons p ON p.id = m.person_id
        WHERE f.id = @id AND f.organization_id = @organization_id AND ' ' || f.people || ' ' LIKE '% ' || m.person_id || ' %' ORDER BY p.name, p.id LIMIT 1000
        """;
    private const string LeftWithout = """
        SELECT COUNT(*) FROM client_profiles a JOIN clients c ON c.id = a.client_id JOIN product_profiles f ON f.id = a.profile_id
        WHERE a.profile_id = @id AND c.organization_id = @organization_id AND c.deleted_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM client_profiles b JOIN product_profiles o ON o.id = b.profile_id WHERE b.client_id = a.client_id AND b.profile_id <> a.profile_id AND o.api = f.api)
        """;

    public ValueTask<IReadOnlyList<ProfileCard>> ListAsync(string organizationId, Place? after, int count, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<ProfileCard>>(
        async link => after is null
            ? await link.AllAsync(List, Read, ("organization_id", organizationId), ("count", count))
            : await link.AllAsync(ListLater, Read, ("organization_id", organizationId), ("after_name", after.Value), ("after_id", after.Id), ("count", count)),
        cancellation);

    public ValueTask<ProfileCard?> FindAsync(string organizationId, string profileId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("organization_id", organizationId), ("id", profileId)), cancellation);

    public Task<ProfileChange> AddAsync(ProductProfile profile, int most, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var organization = ("organization_id", (Value)profile.OrganizationId);
            await link.ExecuteAsync(HoldOrganization, organization);
            if (await link.NumberAsync(IsTaken, organization, ("name", profile.Name), ("id", profile.Id)) is not null) return ProfileChange.NameTaken;
            if (await link.NumberAsync(CountAll, organization) >= most) return ProfileChange.TooMany;
            await link.ExecuteAsync(Add, ("id", profile.Id), organization, ("name", profile.Name), ("api", profile.Api));
            return ProfileChange.Done;
        },
        cancellation);

    public Task<ProfileChange> RenameAsync(string organizationId, string profileId, long? version, string name, CancellationToken cancellation) => HoldingAsync(
        organizationId,
        profileId,
        version,
        async (link, _) =>
        {
            if (await link.NumberAsync(IsTaken, ("organization_id", organizationId), ("name", name), ("id", profileId)) is not null) return ProfileChange.NameTaken;
            await link.ExecuteAsync(Rename, ("name", name), ("id", profileId));
            return ProfileChange.Done;
        },
        cancellation);

    public Task<ProfileChange> DeleteAsync(string organizationId, string profileId, long? version, CancellationToken cancellation) => HoldingAsync(
        organizationId,
        profileId,
        version,
        async (link, _) =>
        {
            // The settings of credentials keep the id: it opens nothing, and says that they are bounded.
            await link.ExecuteAsync(DropAssignments, ("id", profileId));
            await link.ExecuteAsync(Delete, ("id", profileId));
            return ProfileChange.Done;
        },
        cancellation);

    public Task<ProfileChange> AssignAsync(string organizationId, string profileId, long? version, string clientId, bool assigned, CancellationToken cancellation) => HoldingAsync(
        organizationId,
        profileId,
        version,
        async (link, _) =>
        {
            if (await link.AllAsync(HoldCredential, static row => (Name: row.Text(0), Settings: row.Text(1)), ("client_id", clientId), ("organization_id", organizationId), ("kind", ApplicationKind.ServerToServer.Name)) is not [var found]) return ProfileChange.NoCredential;
            var settings = SettingsText.Read(found.Settings);
            var there = await link.AllAsync(Ids, static row => row.Text(0), ("organization_id", organizationId));
            var others = settings.ProductProfiles.Where(id => id != profileId && there.Contains(id));
            if (!assigned && !settings.ProductProfiles.Contains(profileId)) return ProfileChange.NoCredential;
            await ClientStore.ChangeAsync(link, clientId, found.Name, settings with { ProductProfiles = [.. assigned ? others.Append(profileId) : others], IsBounded = true });
            await link.ExecuteAsync(Raise, ("id", profileId));
            return ProfileChange.Done;
        },
        cancellation);

    public Task<ProfileChange> GiveAsync(string organizationId, string profileId, long? version, string personId, bool given, int most, CancellationToken cancellation) => HoldingAsync(
        organizationId,
        profileId,
        version,
        async (link, people) =>
        {
            var (member, others) = (("person_id", (Value)personId), people.Where(id => id != personId).ToList());
            if (given && await link.NumberAsync(IsMember, ("organization_id", organizationId), member) is null) return ProfileChange.NoPerson;
            if (!given && others.Count == people.Count) return ProfileChange.NoPerson;
            if (given && others.Count >= most) return ProfileChange.TooMany;
            await link.ExecuteAsync(SetPeople, ("people", string.Join(' ', given ? others.Append(personId) : others)), ("id", profileId));
            return ProfileChange.Done;
        },
        cancellation);

    public ValueTask<IReadOnlyList<AssignedCredential>> CredentialsAsync(string organizationId, string profileId, string? after, int count, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<AssignedCredential>>(
        async link => await link.AllAsync(Credentials, ReadAssigned, ("organization_id", organizationId), ("id", profileId), ("after", after ?? ""), ("count", count)), cancellation);

    public ValueTask<AssignedCredential?> FindCredentialAsync(string organizationId, string profileId, string clientId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(FindCredential, ReadAssigned, ("organization_id", organizationId), ("id", profileId), ("client_id", clientId)), cancellation);

    public ValueTask<IReadOnlyList<ProductHolder>> PeopleAsync(string organizationId, string profileId, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<ProductHolder>>(
        async link => await link.AllAsync(Holders, static row => new ProductHolder(row.Text(0), row.Text(1), row.Text(2)), ("organization_id", organizationId), ("id", profileId)), cancellation);

    public ValueTask<IReadOnlyList<AssignedCredential>> AssignableAsync(string organizationId, string profileId, int count, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<AssignedCredential>>(
        async link => await link.AllAsync(Assignable, ReadAssigned, ("organization_id", organizationId), ("id", profileId), ("kind", ApplicationKind.ServerToServer.Name), ("count", count)), cancellation);

    public ValueTask<ProfileUse> UseOfAsync(string organizationId, string profileId, CancellationToken cancellation) => database.ReadAsync(
        async link =>
        {
            var card = await link.FirstAsync(Find, Read, ("organization_id", organizationId), ("id", profileId));
            var holders = await link.AllAsync(Holders, static row => row.Text(0), ("organization_id", organizationId), ("id", profileId));
            return new ProfileUse(card?.Credentials ?? 0, (int)(await link.NumberAsync(LeftWithout, ("organization_id", organizationId), ("id", profileId)) ?? 0), holders.Count);
        },
        cancellation);

    private Task<ProfileChange> HoldingAsync(string organizationId, string profileId, long? version, Func<Link, IReadOnlyList<string>, Task<ProfileChange>> work, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(HoldOrganization, ("organization_id", organizationId));
            if (await link.AllAsync(Hold, static row => (Version: row.Number(0), People: row.Names(1)), ("id", profileId), ("organization_id", organizationId)) is not [var held]) return ProfileChange.Unknown;
            return version is { } looked && looked != held.Version ? ProfileChange.Changed : await work(link, held.People);
        },
        cancellation);

    private static ProfileCard Read(Row row) => new()
    {
        Profile = new() { Id = row.Text(0), OrganizationId = row.Text(1), Name = row.Text(2), Api = row.Text(3), People = row.Names(4) },
        Version = row.Number(5),
        Credentials = (int)row.Number(6),
    };

    private static AssignedCredential ReadAssigned(Row row) => new(row.Text(0), row.Text(1), row.Text(2), row.Text(3), !row.IsNull(4), row.Number(5) > 0);
}
