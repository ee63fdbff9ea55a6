using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Frameio.Resources.Workspaces;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Seeds;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Users;

namespace Stagedoor.Host.Tests.Seed;

/// <summary>Seed files (design §11).</summary>
public sealed class A_seed : IDisposable
{
    private readonly TempFolder folder = new();

    [Theory]
    [InlineData("""{"organizations":[{"name":"A","people":[{"emial":"a@b.c","name":"A"}]}]}""", "$.organizations[0].people[0].emial is not a member that a seed has.")]
    [InlineData("""{"organizations":[{"name":"A","people":[{"name":"A"}]}]}""", "$.organizations[0].people[0].email is missing.")]
    [InlineData("""{"organizations":[{"name":"A","name":"B"}]}""", "$.organizations[0].name: \"name\" stands twice.")]
    [InlineData("""{"organizations":[{"name":4}]}""", "$.organizations[0].name is not a text.")]
    [InlineData("""{"organizations":[{"name":"A","people":7}]}""", "$.organizations[0].people is not of the right type.")]
    [InlineData("{\"organizations\":[\n{\"name\":\"A\"", "line 2 is not JSON.")]
    [InlineData("""{"organizations":[{"name":"A","people":[{"email":"env:STAGEDOOR_NOT_SET","name":"A"}]}]}""", "$.organizations[0].people[0].email names the environment variable STAGEDOOR_NOT_SET, which is not set.")]
    [InlineData("""{"organizations":[{"name":"A","people":[{"email":"a@b.c","name":"A"},{"email":"A@b.c","name":"B"}]}]}""", "$.organizations[0].people holds \"a@b.c\" twice.")]
    [InlineData("""{"organizations":[{"name":"A","people":[{"email":"x@techacct.adobe.com","name":"A"}]}]}""", "$.organizations[0].people[0].email is not an e-mail address that a person can have.")]
    [InlineData("""{"organizations":[{"name":"A","people":[{"email":"a@b.c","name":"A","account_role":"king"}]}]}""", "$.organizations[0].people[0].account_role is none of owner, admin, member, reviewer.")]
    [InlineData("""{"organizations":[{"name":"A","id":"nope"}]}""", "$.organizations[0].id is not 24 hex digits and @AdobeOrg.")]
    [InlineData("""{"organizations":[{"name":"A","projects":[{"name":"P","apis":["frameio"],"credentials":[{"kind":"toaster","name":"T","scopes":["openid"]}]}]}]}""", "$.organizations[0].projects[0].credentials[0].kind is none of web_app, single_page_app, native_app, server_to_server.")]
    [InlineData("""{"organizations":[{"name":"A","projects":[{"name":"P","apis":["frameio"],"credentials":[{"kind":"web_app","name":"T","scopes":["frame.s2s.all"]}]}]}]}""", "$.organizations[0].projects[0].credentials[0].scopes[0]: frame.s2s.all belongs to Server-to-Server credentials.")]
    [InlineData("""{"organizations":[{"name":"A","projects":[{"name":"P","apis":[],"credentials":[{"kind":"web_app","name":"T","scopes":["openid"]}]}]}]}""", "$.organizations[0].projects[0].credentials[0].scopes[0]: no API of the project brings openid.")]
    [InlineData("""{"organizations":[{"name":"A","projects":[{"name":"P","apis":["frameio"],"credentials":[{"kind":"server_to_server","name":"T","scopes":["openid"],"owner":"nobody@b.c"}]}]}]}""", "$.organizations[0].projects[0].credentials[0].owner is no person of this organization.")]
    [InlineData("""{"organizations":[{"name":"A","projects":[{"name":"P","apis":["frameio"],"credentials":[{"kind":"server_to_server","name":"T","scopes":["openid"],"product_profiles":["X"]}]}]}]}""", "$.organizations[0].projects[0].credentials[0].product_profiles[0] is no product profile of this organization.")]
    [InlineData("""{"organizations":[{"name":"A","projects":[{"name":"P","apis":["frameio"],"credentials":[{"kind":"native_app","name":"T","scopes":["openid"],"client_secrets":[{"name":"a","value":"0123456789012345678901234567890"}]}]}]}]}""", "$.organizations[0].projects[0].credentials[0].client_secrets: Native App credentials have none.")]
    [InlineData("""{"organizations":[{"name":"A","workspaces":[{"name":"W","projects":[{"name":"P","files":[{"name":"f","media_type":"video","file_size":1}]}]}]}]}""", "$.organizations[0].workspaces[0].projects[0].files[0].media_type is not a media type.")]
    public void that_is_wrong_is_refused_with_the_place(string json, string sentence)
    {
        var file = folder.Write("seed.json", json);
        Assert.Equal($"The seed {file} cannot be applied: {sentence}", Refused.ByBuilding("--urls=http://127.0.0.1:0", $"--data={folder["d"]}", $"--seed={file}"));
        Assert.False(Directory.Exists(folder["d"]));
    }

