using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Users;

namespace Stagedoor.Frameio.Tests.Contract;

/// <summary>
/// One installation with two accounts for all calls: the seed's, where a service account is admin and makes things by the API itself, and another, whose owner is a stranger to the first.
/// </summary>
public sealed class World : IAsyncLifetime
{
    public const string Cleo = "cleo@southbank.example";

    /// <summary>One member of the seed's account for each role that can be given on a workspace, and one for each other standing.</summary>
    public static readonly string[] Crew = ["workspace_admin", "full_access", "editor", "edit_only", "commenter", "viewer", "none", "reviewer", "gone"];

    private readonly Dictionary<string, Api> crew = [];
    private readonly Dictionary<string, string> crewIds = [];
    private readonly List<string> workspaces = [];
    private readonly HashSet<(string Workspace, string Role)> given = [];

    private StagedoorApp? app;
    private Api? bot;
    private string? workspace;
    private JsonElement? project;
    private int made;

    internal StagedoorApp App => app!;

    internal Api Bot => bot!;

    internal Api Stranger { get; private set; } = null!;

    internal string StrangersAccount { get; private set; } = "";

    internal string Ben { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        app = await StagedoorApp.StartAsync(new AppOptions
        {
            SeedPath = SeedOfTwo(),
            Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false", ["Egress:AllowLoopback"] = "true" },
        });
        bot = await Api.OfBotAsync(app);
        Stranger = await Api.OfAsync(app, Cleo);
        StrangersAccount = (await Stranger.AllAsync("/v4/accounts")).Single().Text("id");
        Ben = await (await Api.OfAsync(app, Seed.Ben)).MeAsync();
        foreach (var role in Crew)
        {
            crew[role] = await Api.OfAsync(app, Email(role));
            crewIds[role] = await crew[role].MeAsync();
        }

        var people = app.Services.GetRequiredService<IPersonStore>();
        await people.SetDisabledAsync((await people.FindByEmailAsync(Email("gone"), default))!.Id, true, DateTimeOffset.UtcNow, default);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    /// <summary>The crew's member with a role on every workspace that was made.</summary>
    internal async Task<Api> WithRoleAsync(string role)
    {
        if (role is not ("none" or "reviewer"))
        {
            foreach (var made in workspaces.Where(made => given.Add((made, role))))
            {
                // Some examples delete their workspace.
                var answer = await Bot.PatchAsync($"/workspaces/{made}/users/{crewIds[role]}", $$$"""{"data":{"role":"{{{(role == "gone" ? "full_access" : role)}}}"}}""");
                Assert.True(answer.Code is 200 or 404, answer.ToString());
            }
        }

        return crew[role];
    }

    private static string Email(string role) => $"{role}@northlight.example";

    /// <summary>The seed with a crew, and with a second organization of another owner.</summary>
    internal static string SeedOfTwo(string ownerOfOther = Cleo)
    {
        var seed = JsonNode.Parse(File.ReadAllText(Seed.Path))!;
        seed["organizations"]!.AsArray().Add(JsonNode.Parse($$"""{"name":"Southbank","people":[{"email":"{{ownerOfOther}}","name":"Cleo Reyes","account_role":"owner","email_verified":true}]}"""));
        foreach (var role in Crew)
        {
            seed["organizations"]![0]!["people"]!.AsArray().Add(JsonNode.Parse($$"""{"email":"{{Email(role)}}","name":"The {{role}}","account_role":"{{(role == "reviewer" ? role : "member")}}","email_verified":true}"""));
        }

        var path = Path.Combine(Directory.CreateTempSubdirectory("stagedoor-seed-").FullName, "seed.json");
        File.WriteAllText(path, seed.ToJsonString());
        return path;
    }

    internal string NewName(string what) => $"{what} {++made}";

    internal async Task<string> WorkspaceAsync() => workspace ??= await NewWorkspaceAsync();

    internal async Task<string> NewWorkspaceAsync()
    {
        workspaces.Add(await Bot.NewWorkspaceAsync(NewName("Workspace")));
        return workspaces[^1];
    }

    internal async Task<JsonElement> ProjectAsync() => project ??= await NewProjectAsync();

    internal async Task<string> ProjectIdAsync() => (await ProjectAsync()).Text("id");

    internal async Task<JsonElement> NewProjectAsync() => await Bot.NewProjectAsync(await WorkspaceAsync(), NewName("Project"));

    internal async Task<string> RootAsync() => (await ProjectAsync()).Text("root_folder_id");

    internal async Task<string> NewFolderAsync(string? parent = null) => await MakeAsync($"/folders/{parent ?? await RootAsync()}/folders", Api.Named(NewName("Folder")));

    /// <summary>A file with its bytes.</summary>
    internal async Task<string> NewFileAsync(string? folder = null)
    {
        var file = await Bot.DataAsync(HttpMethod.Post, $"/folders/{folder ?? await RootAsync()}/files/local_upload", $$$"""{"data":{"name":"{{{NewName("clip")}}}.mov","file_size":5}}""");
        foreach (var url in file.GetProperty("upload_urls").EnumerateArray())
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, url.Text("url")) { Content = new ByteArrayContent([1, 2, 3, 4, 5]) };
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(file.Text("media_type"));
            request.Headers.Add("x-amz-acl", "private");
            (await Answer.OfAsync(await app!.Http.SendAsync(request))).Ok();
        }

