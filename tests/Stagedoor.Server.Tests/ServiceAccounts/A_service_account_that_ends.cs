using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tests.Management;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.ServiceAccounts;

/// <summary>Each way in which a service account, or a part of it, ends (issue 4 §4): what is dead then, what stays, and what comes back.</summary>
public class A_service_account_that_ends
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("E8")]
    public async Task by_being_disabled_revoked_or_deleted_is_dead_everywhere(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var administrator = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var ends = new Dictionary<string, Func<ServiceAccount, Task>>
        {
            ["disabled"] = async account => (await app.ManageAsync(administrator, HttpMethod.Post, $"/service-accounts/{account.Id}/disable")).Ok(),
            ["revoked"] = async account => Assert.True(await app.Of<IClientStore>().SetDisabledAsync(account.ClientId, true, app.Clock.GetUtcNow(), Cancellation)),
            ["deleted"] = async account => (await app.ManageAsync(administrator, HttpMethod.Delete, $"/service-accounts/{account.Id}")).Is(204),
        };
        foreach (var (way, end) in ends)
        {
            var account = await app.BotAsync("Bot to be " + way);
            var bot = await app.WithSecretAsync(account.ClientId);
            var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Ok()["access_token"]!;
            var workspace = await MakeWorkspaceAsync(app, token, way);
            await end(account);
            await DeadAsync(app, bot, token, way);

            // What it made goes by its name.
            var shown = (await app.Http.GetAsync($"/v4/accounts/{Seed.Account}/workspaces/{workspace}?include=creator", await AdaAsync(app))).Ok().Json.GetProperty("data").GetProperty("creator");
            Assert.Equal(("Bot to be " + way, false), (shown.GetProperty("name").GetString(), shown.GetProperty("active").GetBoolean()));
        }
    }

    [Theory, Stores]
    public async Task by_the_deletion_of_a_secret_gets_no_new_token_with_it_while_those_that_it_has_live_out(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var account = await app.BotAsync();
        var old = await app.WithSecretAsync(account.ClientId);
        var oldId = (await app.Of<IClientStore>().FindAsync(account.ClientId, Cancellation))!.Secrets.Single().Id;
        var next = await app.WithSecretAsync(account.ClientId);
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", old)).Ok()["access_token"];
        Assert.True(await app.Of<IClientStore>().RevokeSecretAsync(account.ClientId, oldId, app.Clock.GetUtcNow(), Cancellation));
        Assert.InRange((await app.Http.ClientCredentialsAsync("/ims/token/v3", old)).Code, 400, 401);
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", next)).Ok();
        (await app.Http.GetAsync("/v4/me", token)).Ok();
    }

    [Theory, Stores]
    public async Task by_its_owner_being_deactivated_goes_on_and_asks_for_a_new_owner(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var administrator = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var (owner, heir) = (await app.ColleagueAsync(Seed.Organization, "developer"), await app.ColleagueAsync(Seed.Organization));
        var account = await app.BotAsync();
        var bot = await app.WithSecretAsync(account.ClientId);
        (await app.ManageAsync(administrator, HttpMethod.Patch, $"/service-accounts/{account.Id}", $$"""{"owner":"{{owner.Id}}"}""")).Ok();
        Assert.Equal([account.Name], await app.Of<IServiceAccountStore>().OwnedByAsync(Seed.Organization, owner.Id, Cancellation));
        Assert.True(await app.Of<IPersonStore>().SetDisabledAsync(owner.Id, true, app.Clock.GetUtcNow(), Cancellation));
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Ok();
        var ownerless = (await app.ManageAsync(administrator, HttpMethod.Get, "/service-accounts?without_owner=true")).Ok().Json.GetProperty("items").EnumerateArray();
        Assert.Contains(ownerless, one => one.GetProperty("id").GetString() == account.Id && !one.GetProperty("has_owner").GetBoolean());
        (await app.ManageAsync(administrator, HttpMethod.Patch, $"/service-accounts/{account.Id}", $$"""{"owner":"{{owner.Id}}","name":"Kept"}""")).Ok();
        var (other, stranger) = (await app.BotAsync(), await app.ColleagueAsync((await app.AnotherOrganizationAsync()).Id));
        foreach (var nobody in (string[])[owner.Id, stranger.Id, other.Id, "nobody"])
        {
            Assert.Equal("owner_unknown", (await app.ManageAsync(administrator, HttpMethod.Patch, $"/service-accounts/{other.Id}", $$"""{"owner":"{{nobody}}"}""")).Is(422)["code"]);
        }

        Assert.Equal(1, await app.Of<ServiceAccountLife>().PassOnAsync(new("somebody", null, null), Seed.Organization, owner.Id, heir.Id, Cancellation));
        Assert.Equal(heir.Id, (await app.ManageAsync(administrator, HttpMethod.Get, $"/service-accounts/{account.Id}")).Ok()["owner"]);
    }

    [Theory, Stores]
    public async Task by_its_project_does_not_end_because_a_project_in_use_is_not_deleted(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var administrator = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var account = await app.BotAsync();
        var project = (await app.ManageAsync(administrator, HttpMethod.Get, $"/service-accounts/{account.Id}")).Ok()["project"];
        Assert.Equal("project_in_use", (await app.ManageAsync(administrator, HttpMethod.Delete, $"/projects/{project}")).Is(409)["code"]);
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", await app.WithSecretAsync(account.ClientId))).Ok();
    }

    [Theory, Stores]
    public async Task leaves_work_that_was_counted_before(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var administrator = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var account = await app.BotAsync();
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", await app.WithSecretAsync(account.ClientId))).Ok()["access_token"]!;
        var workspace = await MakeWorkspaceAsync(app, token, "Counted");
        var project = (await PostAsync(app, token, $"workspaces/{workspace}/projects", """{"data":{"name":"Film"}}""")).GetProperty("root_folder_id").GetString();
        foreach (var name in (string[])["Dailies", "Selects"]) await PostAsync(app, token, $"folders/{project}/folders", $$$"""{"data":{"name":"{{{name}}}"}}""");
        await PostAsync(app, token, $"workspaces/{workspace}/webhooks", """{"data":{"name":"Told","url":"https://receiver.example/hook","events":["file.created"]}}""");
        var work = (await app.ManageAsync(administrator, HttpMethod.Get, $"/service-accounts/{account.Id}/work")).Ok();
        Assert.Equal(("2", "0", "0", "1", "0", "1"), (work["assets"], work["comments"], work["shares"], work["webhooks"], work["custom_actions"], work["live_secrets"]));
        (await app.ManageAsync(administrator, HttpMethod.Delete, $"/service-accounts/{account.Id}")).Is(204);
        (await app.ManageAsync(administrator, HttpMethod.Get, $"/service-accounts/{account.Id}/work")).Is(404);
        var counted = await app.Of<IServiceAccountStore>().WorkOfAsync(account.Id, Cancellation);
        Assert.Equal((2, 1, 0, 0), (counted.Assets, counted.Webhooks, counted.Memberships, counted.LiveSecrets));
    }

    [Theory, Stores]
    public async Task was_last_active_when_it_last_called_the_API(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var administrator = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var account = await app.BotAsync();
        Assert.Null((await app.Of<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.LastActivityAt);
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", await app.WithSecretAsync(account.ClientId))).Ok()["access_token"]!;
        app.Clock.Advance(TimeSpan.FromHours(3));
        (await app.Http.GetAsync("/v4/me", token)).Ok();
        var called = DateTimeOffset.FromUnixTimeSeconds(app.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds());
        await Eventually.TrueAsync(
            async () => (await app.Of<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.LastActivityAt is { } at && at >= called, TimeSpan.FromSeconds(8), "the activity is not written");
        Assert.Equal("false", (await app.ManageAsync(administrator, HttpMethod.Get, $"/service-accounts/{account.Id}")).Ok()["inactive"]);
    }

    private static async Task DeadAsync(StagedoorApp app, SeedClient bot, string token, string way)
    {
        // Each place within its second: one asks the database, another what it was fed.
        foreach (var (place, isDead) in new Dictionary<string, Func<Task<bool>>>
        {
            ["/v4/me"] = async () => (await app.Http.GetAsync("/v4/me", token)).Code == 401,
            ["userinfo"] = async () => (await app.Http.GetAsync("/oauth2/userinfo", token)).Code == 401,
            ["validate_token"] = async () => (await app.Http.PostFormAsync("/ims/validate_token/v1", ("type", "access_token"), ("client_id", bot.Id), ("token", token))).Ok()["valid"] == "false",
            ["introspection"] = async () => (await app.Http.PostFormAsync("/oauth2/introspect", [("token", token)], Seed.ReviewBoard)).Ok()["active"] == "false",
        })
        {
            await Eventually.TrueAsync(isDead, TimeSpan.FromSeconds(2), $"{way}, its token lives on at {place}");
        }

        Assert.InRange((await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Code, 400, 401);
        (await app.Http.ClientCredentialsAsync("/oauth2/token", bot)).Is(401);

        // Not even a new secret opens anything while it is so.
        (await app.Http.ClientCredentialsAsync("/oauth2/token", await app.WithSecretAsync(bot.Id))).Is(401);
    }

    private static async Task<string> MakeWorkspaceAsync(StagedoorApp app, string token, string name) =>
        (await PostAsync(app, token, "workspaces", $$$"""{"data":{"name":"{{{name}}}"}}""")).GetProperty("id").GetString()!;

    private static async Task<JsonElement> PostAsync(StagedoorApp app, string token, string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v4/accounts/{Seed.Account}/{path}") { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", token);
        return (await Answer.OfAsync(await app.Http.SendAsync(request, Cancellation))).Is(201).Json.GetProperty("data");
    }

    private static async Task<string> AdaAsync(StagedoorApp app)
    {
        using var browser = app.NewBrowser();
        return (await app.SignInAsync(Seed.ReviewBoard, browser))["access_token"]!;
    }
}
