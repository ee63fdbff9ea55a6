using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Folders, files and version stacks.</summary>
public sealed partial class Every_operation
{
    private async Task FoldersAsync()
    {
        var project = await studio.NewProjectAsync();
        var folder = await Client.Folders.CreateAsync(Account, project.RootFolderId, "Camera A");
        Assert.Equal(("Camera A", AssetType.Folder, project.Id, project.RootFolderId), (folder.Name, folder.Type, folder.ProjectId, folder.ParentId!.Value));
        var renamed = await Client.Folders.RenameAsync(Account, folder.Id, "Camera B");
        Assert.Equal(folder with { Name = "Camera B", UpdatedAt = renamed.UpdatedAt }, renamed);
        var shown = await Client.Folders.GetAsync(Account, folder.Id, FolderIncludes.Creator | FolderIncludes.Project);
        Assert.Equal(("Camera B", "Service Account User", project.Id), (shown.Name, shown.Creator?.Name, shown.Project!.Id));
        Assert.Equal([renamed], await Client.Folders.List(Account, project.RootFolderId).AllAsync());
        var file = await studio.NewFileAsync(folder.Id);

        var copy = await Client.Folders.CopyAsync(Account, folder.Id, project.RootFolderId, copyMetadata: true);
        Assert.Equal(["Camera B", copy!.Name], (await Client.Folders.List(Account, project.RootFolderId, new() { PageSize = 1 }).AllAsync()).Select(other => other.Name).Order(StringComparer.Ordinal));
        Assert.Equal(folder.Id, (await Client.Folders.MoveAsync(Account, copy.Id, folder.Id)).ParentId);

        var children = await Client.Folders.ListChildren(Account, folder.Id, new() { Type = AssetTypes.File | AssetTypes.Folder }).AllAsync();
        Assert.Equal((file.Id, copy.Id), (Assert.Single(children.OfType<FrameioFile>()).Id, Assert.Single(children.OfType<Folder>()).Id));
        Assert.IsType<Folder>(Assert.Single(await Client.Folders.ListChildren(Account, folder.Id, new() { Type = AssetTypes.Folder }).AllAsync()));
        await Client.Folders.DeleteAsync(Account, folder.Id);
        Assert.Empty(await Client.Folders.List(Account, project.RootFolderId).AllAsync());
    }

    private async Task FilesAsync()
    {
        var project = await studio.NewProjectAsync();
        var root = project.RootFolderId;
        var file = await Client.Files.CreateLocalUploadAsync(Account, root, "A001.mov", (2 * Studio.PartSize) + 1);
        Assert.Equal(("A001.mov", (2 * Studio.PartSize) + 1, FileStatus.Created, AssetType.File), (file.Name, file.FileSize, file.Status, file.Type));
        Assert.Equal(file.FileSize, file.UploadUrls!.Sum(part => part.Size));
        Assert.Equal(3, file.UploadUrls!.Count);
        var status = await Client.Files.GetUploadStatusAsync(Account, file.Id);
        Assert.Equal((file.Id, false, false), (status.Id, status.UploadComplete, status.UploadFailed));

        var whole = await studio.NewFileAsync(root, "B001.mov", [1, 2, 3]);
        var shown = await Client.Files.GetAsync(Account, whole.Id, AssetIncludes.OriginalLink | AssetIncludes.Creator | AssetIncludes.Project | AssetIncludes.Metadata);
        Assert.Equal(("B001.mov", 3, "Service Account User", project.Name), (shown.Name, shown.FileSize, shown.Creator?.Name, shown.Project?.Name));
        Assert.NotNull(shown.MediaLinks?.Original?.DownloadUrl);
        Assert.NotNull(shown.Metadata);
        Assert.Equal("C001.mov", (await Client.Files.RenameAsync(Account, whole.Id, "C001.mov")).Name);
        Assert.Equal(["A001.mov", "C001.mov"], (await Client.Files.List(Account, root, new() { Sort = FileSort.NameAscending }).AllAsync()).Select(other => other.Name));

        var folder = await Client.Folders.CreateAsync(Account, root, "Selects");
        var copy = await Client.Files.CopyAsync(Account, whole.Id, folder.Id, copyMetadata: true, copyComments: CopyComments.All);
        Assert.Equal((folder.Id, 3), (copy.ParentId!.Value, copy.FileSize));
        Assert.Equal(root, (await Client.Files.MoveAsync(Account, copy.Id, root)).ParentId);
        await Client.Files.DeleteAsync(Account, copy.Id);

        await using var source = await Receiver.StartAsync(context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "from elsewhere"));
        var remote = await Client.Files.CreateRemoteUploadAsync(Account, root, "remote.txt", source.Address + "remote.txt");
        Assert.Equal("remote.txt", remote.Name);
        await Eventually.TrueAsync(async () => (await Client.Files.GetUploadStatusAsync(Account, remote.Id)).UploadComplete, TimeSpan.FromSeconds(30), "the remote upload is complete");
#pragma warning disable CS0618 // The contract deprecates it, and it is there.
        var old = await Client.Files.CreateAsync(Account, root, new() { Name = "old.png", MediaType = "image/png", FileSize = 7 });
#pragma warning restore CS0618
        Assert.Equal(("old.png", "image/png", 7), (old.Name, old.MediaType, old.FileSize));

        // Stagedoor has no storages of one's own: the call arrives, and there is no such route. Its answer is tested by the contract's example.
        var refused = await Assert.ThrowsAsync<FrameioException>(() => Client.Files.ImportAsync(Account, root, new() { Name = "mine.mov", Key = "raw/mine.mov", StorageLocation = "s3://bucket" }));
        Assert.Equal((FrameioProblem.NotFound, "files.import_file"), (refused.Problem, refused.Operation));
        Assert.StartsWith("no route found for POST", Assert.Single(refused.Errors).Detail, StringComparison.Ordinal);
    }

    private async Task VersionStacksAsync()
    {
        var project = await studio.NewProjectAsync();
        var root = project.RootFolderId;
        var (one, two) = (await studio.NewFileAsync(root, "cut 1.mov"), await studio.NewFileAsync(root, "cut 2.mov"));
        var stack = await Client.VersionStacks.CreateAsync(Account, root, [one.Id, two.Id]);
        Assert.Equal((AssetType.VersionStack, root, two.Id), (stack.Type, stack.ParentId!.Value, stack.HeadVersion!.Id));
        Assert.Equal("Service Account User", (await Client.VersionStacks.GetAsync(Account, stack.Id, AssetIncludes.Creator)).Creator?.Name);
        Assert.Equal(stack.Id, Assert.Single(await Client.VersionStacks.List(Account, root).AllAsync()).Id);
        Assert.Equal([one.Id.ToString(), two.Id.ToString()], (await Client.VersionStacks.ListChildren(Account, stack.Id).AllAsync()).OfType<FrameioFile>().Select(file => file.Id.ToString()).Order(Comparer<string>.Create((a, b) => a == one.Id.ToString() ? -1 : 1)));
        Assert.Equal(stack.Id, Assert.IsType<VersionStack>(Assert.Single(await Client.Folders.ListChildren(Account, root).AllAsync())).Id);
        var folder = await Client.Folders.CreateAsync(Account, root, "Cuts");
        var copy = await Client.VersionStacks.CopyAsync(Account, stack.Id, folder.Id);
        Assert.Equal(folder.Id, copy.ParentId);
        Assert.Equal(root, (await Client.VersionStacks.MoveAsync(Account, copy.Id, root)).ParentId);
    }
}