        return file.Text("id");
    }

    internal async Task<string> NewStackAsync(string? folder = null)
    {
        folder ??= await NewFolderAsync();
        var (one, two) = (await NewFileAsync(folder), await NewFileAsync(folder));
        return await MakeAsync($"/folders/{folder}/version_stacks", $$$"""{"data":{"file_ids":["{{{one}}}","{{{two}}}"]}}""");
    }

    internal async Task<string> NewCommentAsync(string? file = null) => await MakeAsync($"/files/{file ?? await NewFileAsync()}/comments", """{"data":{"text":"Tighten this"}}""");

    internal async Task<string> NewAttachmentAsync(string comment) => await MakeAsync($"/comments/{comment}/attachments", """{"data":{"name":"still.png","file_size":5,"media_type":"image/png"}}""");

    internal async Task<string> NewWebhookAsync(string? at = null) => await MakeAsync($"/workspaces/{at ?? await WorkspaceAsync()}/webhooks", $$$"""{"data":{"name":"{{{NewName("Hook")}}}","url":"https://hooks.example/in","events":["file.created"]}}""");

    internal async Task<string> NewActionAsync(string? at = null) =>
        await MakeAsync($"/workspaces/{at ?? await WorkspaceAsync()}/actions", $$$"""{"data":{"name":"{{{NewName("Action")}}}","description":"Sends it on","event":"send.on","url":"https://hooks.example/act"}}""");

    internal async Task<string> NewGroupAsync() => await MakeAsync("/groups", $$$"""{"data":{"name":"{{{NewName("group")}}}","emoji":"smile"}}""");

    internal async Task<string> NewFieldAsync() => await MakeAsync("/metadata/field_definitions", $$$"""{"data":{"field_type":"text","name":"{{{NewName("Field")}}}"}}""");

    internal async Task<string> NewShareAsync(string? inProject = null, string access = "public")
    {
        inProject ??= await ProjectIdAsync();
        var root = (await Bot.DataAsync(HttpMethod.Get, $"/projects/{inProject}")).Text("root_folder_id");
        return await MakeAsync($"/projects/{inProject}/shares", $$$"""{"data":{"type":"asset","name":"{{{NewName("Share")}}}","access":"{{{access}}}","asset_ids":["{{{await NewFileAsync(root)}}}"]}}""");
    }

    private async Task<string> MakeAsync(string path, string json) => (await Bot.DataAsync(HttpMethod.Post, path, json)).Text("id");
}
