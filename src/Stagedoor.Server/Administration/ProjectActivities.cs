using System.Globalization;
using Stagedoor.Server.Audit.Index;

namespace Stagedoor.Server.Administration;

/// <summary>A page of what was done to a project, newest first.</summary>
public sealed record ProjectActivity(ProjectCard Project, IReadOnlyList<AuditLine> Lines, string? Next);

/// <summary>
/// What was done in the consoles to a project and its credentials within the last year, for whoever may read the project: who, what and when, from the audit's index. What the credentials do themselves stands in the
/// audit, for system administrators; and so does from where somebody came.
/// </summary>
public sealed class ProjectActivities(IAuditIndex index, Projects projects, Cursors cursors, TimeProvider time)
{
    public const int PageSize = 25;

    private static readonly TimeSpan Back = TimeSpan.FromDays(365);

    public async ValueTask<Outcome<ProjectActivity>> OfAsync(Administrator administrator, string id, string? after, int size, CancellationToken cancellation)
    {
        if ((await projects.OpenAsync(administrator, Act.ReadProject, id, cancellation)).Failed(out var refused, out var card)) return refused;
        var list = $"activity {id}";
        if (cursors.Read(administrator, list, after, out var place) is { } wrong) return wrong;
        var hits = await index.OfProjectAsync(administrator.OrganizationId, id, time.GetUtcNow() - Back, place is null ? null : long.Parse(place.Value, CultureInfo.InvariantCulture), size, cancellation);
        var names = await index.NamesAsync(administrator.OrganizationId, hits.Items.SelectMany(hit => AuditExport.Named(hit.Entry)), cancellation);
        return new ProjectActivity(
            card,
            [.. hits.Items.Select(hit => new AuditLine(hit with { Address = null }, NameOf(hit.Entry.ActorId), NameOf(hit.Entry.OnBehalfOfId), NameOf(hit.Entry.ClientId), NameOf(hit.Entry.TargetId)))],
            hits.HasMore ? cursors.Write(administrator, list, new(Number.Text(hits.Items[^1].Number), "")) : null);

        AuditName? NameOf(string? of) => of is null ? null : names.GetValueOrDefault(of);
    }
}