    [Fact]
    public void may_not_register_a_redirect_uri_that_its_kind_forbids()
    {
        var file = folder.Write("seed.json", """{"organizations":[{"name":"A","projects":[{"name":"P","apis":["frameio"],"credentials":[{"kind":"web_app","name":"T","scopes":["openid"],"redirect_uris":["http://evil.example/x"]}]}]}]}""");
        Assert.Contains("$.organizations[0].projects[0].credentials[0]: The redirect URI \"http://evil.example/x\" cannot be registered", Refused.ByBuilding("--urls=http://127.0.0.1:0", $"--data={folder["d"]}", $"--seed={file}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task with_secrets_of_its_own_is_refused_in_production_and_where_others_can_reach_it()
    {
        var (code, _, error) = await HostProcess.RunAsync(["--urls=http://127.0.0.1:0", "--data", folder["d"], "--seed", TestKit.Seed.Path], new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" });
        Assert.Equal(1, code);
        Assert.Contains("holds passwords or secrets themselves", error, StringComparison.Ordinal);
        Assert.Contains("holds passwords or secrets themselves", Refused.ByBuilding("--urls=http://127.0.0.1:0", "--Stagedoor:Issuer=https://id.example", $"--data={folder["d"]}", $"--seed={TestKit.Seed.Path}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task may_name_secrets_that_stand_elsewhere()
    {
        folder.Write("password", "long enough for me\n");
        var seed = folder.Write("seed.json", """{"organizations":[{"name":"A","people":[{"email":"a@b.c","name":"A","password":"file:password"}]}]}""");
        await using var app = StagedoorHost.Build(["--urls=http://127.0.0.1:0", "--Stagedoor:Issuer=https://id.example", $"--data={folder["d"]}", $"--seed={seed}"]);
        await app.StartAsync();
        Assert.NotNull((await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync("a@b.c", default))!.PasswordHash);
        await app.StopAsync();
    }

    [Theory, Stores, Attack("F10")]
    public async Task gives_no_place_to_a_stranger_who_took_the_address_and_never_proved_it(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var people = app.Services.GetRequiredService<IPersonStore>();
        var stranger = new Person { Id = "0123456789ABCDEF01234567@AdobeID", FrameioId = Guid.NewGuid(), Email = "zoe@second.example", Name = "Not Zoe", CreatedAt = DateTimeOffset.UtcNow };
        Assert.True(await people.AddAsync(stranger, default));
        var seeder = app.Services.GetRequiredService<Host.Seed.Seeder>();
        var seed = new SeedFile { Organizations = [new() { Name = "Second", People = [new() { Email = "zoe@second.example", Name = "Zoe", AccountRole = "owner" }] }] };
        await seeder.ApplyAsync(seed, default);
        Assert.Empty(await app.Services.GetRequiredService<IOrganizationStore>().MembershipsOfAsync(stranger.Id, default));
        Assert.True(await people.VerifyEmailAsync(stranger.Id, "zoe@second.example", default));
        await seeder.ApplyAsync(seed, default);
        Assert.Single(await app.Services.GetRequiredService<IOrganizationStore>().MembershipsOfAsync(stranger.Id, default));
    }

    [Theory, Stores]
    public async Task loads_everything_and_again_without_changing_what_a_person_changed(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var clients = app.Services.GetRequiredService<IClientStore>();
        var accounts = app.Services.GetRequiredService<IServiceAccountStore>();
        var board = (await clients.FindAsync(TestKit.Seed.ReviewBoard.Id, default))!;
        Assert.False(board.Settings.RequirePkce);
        Assert.True(board.Settings.SecretInQuery);
        Assert.Equal(["http://127.0.0.1:7443/signed-out"], board.Settings.PostLogoutRedirectUris);
        Assert.Equal("Northlight Pictures", board.Settings.Publisher);
        var bot = (await accounts.FindByClientAsync(TestKit.Seed.DailiesBot.Id, default))!;
        Assert.Equal(("Service Account User", "admin"), (bot.Name, bot.AccountRole));
        var viewer = new Viewer(Guid.Parse(TestKit.Seed.Account), null, null);
        var workspaces = app.Services.GetRequiredService<IWorkspaceStore>();
        var everything = new PageQuery("name_asc", 50, false, null);
        var features = Assert.Single((await workspaces.ListAsync(viewer, everything, default)).Items);
        var film = Assert.Single((await app.Services.GetRequiredService<IProjectStore>().ListOfWorkspaceAsync(viewer, features.Id, everything, default)).Items);
        var ada = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(TestKit.Seed.Ada, default))!;
        Assert.Equal(("Features", ada.Id, "The Long Dark", ada.Id), (features.Name, features.Creator.SubjectId, film.Name, film.Owner.SubjectId));
        var assets = app.Services.GetRequiredService<IAssetStore>();
        var inside = (await assets.ListAsync(new(film.RootFolderId, AssetPlace.Folder, null), [AssetPlace.Folder, AssetPlace.File], everything, default)).Items;
        Assert.Equal(["folder Dailies", "file A001_C001.mov"], inside.OrderByDescending(asset => asset.Type).Select(asset => $"{asset.Type} {asset.Name}"));
        var clip = inside.Single(asset => asset.Type == AssetPlace.File).File!;
        Assert.Equal(("video/quicktime", 1_048_576, null), (clip.MediaType, clip.Size, clip.CompletedAt));

        Assert.True(await app.Services.GetRequiredService<IProjectStore>().DeleteAsync(film.Id, Gone(ActivityKind.ProjectDeleted, film.Id, ada.Id), default));
        await workspaces.RenameAsync(features.Id, "Long films", Gone(ActivityKind.WorkspaceUpdated, features.Id, ada.Id), default);
        await clients.ChangeAsync(board.ClientId, "Renamed", board.Settings with { Publisher = "Somebody" }, default);
        await clients.SetDisabledAsync(TestKit.Seed.ReviewPage.Id, true, DateTimeOffset.UtcNow, default);
        Assert.IsType<ServiceAccountAnswer.Done>(await accounts.EditAsync(bot.Id, bot.Version, ServiceAccountEdit.Of(bot) with { Name = "Night shift" }, default));
        await app.StopAsync();
        await using var again = await StagedoorApp.StartAsync(app.Options with { RestartOf = app });
        clients = again.Services.GetRequiredService<IClientStore>();
        Assert.Equal(("Renamed", "Somebody"), ((await clients.FindAsync(board.ClientId, default))!.Name, (await clients.FindAsync(board.ClientId, default))!.Settings.Publisher));
        Assert.NotNull((await clients.FindAsync(TestKit.Seed.ReviewPage.Id, default))!.DisabledAt);
        Assert.Single((await clients.FindAsync(TestKit.Seed.DailiesBot.Id, default))!.Secrets);
        Assert.Equal("Long films", Assert.Single((await again.Services.GetRequiredService<IWorkspaceStore>().ListAsync(viewer, everything, default)).Items).Name);
        Assert.Empty((await again.Services.GetRequiredService<IProjectStore>().ListOfAccountAsync(viewer, everything, default)).Items);
        Assert.Equal("Night shift", (await again.Services.GetRequiredService<IServiceAccountStore>().FindByClientAsync(TestKit.Seed.DailiesBot.Id, default))!.Name);
    }

    private static ActivityEntry Gone(ActivityKind kind, Guid id, string by) =>
        new() { At = DateTimeOffset.UtcNow, Kind = kind, AccountId = Guid.Parse(TestKit.Seed.Account), ResourceId = id, Actor = new(by) };

    public void Dispose() => folder.Dispose();
}
