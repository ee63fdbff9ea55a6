using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Frameio.Tests.Deliveries;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Users;

namespace Stagedoor.Frameio.Tests.Permissions;

/// <summary>A service account that acts for a person may what both may, is shown under both names, and leaves both in every record (design §6).</summary>
[Spec("design", "6")]
public class A_service_account_for_a_person(A_service_account_for_a_person.Apps apps) : IClassFixture<A_service_account_for_a_person.Apps>
{
    private static readonly SeedClient Night = Service_accounts.Night;

    private static readonly Rank[] Ranks = [new(null, 0), new("viewer", 1), new("commenter", 2), new("edit_only", 3), new("full_access", 5)];

    [Theory, Stores, Attack("E7")]
    public async Task may_do_on_a_project_what_both_may_whichever_of_them_may_more(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (admin, ben, night) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ben), await NightAsync(app));
        var nightForBen = new Api(app.Http, await app.PersonTokenAsync(Seed.Ben, Night));
        var workspace = await admin.NewWorkspaceAsync("Ranks");
        foreach (var person in Ranks)
        {
            foreach (var bot in Ranks)
            {
                var project = await admin.NewProjectAsync(workspace, $"of {person.Role} and {bot.Role}");
                var id = project.Text("id");
                if (person.Role is { } given) await admin.GiveAsync("projects/" + id, await ben.MeAsync(), given);
                if (bot.Role is { } givenToBot) await admin.GiveAsync("projects/" + id, await night.MeAsync(), givenToBot);
                var may = Math.Min(person.May, bot.May);
                var root = project.Text("root_folder_id");
                var what = $"{person.Role} and {bot.Role}";
                Check(may, 1, await nightForBen.GetAsync($"/projects/{id}"), what);
                Check(may, 3, await nightForBen.PostAsync($"/folders/{root}/folders", Api.Named("x")), what);
                Check(may, 5, await nightForBen.PatchAsync($"/projects/{id}", Api.Named("y")), what);
                Check(may, 5, await nightForBen.PatchAsync($"/projects/{id}/users/{await night.MeAsync()}", """{"data":{"role":"full_access"}}"""), what);
                Assert.Equal(may > 0, (await nightForBen.AllAsync("/projects")).Any(item => item.Text("id") == id));
                (await admin.DeleteAsync($"/projects/{id}")).Is(204);
            }
        }
    }

    [Theory, Stores, Attack("E7")]
    public async Task may_do_in_the_account_what_both_may(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var (person, bot, may) in (IEnumerable<(string, SeedClient, bool)>)[(Seed.Ada, Seed.DailiesBot, true), (Seed.Ada, Night, false), (Seed.Ben, Seed.DailiesBot, false), (Seed.Ben, Night, false)])
        {
            var api = new Api(app.Http, await app.PersonTokenAsync(person, bot));
            Assert.Single(await api.AllAsync("/v4/accounts"));
            (await api.PostAsync("/workspaces", Api.Named("Made for another"))).Is(may ? 201 : 403);
            (await api.SendAsync(HttpMethod.Get, "/audit_logs", change: request => request.Headers.Add("api-version", "4.0"))).Is(may ? 200 : 403);
            (await api.PostAsync("/groups", """{"data":{"name":"Night","emoji":"🌙"}}""")).Is(may ? 201 : 403);
        }
    }

    [Theory, Stores, Attack("E7"), Attack("E10")]
    public async Task reaches_no_account_in_which_one_of_them_is_not(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var people = app.Services.GetRequiredService<IPersonStore>();
        var stranger = (await people.FindByEmailAsync(Seed.Ben, default))! with { Id = RandomIds.Hex24() + "@AdobeID", FrameioId = RandomIds.Uuid(), Email = RandomIds.Hex24() + "@elsewhere.example", Name = "Cam Elsewhere" };
        Assert.True(await people.AddAsync(stranger, default));
        var api = new Api(app.Http, await app.PersonTokenAsync(stranger.Email, Seed.DailiesBot));
        (await api.GetAsync("/v4/me")).Ok();
        Assert.Empty(await api.AllAsync("/v4/accounts"));
        foreach (var path in (string[])["/workspaces", "/projects", "/users"]) (await api.GetAsync(path)).Is(404);
    }

    [Theory, Stores]
    public async Task is_shown_under_both_names_with_the_id_of_the_person(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (admin, ben) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ben));
        var botForBen = new Api(app.Http, await app.PersonTokenAsync(Seed.Ben, Seed.DailiesBot));
        var both = ("Service Account User for Ben Okafor", await ben.MeAsync());
        var me = await botForBen.DataAsync(HttpMethod.Get, "/v4/me");
        Assert.Equal((both, Seed.Ben), ((me.Text("name"), me.Text("id")), me.Text("email")));
        var workspace = await admin.NewWorkspaceAsync("Names");
        await admin.GiveAsync("workspaces/" + workspace, await ben.MeAsync(), "full_access");
        var drive = await NewDriveAsync(app, admin, botForBen, workspace);
        var file = (await drive.NewFileAsync(drive.Root, "take.mov")).Text("id");
        Assert.Equal(both, Shown((await ben.DataAsync(HttpMethod.Get, $"/files/{file}?include=creator")).GetProperty("creator")));
        var comment = await botForBen.DataAsync(HttpMethod.Post, $"/files/{file}/comments", """{"data":{"text":"Too dark","completed":true}}""");
        Assert.Equal(both, Shown((await ben.DataAsync(HttpMethod.Get, $"/comments/{comment.Text("id")}?include=owner")).GetProperty("owner")));
        Assert.Equal(both.Item2, comment.Text("completer_id"));
        var log = (await admin.SendAsync(HttpMethod.Get, $"/audit_logs?include=user&filters[resource_id]={comment.Text("id")}", change: request => request.Headers.Add("api-version", "4.0"))).Ok();
        foreach (var entry in log.Json.GetProperty("data").EnumerateArray()) Assert.Equal((both, both.Item2), (Shown(entry.GetProperty("user")), entry.Text("user_id")));
        Assert.Equal(2, log.Json.GetProperty("data").GetArrayLength());
    }

    [Theory, Stores]
    public async Task is_named_to_webhooks_beside_the_person(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        await using var receiver = await Receiver.StartAsync();
        var (admin, ada) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ada));
        var workspace = await admin.NewWorkspaceAsync("Heard");
        await admin.NewWebhookAsync(workspace, receiver, "project.created");
        await new Api(app.Http, await app.PersonTokenAsync(Seed.Ada, Seed.DailiesBot)).NewProjectAsync(workspace, "For Ada");
        await receiver.SawAsync(1);
        Assert.Contains($$$"""user":{"id":"{{{await ada.MeAsync()}}}"}""", receiver.All[0].Body, StringComparison.Ordinal);
        Assert.Equal(await admin.MeAsync(), receiver.All[0]["X-Stagedoor-Acting-User"]);
        await ada.NewProjectAsync(workspace, "By Ada");
        await receiver.SawAsync(2);
        Assert.Single(receiver.All, got => got["X-Stagedoor-Acting-User"] is null);
    }

    [Theory, Stores, Attack("E7")]
    public async Task changes_what_it_wrote_itself_and_not_what_the_person_wrote(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (admin, ben, night) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ben), await NightAsync(app));
        var nightForBen = new Api(app.Http, await app.PersonTokenAsync(Seed.Ben, Night));
        var botForBen = new Api(app.Http, await app.PersonTokenAsync(Seed.Ben, Seed.DailiesBot));
        var workspace = await admin.NewWorkspaceAsync("Words");
        foreach (var user in (string[])[await ben.MeAsync(), await night.MeAsync()]) await admin.GiveAsync("workspaces/" + workspace, user, "commenter");
        var drive = await NewDriveAsync(app, admin, admin, workspace);
        var file = (await drive.NewFileAsync(drive.Root, "take.mov")).Text("id");
        var (own, forBen) = (await SayAsync(ben, file), await SayAsync(nightForBen, file));
        const string Change = """{"data":{"text":"Other words"}}""";
        foreach (var other in (Api[])[nightForBen, botForBen])
        {
            (await other.PatchAsync($"/comments/{own}", Change)).Is(403);
            (await other.DeleteAsync($"/comments/{own}")).Is(403);
        }

        (await botForBen.PatchAsync($"/comments/{forBen}", Change)).Is(403);
        (await night.PatchAsync($"/comments/{forBen}", Change)).Is(403);
        (await nightForBen.PatchAsync($"/comments/{forBen}", Change)).Ok();
        (await ben.PatchAsync($"/comments/{forBen}", Change)).Ok();
        (await nightForBen.DeleteAsync($"/comments/{forBen}")).Is(204);
    }

    [Theory, Stores, Attack("C7"), Attack("E8")]
    public async Task loses_with_the_permission_the_addresses_of_files_and_the_news_of_its_webhooks_too(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        await using var receiver = await Receiver.StartAsync();
        var admin = await Api.OfBotAsync(app);
        var botForAda = new Api(app.Http, await app.PersonTokenAsync(Seed.Ada, Seed.DailiesBot));
        var workspace = await admin.NewWorkspaceAsync("Lost");
        await botForAda.NewWebhookAsync(workspace, receiver, "project.created");
        var drive = await NewDriveAsync(app, admin, botForAda, workspace);
        await receiver.SawAsync(1);
        var file = await drive.UploadAsync(drive.Root, "take.mov", Drive.Bytes(10));
        var url = await drive.DownloadUrlAsync(file);
        Assert.Equal(10, (await app.Http.GetByteArrayAsync(url)).Length);
        var open = Drive.Parts(await drive.NewFileAsync(drive.Root, "later.mov"))[0].Url;

        await WithdrawAsync(app, Seed.Ada, Seed.DailiesBot);
        await Eventually.TrueAsync(async () => (await botForAda.GetAsync("/v4/me")).Code == 401, TimeSpan.FromSeconds(1), "the token lives");
        Assert.Equal(403, (await app.Http.GetAsync(url, bearer: null)).Code);
        (await drive.PutAsync(open, Drive.Bytes(10))).Is(403);
        await admin.NewProjectAsync(workspace, "Nobody hears");
        await Task.Delay(1500);
        Assert.Single(receiver.All);
    }

    [Theory, Stores, Attack("C7"), Attack("E8")]
    public async Task hears_nothing_more_once_the_persons_organization_blocks_it(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(DeliveringFixture.OnThisMachine with { Store = store });
        await using var receiver = await Receiver.StartAsync();
        var admin = await Api.OfBotAsync(app);
        var botForAda = new Api(app.Http, await app.PersonTokenAsync(Seed.Ada, Seed.DailiesBot));
        var workspace = await admin.NewWorkspaceAsync("Blocked");
        await botForAda.NewWebhookAsync(workspace, receiver, "project.created");
        await admin.NewProjectAsync(workspace, "Heard");
        await receiver.SawAsync(1);
        var integrations = app.Services.GetRequiredService<IAppIntegrations>();
        foreach (var policy in (IntegrationPolicy[])[IntegrationPolicy.None, IntegrationPolicy.Listed])
        {
            Assert.Equal(IntegrationOutcome.Done, (await integrations.SetPolicyAsync(Seed.Organization, null, policy, default)).Outcome);
            await admin.NewProjectAsync(workspace, $"Nobody hears: {policy}");
            await Task.Delay(1200);
            Assert.Single(receiver.All);
        }

        Assert.Equal(IntegrationOutcome.Done, (await integrations.AllowAsync(Seed.Organization, null, Seed.DailiesBot.Id, "somebody", 10, app.Clock.GetUtcNow(), default)).Outcome);
        await admin.NewProjectAsync(workspace, "Heard again");
        await receiver.SawAsync(2);
        Assert.Equal(2, receiver.All.Count);
    }

    [Theory, Stores, Attack("C7"), Attack("E8")]
    public async Task allowed_anew_gets_neither_the_addresses_nor_the_webhooks_of_the_grant_that_was_withdrawn(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        await using var receiver = await Receiver.StartAsync();
        var admin = await Api.OfBotAsync(app);
        var ada = await Api.OfAsync(app, Seed.Ada);
        var before = new Api(app.Http, await app.PersonTokenAsync(Seed.Ada, Seed.DailiesBot));
        var workspace = await admin.NewWorkspaceAsync("Anew");
        var (made, _) = await before.NewWebhookAsync(workspace, receiver, "project.created");
        var drive = await NewDriveAsync(app, admin, before, workspace);
        await receiver.SawAsync(1);
        var url = await drive.DownloadUrlAsync(await drive.UploadAsync(drive.Root, "take.mov", Drive.Bytes(10)));
        Assert.Equal(10, (await app.Http.GetByteArrayAsync(url)).Length);
        var open = Drive.Parts(await drive.NewFileAsync(drive.Root, "later.mov"))[0].Url;

        // One of Ada's own, that the bot said for her where it sends.
        var (changed, _) = await ada.NewWebhookAsync(workspace, receiver, "project.created");
        (await before.PatchAsync($"/webhooks/{changed}", $$$"""{"data":{"url":"{{{receiver.Address}}}changed"}}""")).Ok();

        await WithdrawAsync(app, Seed.Ada, Seed.DailiesBot);
        var anew = new Api(app.Http, await app.PersonTokenAsync(Seed.Ada, Seed.DailiesBot));
        (await anew.GetAsync($"/workspaces/{workspace}")).Ok();
        Assert.Equal(403, (await app.Http.GetAsync(url, bearer: null)).Code);
        (await drive.PutAsync(open, Drive.Bytes(10))).Is(403);
        await admin.NewProjectAsync(workspace, "Nobody hears");
        await Task.Delay(1500);
        Assert.Single(receiver.All);

        // What is said by the new grant counts by the new grant.
        (await anew.PatchAsync($"/webhooks/{changed}", $$$"""{"data":{"url":"{{{receiver.Address}}}again"}}""")).Ok();
        await admin.NewProjectAsync(workspace, "One hears");
        await receiver.SawAsync(2);
        Assert.Equal("/again", receiver.All[1].Path);
        (await anew.PatchAsync($"/webhooks/{made}", $$$"""{"data":{"url":"{{{receiver.Address}}}made"}}""")).Ok();
        await admin.NewProjectAsync(workspace, "One hears still");
        await receiver.SawAsync(3);
        await Task.Delay(1500);
        Assert.Equal("/again", Assert.Single(receiver.All.Skip(2)).Path);
    }

    private static void Check(int may, int needs, Answer answer, string what) =>
        Assert.True(answer.Code == (may >= needs ? 200 : may == 0 ? 404 : 403) || (may >= needs && answer.Code == 201), $"{what}: {answer.Response.RequestMessage?.RequestUri} gave {answer}");

    private static (string, string) Shown(System.Text.Json.JsonElement user) => (user.Text("name"), user.Text("id"));

    private static async Task<string> SayAsync(Api api, string file) => (await api.DataAsync(HttpMethod.Post, $"/files/{file}/comments", """{"data":{"text":"Words"}}""")).Text("id");

    private static async Task<Drive> NewDriveAsync(StagedoorApp app, Api owner, Api api, string workspace) => new(app, api, await owner.NewProjectAsync(workspace, "Nine Lives"));

    private static async Task<Api> NightAsync(StagedoorApp app) => new(app.Http, (await app.Http.ClientCredentialsAsync("/ims/token/v3", Night)).Ok()["access_token"]!);

    private static async Task WithdrawAsync(StagedoorApp app, string email, SeedClient bot)
    {
        var person = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(email, default))!;
        Assert.True(await app.Services.GetRequiredService<IConsentStore>().WithdrawAsync(person.Id, bot.Id, app.Clock.GetUtcNow(), default));
    }

    private sealed record Rank(string? Role, int May);

    public sealed class Apps : AppFixture
    {
        protected override AppOptions Options => DeliveringFixture.OnThisMachine with { SeedPath = Service_accounts.WriteSeed() };
    }
}
