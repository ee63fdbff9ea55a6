using System.Text.Json.Nodes;

namespace Stagedoor.Frameio.Tests.Permissions;

/// <summary>A service account is a member like people; with product profiles that do not assign the API it reaches nothing; acting for a person it may only what both may (design §6).</summary>
public class Service_accounts(Service_accounts.TwoBots apps) : IClassFixture<Service_accounts.TwoBots>
{
    internal static readonly SeedClient Night = new("night-bot", "p8e-demo-secret-not-for-production-3", null, Seed.DailiesBot.Scope);
    private static readonly SeedClient Closed = new("closed-bot", "p8e-demo-secret-not-for-production-4", null, Seed.DailiesBot.Scope);

    [Theory, Stores]
    public async Task are_members_like_people(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (bot, night) = (await Api.OfBotAsync(app), await BotAsync(app, Night));
        var workspace = await bot.NewWorkspaceAsync("Night");
        (await night.GetAsync($"/workspaces/{workspace}")).Is(404);
        (await night.PostAsync("/workspaces", Api.Named("x"))).Is(403);
        await bot.GiveAsync("workspaces/" + workspace, await night.MeAsync(), "full_access");
        var project = await night.NewProjectAsync(workspace, "By night");
        Assert.Equal("Service Account User 2", (await bot.DataAsync(HttpMethod.Get, $"/projects/{project.Text("id")}?include=owner")).GetProperty("owner").Text("name"));
        Assert.Contains(await bot.AllAsync($"/projects/{project.Text("id")}/users"), entry => entry.GetProperty("user").Text("email").EndsWith("@techacct.adobe.com", StringComparison.Ordinal) && entry.Text("role") == "full_access");
    }

    [Theory, Stores]
    public async Task reach_nothing_without_a_profile_for_the_API(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var closed = await BotAsync(app, Closed);
        Assert.Empty(await closed.AllAsync("/v4/accounts"));
        foreach (var path in (string[])["/workspaces", "/projects", "/users", "/workspaces/00000000-0000-4000-8000-000000000000"])
        {
            var answer = (await closed.GetAsync(path)).Is(403);
            Assert.Contains("product profile", answer.Json.GetProperty("errors")[0].Text("detail"), StringComparison.Ordinal);
        }
    }

    [Theory, Stores]
    public async Task that_act_for_a_person_may_only_what_both_may(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (bot, ben) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ben));
        var workspace = await bot.NewWorkspaceAsync("Delegated");
        var project = (await bot.NewProjectAsync(workspace, "Shared")).Text("id");
        var nightForAda = new Api(app.Http, await app.PersonTokenAsync(Seed.Ada, Night));
        var botForBen = new Api(app.Http, await app.PersonTokenAsync(Seed.Ben, Seed.DailiesBot));

        // Ada owns the account, yet who acts for her has no role here; an admin's power does not help Ben.
        (await nightForAda.GetAsync($"/projects/{project}")).Is(404);
        (await botForBen.GetAsync($"/projects/{project}")).Is(404);
        (await botForBen.PostAsync("/workspaces", Api.Named("x"))).Is(403);
        Assert.DoesNotContain(project, (await nightForAda.AllAsync("/projects")).Select(item => item.Text("id")));
        await bot.GiveAsync("projects/" + project, await (await BotAsync(app, Night)).MeAsync(), "viewer");
        (await nightForAda.GetAsync($"/projects/{project}")).Ok();
        Assert.Contains(project, (await nightForAda.AllAsync("/projects")).Select(item => item.Text("id")));
        (await nightForAda.PatchAsync($"/projects/{project}", Api.Named("No"))).Is(403);

        // What is done is recorded under both, and shown so.
        await bot.GiveAsync("workspaces/" + workspace, await ben.MeAsync(), "full_access");
        var made = await botForBen.NewProjectAsync(workspace, "For Ben");
        var owner = (await ben.DataAsync(HttpMethod.Get, $"/projects/{made.Text("id")}?include=owner")).GetProperty("owner");
        Assert.Equal((await ben.MeAsync(), "Service Account User for Ben Okafor"), (owner.Text("id"), owner.Text("name")));
    }

    private static async Task<Api> BotAsync(StagedoorApp app, SeedClient client) => new(app.Http, (await app.Http.ClientCredentialsAsync("/ims/token/v3", client)).Ok()["access_token"]!);

    /// <summary>The usual seed with two service accounts more, one of which reaches nothing.</summary>
    internal static string WriteSeed()
    {
        var seed = JsonNode.Parse(File.ReadAllText(Seed.Path))!;
        var organization = seed["organizations"]![0]!;
        organization["product_profiles"]!.AsArray().Add(JsonNode.Parse("""{"name":"Other","api":"io_management"}"""));
        var credentials = organization["projects"]![0]!["credentials"]!.AsArray();
        foreach (var (bot, profile) in (IEnumerable<(SeedClient, string)>)[(Night, "Frame.io S2S API"), (Closed, "Other")])
        {
            credentials.Add(JsonNode.Parse($$"""
                {"kind":"server_to_server","name":"{{bot.Id}}","client_id":"{{bot.Id}}","client_secrets":[{"name":"first","value":"{{bot.Secret}}"}],
                "scopes":["openid","AdobeID","frame.s2s.all"],"service_account":{"account_role":"member"},"owner":"{{Seed.Ada}}","product_profiles":["{{profile}}"]}
                """));
        }

        var path = Path.Combine(Directory.CreateTempSubdirectory("stagedoor-seed-").FullName, "seed.json");
        File.WriteAllText(path, seed.ToJsonString());
        return path;
    }

    public sealed class TwoBots : UnlimitedFixture
    {
        protected override AppOptions Options => base.Options with { SeedPath = WriteSeed() };
    }
}
