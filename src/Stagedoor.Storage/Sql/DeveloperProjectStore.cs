using System.Globalization;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Organizations;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

internal sealed class DeveloperProjectStore(Database database) : IDeveloperProjects
{
    private const string Columns = """
        p.id, p.organization_id, p.name, p.apis, p.created_at, p.version, p.created_by,
        (SELECT COUNT(*) FROM clients c WHERE c.project_id = p.id AND c.deleted_at IS NULL),
        (SELECT COUNT(*) FROM project_developers o WHERE o.project_id = p.id AND o.person_id = @person_id)
        """;
    private const string OfOrganization = "SELECT " + Columns + " FROM projects p WHERE p.organization_id = @organization_id AND p.deleted_at IS NULL";
    private const string OfDeveloper = "SELECT " + Columns + " FROM project_developers d JOIN projects p ON p.id = d.project_id WHERE d.person_id = @person_id AND p.organization_id = @organization_id AND p.deleted_at IS NULL";
    private const string AfterName = " AND (p.name, p.id) > (@after_value, @after_id)", ByName = " ORDER BY p.name, p.id LIMIT @count";
    private const string AfterNewest = " AND (p.created_at, p.id) < (@after_value, @after_id)", ByNewest = " ORDER BY p.created_at DESC, p.id DESC LIMIT @count";
    private const string AllByName = OfOrganization + ByName, AllByNameLater = OfOrganization + AfterName + ByName;
    private const string AllByNewest = OfOrganization + ByNewest, AllByNewestLater = OfOrganization + AfterNewest + ByNewest;
    private const string OwnByName = OfDeveloper + ByName, OwnByNameLater = OfDeveloper + AfterName + ByName;
    private const string OwnByNewest = OfDeveloper + ByNewest, OwnByNewestLater = OfDeveloper + AfterNewest + ByNewest;
    private const string OrganizationOf = "SELECT organization_id FROM projects WHERE id = @id";

    // Two who add the last one at once must not each find room: who holds the organization's row counts first.
    private const string HoldOrganization = "UPDATE organizations SET service_accounts = service_accounts WHERE id = @organization_id";
    private const string Count = "SELECT COUNT(*) FROM projects WHERE organization_id = @organization_id AND deleted_at IS NULL";
    private const string Find = OfOrganization + " AND p.id = @id";
    private const string Add = """
        INSERT INTO projects (id, organization_id, name, apis, created_at, created_by)
        VALUES (@id, @organization_id, @name, @apis, @created_at, @created_by) ON CONFLICT DO NOTHING
        """;
    private const string AddDeveloper = "INSERT INTO project_developers (project_id, person_id) VALUES (@project_id, @person_id) ON CONFLICT DO NOTHING";

    // The old name goes into the audit: read and renamed in one transaction, with the row held.
    private const string Hold = "UPDATE projects SET version = version WHERE id = @id AND organization_id = @organization_id AND deleted_at IS NULL AND (@version < 0 OR version = @version) RETURNING name";
    private const string Rename = "UPDATE projects SET name = @name, version = version + 1 WHERE id = @id";
    private const string Delete = """
        UPDATE projects SET deleted_at = @now, version = version + 1
        WHERE id = @id AND organization_id = @organization_id AND deleted_at IS NULL AND (@version < 0 OR version = @version)
            AND NOT EXISTS (SELECT 1 FROM clients c WHERE c.project_id = projects.id AND c.deleted_at IS NULL)
        """;
    private const long AnyVersion = -1;

