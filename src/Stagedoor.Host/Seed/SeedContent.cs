using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Files;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Frameio.Resources.Workspaces;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Seeds;

namespace Stagedoor.Host.Seed;

/// <summary>
/// Creates the V4 content of a seed, each thing once: what was deleted since stays deleted, and what stood in it is not made again (design §11). A seed says how large a file is and
/// not what is in it: its bytes are awaited, for as long as it takes.
/// </summary>
internal sealed class SeedContent(IWorkspaceStore workspaces, IProjectStore projects, IAssetStore assets, ISeedLedger ledger, SeedIds ids, TimeProvider time)
{
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private int created;

    /// <summary>Records all under one person or service account; how many things were created.</summary>
    public async Task<int> ApplyAsync(SeedOrganization organization, string creatorId, CancellationToken cancellation)
    {
        created = 0;
        var (account, by) = (ids.AccountOf(organization), new Actor(creatorId));
        foreach (var workspace in organization.Workspaces)
        {
            var id = ids.Uuid("workspace", account.ToString(), workspace.Name);
            var entry = new ActivityEntry { At = Now(), Kind = ActivityKind.WorkspaceCreated, AccountId = account, WorkspaceId = id, ResourceId = id, ResourceName = workspace.Name, Actor = by };
            await OnceAsync($"workspace:{id}", () => workspaces.AddAsync(new(id, account, workspace.Name, by, entry.At, entry.At), entry, cancellation), cancellation);
            foreach (var project in workspace.Projects) await ApplyAsync(project, entry, cancellation);
        }

        return created;
    }

    private async Task ApplyAsync(SeedApiProject project, ActivityEntry within, CancellationToken cancellation)
    {
        var id = ids.Uuid("api-project", within.ResourceId.ToString(), project.Name);
        var entry = within with { At = Now(), Kind = ActivityKind.ProjectCreated, ProjectId = id, ResourceId = id, ResourceName = project.Name };
        var root = ids.Uuid("root-folder", id.ToString());
        await OnceAsync($"api_project:{id}", () => projects.AddAsync(
            new()
            {
                Id = id,
                AccountId = entry.AccountId,
                WorkspaceId = within.ResourceId,
                RootFolderId = root,
                Name = project.Name,
                IsRestricted = false,
                IsActive = true,
                Owner = entry.Actor,
                CreatedAt = entry.At,
                UpdatedAt = entry.At,
            },
            null,
            entry,
            cancellation), cancellation);
        await FillAsync(root, project.Folders, project.Files, entry, cancellation);
    }

    private async Task FillAsync(Guid parent, IReadOnlyList<SeedFolder> folders, IReadOnlyList<SeedContentFile> files, ActivityEntry within, CancellationToken cancellation)
    {
        // Names may stand twice in a folder.
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            var (asset, entry) = Below(parent, AssetPlace.Folder, folder.Name, seen, within with { Kind = ActivityKind.FolderCreated });
            await OnceAsync($"asset:{asset.Id}", async () => (await assets.AddFolderAsync(asset, entry, cancellation)).Asset is not null, cancellation);
            await FillAsync(asset.Id, folder.Folders, folder.Files, within, cancellation);
        }

        seen.Clear();
        foreach (var file in files)
        {
            var (asset, entry) = Below(parent, AssetPlace.File, file.Name, seen, within with { Kind = ActivityKind.FileCreated });
            var layout = ContentLayout.Of(ids.Uuid("content", asset.Id.ToString()), file.FileSize, file.FileSize);
            asset = asset with { File = new() { ContentId = layout.Id, MediaType = file.MediaType, Size = file.FileSize, BegunAt = entry.At } };
            await OnceAsync($"asset:{asset.Id}", async () => (await assets.AddFileAsync(new(asset, layout, Never), entry, cancellation)).Asset is not null, cancellation);
        }
    }

    private (Asset Asset, ActivityEntry Entry) Below(Guid parent, string type, string name, Dictionary<string, int> seen, ActivityEntry entry)
    {
        seen[name] = seen.GetValueOrDefault(name) + 1;
        var id = ids.Uuid("asset", parent.ToString(), type, name, seen[name].ToString(System.Globalization.CultureInfo.InvariantCulture));
        var now = Now();
        var asset = new Asset { Id = id, AccountId = entry.AccountId, ProjectId = entry.ProjectId!.Value, ParentId = parent, Type = type, Name = name, Creator = entry.Actor, CreatedAt = now, UpdatedAt = now };
        return (asset, entry with { At = now, ResourceId = id, ResourceName = name });
    }

    // As exactly as it is stored.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    private async Task OnceAsync(string key, Func<Task<bool>> create, CancellationToken cancellation)
    {
        if (await ledger.ContainsAsync(key, cancellation)) return;
        if (await create()) created++;
        await ledger.AddAsync(key, null, cancellation);
    }
}
