namespace Stagedoor.Frameio.Tests.Contract;

internal static partial class Examples
{
    private static Dictionary<string, Func<World, Task<Ask>>> OfFolders() => new()
    {
        ["folders.index"] = async world =>
        {
            var folder = await world.NewFolderAsync();
            return new Ask(("folder_id", folder)) { Holds = [await world.NewFolderAsync(folder), await world.NewFileAsync(folder), await world.NewStackAsync(folder)] };
        },
        ["folders.list"] = async world =>
        {
            var folder = await world.NewFolderAsync();
            await world.NewFileAsync(folder);
            return new Ask(("folder_id", folder)) { Holds = [await world.NewFolderAsync(folder), await world.NewFolderAsync(folder)] };
        },
        ["folders.create"] = async world => new Ask(("folder_id", await world.NewFolderAsync())) { Body = Api.Named(world.NewName("Made")) },
        ["folders.show"] = async world => new Ask(("folder_id", await world.NewFolderAsync())),
        ["folders.update"] = async world => new Ask(("folder_id", await world.NewFolderAsync())) { Body = Api.Named(world.NewName("Renamed")) },
        ["folders.delete"] = async world => new Ask(("folder_id", await world.NewFolderAsync())),
        ["folders.copy"] = async world => new Ask(("folder_id", await world.NewFolderAsync())) { Body = await IntoAsync(world), IsEchoed = false },
        ["folders.move"] = async world => new Ask(("folder_id", await world.NewFolderAsync())) { Body = await IntoAsync(world) },
    };

    private static Dictionary<string, Func<World, Task<Ask>>> OfFiles() => new()
    {
        ["files.list"] = async world =>
        {
            var folder = await world.NewFolderAsync();
            await world.NewFolderAsync(folder);
            return new Ask(("folder_id", folder)) { Holds = [await world.NewFileAsync(folder), await world.NewFileAsync(folder)] };
        },
        ["files.create"] = async world => new Ask(("folder_id", await world.NewFolderAsync())) { Body = """{"data":{"name":"old way.mov","media_type":"video/quicktime","file_size":5}}""" },
        ["files.create_local_upload"] = async world => new Ask(("folder_id", await world.NewFolderAsync()))
        {
            Body = """{"data":{"name":"A001.mov","file_size":31457280}}""",
            Also = file =>
            {
                Assert.Equal(31_457_280, file.GetProperty("upload_urls").EnumerateArray().Sum(part => part.GetProperty("size").GetInt64()));
                Assert.Equal("created", file.Text("status"));
            },
        },
        ["files.create_remote_upload"] = async world => new Ask(("folder_id", await world.NewFolderAsync())) { Body = """{"data":{"name":"far.mov","source_url":"https://media.example/far.mov"}}""" },
        ["files.import_file"] = async world => new Ask(("folder_id", await world.NewFolderAsync()))
        {
            Body = """{"data":{"name":"asset.png","key":"uploads/original.png","storage_location":"123e4567-e89b-12d3-a456-426614174000"}}""",
        },
        ["files.show"] = async world => new Ask(("file_id", await world.NewFileAsync())) { Also = file => Assert.Equal(("uploaded", 5), (file.Text("status"), file.GetProperty("file_size").GetInt32())) },
        ["files.show_file_upload_status"] = async world => new Ask(("file_id", await world.NewFileAsync())) { Also = status => Assert.True(status.GetProperty("upload_complete").GetBoolean()) },
        ["files.update"] = async world => new Ask(("file_id", await world.NewFileAsync())) { Body = Api.Named("renamed.mov") },
        ["files.delete"] = async world => new Ask(("file_id", await world.NewFileAsync())),
        ["files.copy"] = async world => new Ask(("file_id", await world.NewFileAsync())) { Body = await IntoAsync(world), IsEchoed = false },
        ["files.move"] = async world => new Ask(("file_id", await world.NewFileAsync())) { Body = await IntoAsync(world) },
    };

    private static Dictionary<string, Func<World, Task<Ask>>> OfVersionStacks() => new()
    {
        ["version_stacks.list"] = async world =>
        {
            var folder = await world.NewFolderAsync();
            await world.NewFileAsync(folder);
            return new Ask(("folder_id", folder)) { Holds = [await world.NewStackAsync(folder), await world.NewStackAsync(folder)] };
        },
        ["version_stacks.create"] = async world =>
        {
            var folder = await world.NewFolderAsync();
            var (one, two) = (await world.NewFileAsync(folder), await world.NewFileAsync(folder));
            return new Ask(("folder_id", folder)) { Body = $$$"""{"data":{"file_ids":["{{{one}}}","{{{two}}}"]}}""", Also = stack => Assert.Equal(two, stack.GetProperty("head_version").Text("id")) };
        },
        ["version_stacks.show"] = async world => new Ask(("version_stack_id", await world.NewStackAsync())),
        ["version_stacks.index"] = async world =>
        {
            var folder = await world.NewFolderAsync();
            var (one, two) = (await world.NewFileAsync(folder), await world.NewFileAsync(folder));
            var stack = await world.Bot.DataAsync(HttpMethod.Post, $"/folders/{folder}/version_stacks", $$$"""{"data":{"file_ids":["{{{one}}}","{{{two}}}"]}}""");
            return new Ask(("version_stack_id", stack.Text("id"))) { Holds = [one, two] };
        },
        ["version_stacks.copy"] = async world => new Ask(("version_stack_id", await world.NewStackAsync())) { Body = await IntoAsync(world), IsEchoed = false },
        ["version_stacks.move"] = async world => new Ask(("version_stack_id", await world.NewStackAsync())) { Body = await IntoAsync(world) },
    };

    private static async Task<string> IntoAsync(World world) => $$$"""{"data":{"parent_id":"{{{await world.NewFolderAsync()}}}"}}""";
}