    public Task<ProjectAddition> AddAsync(Project project, string createdBy, int most, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.ExecuteAsync(HoldOrganization, ("organization_id", project.OrganizationId));
            if (await link.NumberAsync(Count, ("organization_id", project.OrganizationId)) >= most) return ProjectAddition.TooMany;
            if (!await link.ChangesAsync(
                Add,
                ("id", project.Id), ("organization_id", project.OrganizationId), ("name", project.Name), ("apis", string.Join(' ', project.Apis)), ("created_at", project.CreatedAt), ("created_by", createdBy))) return ProjectAddition.IdTaken;
            await AddDeveloperAsync(link, project.Id, createdBy);
            return ProjectAddition.Added;
        },
        cancellation);

    public async ValueTask<int> CountAsync(string organizationId, CancellationToken cancellation) => (int)(await database.ReadAsync(link => link.NumberAsync(Count, ("organization_id", organizationId)), cancellation) ?? 0);

    public ValueTask<string?> OrganizationOfAsync(string projectId, CancellationToken cancellation) => database.ReadAsync(link => link.FirstAsync(OrganizationOf, static row => row.Text(0), ("id", projectId)), cancellation);

    public Task AddDeveloperAsync(string projectId, string personId, CancellationToken cancellation) => database.WriteAsync(link => AddDeveloperAsync(link, projectId, personId), cancellation);

    /// <summary>Within a unit of work: whoever owns a credential of a project is one of its developers.</summary>
    public static Task<bool> AddDeveloperAsync(Link link, string projectId, string personId) => link.ChangesAsync(AddDeveloper, ("project_id", projectId), ("person_id", personId));

    public ValueTask<ProjectCard?> FindAsync(string organizationId, string projectId, string personId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, Read, ("organization_id", organizationId), ("person_id", personId), ("id", projectId)), cancellation);

    public ValueTask<IReadOnlyList<ProjectCard>> ListAsync(string organizationId, string? onlyOf, ProjectSort sort, Place? after, int count, CancellationToken cancellation)
    {
        var sql = (onlyOf is not null, sort, after is not null) switch
        {
            (false, ProjectSort.Name, false) => AllByName,
            (false, ProjectSort.Name, true) => AllByNameLater,
            (false, _, false) => AllByNewest,
            (false, _, true) => AllByNewestLater,
            (true, ProjectSort.Name, false) => OwnByName,
            (true, ProjectSort.Name, true) => OwnByNameLater,
            (true, _, false) => OwnByNewest,
            (true, _, true) => OwnByNewestLater,
        };
        List<(string, Value)> arguments = [("organization_id", organizationId), ("person_id", onlyOf ?? ""), ("count", count)];
        if (after is not null)
        {
            arguments.Add(("after_value", sort == ProjectSort.Name ? after.Value : (Value)long.Parse(after.Value, CultureInfo.InvariantCulture)));
            arguments.Add(("after_id", after.Id));
        }

        return database.ReadAsync<IReadOnlyList<ProjectCard>>(async link => await link.AllAsync(sql, Read, [.. arguments]), cancellation);
    }

    public Task<string?> RenameAsync(string organizationId, string projectId, long? version, string name, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var old = await link.FirstAsync(Hold, static row => row.Text(0), ("id", projectId), ("organization_id", organizationId), ("version", version ?? AnyVersion));
            if (old is not null) await link.ExecuteAsync(Rename, ("name", name), ("id", projectId));
            return old;
        },
        cancellation);

    public Task<bool> DeleteAsync(string organizationId, string projectId, long? version, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            // Held first: a credential that another node adds at this moment waits for the answer, and is seen.
            if (await link.FirstAsync(Hold, static row => row.Text(0), ("id", projectId), ("organization_id", organizationId), ("version", version ?? AnyVersion)) is null) return false;
            return await link.ChangesAsync(Delete, ("now", now), ("id", projectId), ("organization_id", organizationId), ("version", version ?? AnyVersion));
        },
        cancellation);

    private static ProjectCard Read(Row row) => new()
    {
        Project = new() { Id = row.Text(0), OrganizationId = row.Text(1), Name = row.Text(2), Apis = row.Names(3), CreatedAt = row.Time(4) },
        Version = row.Number(5),
        CreatedBy = row.TextOrNull(6),
        Credentials = (int)row.Number(7),
        IsOwn = row.Number(8) > 0,
    };
}
