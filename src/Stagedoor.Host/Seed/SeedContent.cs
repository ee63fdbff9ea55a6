using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Frameio.Resources.Workspaces;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Host.Seed;

/// <summary>Creates the V4 content of a seed, each thing once: what was deleted since stays deleted, and what stood in it is not made again (design §11).</summary>
internal sealed class SeedContent(IWorkspaceStore workspaces, IProjectStore projects, ISeedLedger ledger, SeedIds ids, TimeProvider time)
{
    /// <summary>Records all under one person or service account; how many things were created.</summary>
    public async Task<int> ApplyAsync(SeedOrganization organization, string creatorId, CancellationToken cancellation)
    {
        var created = 0;
        var (account, by) = (ids.AccountOf(organization), new Actor(creatorId));
        foreach (var workspace in organization.Workspaces)
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            var id = ids.Uuid("workspace", account.ToString(), workspace.Name);
            created += await OnceAsync($"workspace:{id}", () => workspaces.AddAsync(
                new(id, account, workspace.Name, by, now, now),
                Entry(ActivityKind.WorkspaceCreated, account, by, now, id, workspace.Name) with { WorkspaceId = id },
                cancellation), cancellation);
            foreach (var project in workspace.Projects)
            {
                var projectId = ids.Uuid("api-project", id.ToString(), project.Name);
                created += await OnceAsync($"api_project:{projectId}", () => projects.AddAsync(
                    new()
                    {
                        Id = projectId,
                        AccountId = account,
                        WorkspaceId = id,
                        RootFolderId = ids.Uuid("root-folder", projectId.ToString()),
                        Name = project.Name,
                        IsRestricted = false,
                        IsActive = true,
                        Owner = by,
                        CreatedAt = now,
                        UpdatedAt = now,
                    },
                    null,
                    Entry(ActivityKind.ProjectCreated, account, by, now, projectId, project.Name) with { WorkspaceId = id, ProjectId = projectId },
                    cancellation), cancellation);
            }
        }

        return created;
    }

    private static ActivityEntry Entry(ActivityKind kind, Guid account, Actor by, DateTimeOffset at, Guid id, string name) =>
        new() { At = at, Kind = kind, AccountId = account, ResourceId = id, ResourceName = name, Actor = by };

    private async Task<int> OnceAsync(string key, Func<Task<bool>> create, CancellationToken cancellation)
    {
        if (await ledger.ContainsAsync(key, cancellation)) return 0;
        var isCreated = await create();
        await ledger.AddAsync(key, null, cancellation);
        return isCreated ? 1 : 0;
    }
}
