using Stagedoor.Server.Organizations;

namespace Stagedoor.Storage.Sql;

internal sealed class OrganizationStore(Database database) : IOrganizationStore, ISeedLedger
{
    private const string Find = "SELECT id, name, created_at, account_id, account_name, requires_second_factor FROM organizations WHERE id = @id";
    private const string Memberships = "SELECT organization_id, person_id, admin_roles, account_role FROM memberships WHERE person_id = @person_id ORDER BY organization_id LIMIT 1000";
    private const string FindProject = "SELECT id, organization_id, name, apis, created_at FROM projects WHERE id = @id AND deleted_at IS NULL";
    private const string ProductProfiles = "SELECT id, organization_id, name, api, people FROM product_profiles WHERE organization_id = @organization_id ORDER BY id LIMIT 1000";
    private const string Add = """
        INSERT INTO organizations (id, name, created_at, account_id, account_name, service_accounts, requires_second_factor)
        VALUES (@id, @name, @created_at, @account_id, @account_name, 0, @requires_second_factor) ON CONFLICT DO NOTHING
        """;
    private const string RequireSecondFactor = "UPDATE organizations SET requires_second_factor = @required WHERE id = @id";
    private const string AddMembership = """
        INSERT INTO memberships (organization_id, person_id, admin_roles, account_role)
        VALUES (@organization_id, @person_id, @admin_roles, @account_role) ON CONFLICT DO NOTHING
        """;
    private const string AddProject = """
        INSERT INTO projects (id, organization_id, name, apis, created_at)
        VALUES (@id, @organization_id, @name, @apis, @created_at) ON CONFLICT DO NOTHING
        """;
    private const string AddProductProfile = """
        INSERT INTO product_profiles (id, organization_id, name, api, people)
        VALUES (@id, @organization_id, @name, @api, @people) ON CONFLICT DO NOTHING
        """;
    private const string InLedger = "SELECT 1 FROM seed_ledger WHERE key IN (@key, @hidden)";
    private const string AddToLedger = "INSERT INTO seed_ledger (key, content) VALUES (@key, @content) ON CONFLICT DO NOTHING";

    public ValueTask<Organization?> FindAsync(string organizationId, CancellationToken cancellation) => database.ReadAsync(
        link => link.FirstAsync(
            Find,
            row => new Organization { Id = row.Text(0), Name = row.Text(1), CreatedAt = row.Time(2), Account = new() { Id = row.Guid(3), DisplayName = row.Text(4) }, RequiresSecondFactor = row.Flag(5) },
            ("id", organizationId)),
        cancellation);

    public ValueTask<IReadOnlyList<Membership>> MembershipsOfAsync(string personId, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Membership>>(
        async link => await link.AllAsync(
            Memberships,
            row => new Membership { OrganizationId = row.Text(0), PersonId = row.Text(1), AdminRoles = row.Names(2), AccountRole = row.Text(3) },
            ("person_id", personId)),
        cancellation);

    public ValueTask<Project?> FindProjectAsync(string projectId, CancellationToken cancellation) => database.ReadAsync(
        link => link.FirstAsync(
            FindProject,
            row => new Project { Id = row.Text(0), OrganizationId = row.Text(1), Name = row.Text(2), Apis = row.Names(3), CreatedAt = row.Time(4) },
            ("id", projectId)),
        cancellation);

    public ValueTask<IReadOnlyList<ProductProfile>> ProductProfilesAsync(string organizationId, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<ProductProfile>>(
        async link => await link.AllAsync(
            ProductProfiles,
            row => new ProductProfile { Id = row.Text(0), OrganizationId = row.Text(1), Name = row.Text(2), Api = row.Text(3), People = row.Names(4) },
            ("organization_id", organizationId)),
        cancellation);

    public Task<bool> AddAsync(Organization organization, CancellationToken cancellation) => database.ChangeAsync(
        Add,
        cancellation,
        ("id", organization.Id), ("name", organization.Name), ("created_at", organization.CreatedAt),
        ("account_id", organization.Account.Id), ("account_name", organization.Account.DisplayName), ("requires_second_factor", organization.RequiresSecondFactor));

    public Task<bool> RequireSecondFactorAsync(string organizationId, bool required, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            if (!await link.ChangesAsync(RequireSecondFactor, ("required", required), ("id", organizationId))) return false;
            if (required) await SessionStore.EndOfOneFactorAsync(link, organizationId, now);
            return true;
        },
        cancellation);

    public Task<bool> AddMembershipAsync(Membership membership, CancellationToken cancellation) => database.ChangeAsync(
        AddMembership,
        cancellation,
        ("organization_id", membership.OrganizationId), ("person_id", membership.PersonId),
        ("admin_roles", string.Join(' ', membership.AdminRoles)), ("account_role", membership.AccountRole));

    public Task<bool> AddProjectAsync(Project project, CancellationToken cancellation) => database.ChangeAsync(
        AddProject,
        cancellation,
        ("id", project.Id), ("organization_id", project.OrganizationId), ("name", project.Name), ("apis", string.Join(' ', project.Apis)), ("created_at", project.CreatedAt));

    public Task<bool> AddProductProfileAsync(ProductProfile profile, CancellationToken cancellation) => database.ChangeAsync(
        AddProductProfile,
        cancellation,
        ("id", profile.Id), ("organization_id", profile.OrganizationId), ("name", profile.Name), ("api", profile.Api), ("people", string.Join(' ', profile.People)));

    public ValueTask<bool> ContainsAsync(string key, CancellationToken cancellation) => database.ReadAsync(async link => await link.NumberAsync(InLedger, ("key", key), ("hidden", ISeedLedger.Hidden(key))) is not null, cancellation);

    public Task AddAsync(string key, string? content, CancellationToken cancellation) => database.ChangeAsync(AddToLedger, cancellation, ("key", key), ("content", content));
}
