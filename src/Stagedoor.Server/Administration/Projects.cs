using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Server.Administration;

/// <summary>The projects of the Developer Console. A developer has those that they made or own a credential of; a system administrator all of the organization.</summary>
public sealed class Projects(IDeveloperProjects store, Cursors cursors, ActRecord record, StagedoorOptions options, TimeProvider time)
{
    public const int PageSize = 20, MostPerPage = 100;

    public async ValueTask<Outcome<Listed<ProjectCard>>> ListAsync(Administrator administrator, ProjectSort sort, string? after, int size, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.ListProjects, administrator) is { } refused) return refused;
        var onlyOf = administrator.Has(Standing.SystemAdministrator) ? null : administrator.Id;
        var list = $"projects {sort}";
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        var found = await store.ListAsync(administrator.OrganizationId, onlyOf, sort, place, size + 1, cancellation);
        return cursors.Page(administrator, list, found, size, card => new(sort == ProjectSort.Name ? card.Project.Name : Number.Text(card.Project.CreatedAt.ToUnixTimeMilliseconds()), card.Project.Id));
    }

    public ValueTask<Outcome<ProjectCard>> FindAsync(Administrator administrator, string id, CancellationToken cancellation) => OpenAsync(administrator, Act.ReadProject, id, cancellation);

    public async Task<Outcome<ProjectCard>> CreateAsync(Administrator administrator, string? name, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.CreateProject, administrator) is { } refused) return refused;
        if (ChosenName.Read(name).Failed(out var wrong, out var chosen)) return wrong;
        var project = new Project { Id = RandomIds.Uuid().ToString(), OrganizationId = administrator.OrganizationId, Name = chosen, CreatedAt = time.GetUtcNow() };
        return await AddAsync(administrator, project, cancellation);
    }

    /// <summary>One with an id and APIs that were chosen, as a seed does.</summary>
    internal async Task<Outcome<ProjectCard>> AddAsync(Administrator administrator, Project project, CancellationToken cancellation)
    {
        if (Permissions.Judge(Act.CreateProject, administrator) is { } refused) return refused;
        switch (await store.AddAsync(project, administrator.Id, options.MostProjects, cancellation))
        {
            case ProjectAddition.TooMany: return NoRoom();
            case ProjectAddition.IdTaken: return Credentials.IdTaken();
        }

        await record.OfAsync(administrator, AuditAct.ProjectCreated, project.Id);
        return await OpenAsync(administrator, Act.ReadProject, project.Id, cancellation);
    }

    /// <summary>How many more the organization may have.</summary>
    internal async ValueTask<int> RoomAsync(Administrator administrator, CancellationToken cancellation) => options.MostProjects - await store.CountAsync(administrator.OrganizationId, cancellation);

    internal Objection NoRoom() => Objection.Limit("too_many_projects", $"An organization has at most {options.MostProjects} projects: delete one that is not used any more.", options.MostProjects);

    /// <summary><paramref name="version"/> is the one that was looked at; null for whatever is there.</summary>
    public async Task<Outcome<ProjectCard>> RenameAsync(Administrator administrator, string id, long? version, string? name, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.RenameProject, id, cancellation)).Failed(out var refused, out _)) return refused;
        if (ChosenName.Read(name).Failed(out var wrong, out var chosen)) return wrong;
        if (await store.RenameAsync(administrator.OrganizationId, id, version, chosen, cancellation) is not { } old) return await GoneOrChangedAsync(administrator, id, cancellation);
        await record.OfAsync(administrator, AuditAct.ProjectRenamed, id, was: old);
        return await OpenAsync(administrator, Act.ReadProject, id, cancellation);
    }

    /// <summary>Refused while a credential is in it: what a project holds is deleted one by one, each with its own warning.</summary>
    public async Task<Outcome<Done>> DeleteAsync(Administrator administrator, string id, long? version, CancellationToken cancellation)
    {
        if ((await OpenAsync(administrator, Act.DeleteProject, id, cancellation)).Failed(out var refused, out var card)) return refused;
        if (InUse(card) is { } inUse) return inUse;
        if (!await store.DeleteAsync(administrator.OrganizationId, id, version, time.GetUtcNow(), cancellation))
        {
            // A credential may have come in between.
            return (await OpenAsync(administrator, Act.ReadProject, id, cancellation)).Failed(out var gone, out var now) ? gone : InUse(now) ?? Objection.Changed();
        }

        await record.OfAsync(administrator, AuditAct.ProjectDeleted, id, was: card.Project.Name);
        return Done.Value;
    }

    /// <summary>Why it cannot be deleted; null when nothing is in the way.</summary>
    public static Objection? InUse(ProjectCard card) => card.Credentials == 0 ? null
        : Objection.Conflict("project_in_use", $"{card.Credentials} of its credentials are still there: delete them first.", card.Credentials);

    internal async ValueTask<Outcome<ProjectCard>> OpenAsync(Administrator administrator, Act act, string id, CancellationToken cancellation)
    {
        var card = id.Length is > 0 and <= 64 ? await store.FindAsync(administrator.OrganizationId, id, administrator.Id, cancellation) : null;
        if (Permissions.Judge(act, administrator, card?.IsOwn ?? false) is { } refused) return refused;
        return card is null ? Objection.NotFound() : card;
    }

    private async ValueTask<Objection> GoneOrChangedAsync(Administrator administrator, string id, CancellationToken cancellation) =>
        await store.FindAsync(administrator.OrganizationId, id, administrator.Id, cancellation) is null ? Objection.NotFound() : Objection.Changed();
}
