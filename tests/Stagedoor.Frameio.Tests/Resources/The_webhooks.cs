using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Webhooks to the letter of the contract.</summary>
public class The_webhooks(UnlimitedFixture apps) : IClassFixture<UnlimitedFixture>
{
    private const string Url = "https://hooks.example.com/frameio";

    private static readonly string[] Members = ["id", "name", "url", "events", "active", "workspace_id", "created_at", "updated_at"];

    [Theory, Stores]
    public async Task are_made_read_changed_and_deleted(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Hooks");
        var created = await bot.DataAsync(HttpMethod.Post, $"/workspaces/{workspace}/webhooks", Body("file.created", "comment.created"));
        Assert.Equal([.. Members, "secret"], created.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("Listener", Url, true, workspace), (created.Text("name"), created.Text("url"), created.GetProperty("active").GetBoolean(), created.Text("workspace_id")));
        Assert.Equal("""["file.created","comment.created"]""", created.GetProperty("events").GetRawText());
        Assert.True(created.Text("secret").Length >= 43);

        var path = $"/webhooks/{created.Text("id")}";
        var shown = (await bot.GetAsync(path)).Ok();
        Assert.Equal(Members, shown.Json.GetProperty("data").EnumerateObject().Select(member => member.Name));
        Assert.DoesNotContain(created.Text("secret"), shown.Text, StringComparison.Ordinal);
        Assert.Equal("Service Account User", (await bot.DataAsync(HttpMethod.Get, path + "?include=creator")).GetProperty("creator").Text("name"));
        (await bot.GetAsync(path + "?include=owner")).Is(422);

        app.Clock.Advance(TimeSpan.FromSeconds(2));
        var changed = await bot.DataAsync(HttpMethod.Patch, path, """{"data":{"name":"Deaf","active":false,"events":["share.viewed"],"url":"https://hooks.example.com/2"}}""");
        Assert.Equal(("Deaf", false, "https://hooks.example.com/2", """["share.viewed"]"""), (changed.Text("name"), changed.GetProperty("active").GetBoolean(), changed.Text("url"), changed.GetProperty("events").GetRawText()));
        Assert.Equal(changed.GetRawText(), (await bot.DataAsync(HttpMethod.Get, path)).GetRawText());
        Assert.Equal(changed.GetRawText(), (await bot.DataAsync(HttpMethod.Patch, path, """{"data":{}}""")).GetRawText());

        (await bot.DeleteAsync(path)).Is(204);
        (await bot.DeleteAsync(path)).Is(404);
        (await bot.GetAsync(path)).Is(404);
        Assert.Empty(await bot.AllAsync($"/workspaces/{workspace}/webhooks"));
    }

    [Theory, Stores]
    public async Task are_listed_page_by_page(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Many hooks");
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            ids.Add((await bot.DataAsync(HttpMethod.Post, $"/workspaces/{workspace}/webhooks", Body("file.created"))).Text("id"));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(ids, (await bot.AllAsync($"/workspaces/{workspace}/webhooks?page_size=3")).Select(webhook => webhook.Text("id")));
        var page = (await bot.GetAsync($"/workspaces/{workspace}/webhooks?page_size=2&include=creator&include_total_count=true")).Ok().Json;
        Assert.Equal(7, page.GetProperty("total_count").GetInt32());
        Assert.All(page.GetProperty("data").EnumerateArray(), webhook => Assert.Equal("Service Account User", webhook.GetProperty("creator").Text("name")));
    }

    [Theory, Attack("H1")]
    [InlineData("""{"data":{"name":"x","events":["file.created"],"url":"http://hooks.example.com/"}}""", "/data/url")]
    [InlineData("""{"data":{"name":"x","events":["file.created"],"url":"https://127.0.0.1/"}}""", "/data/url")]
    [InlineData("""{"data":{"name":"x","events":["file.created"],"url":"https://169.254.169.254/latest"}}""", "/data/url")]
    [InlineData("""{"data":{"name":"x","events":["file.created"],"url":"javascript:alert(1)"}}""", "/data/url")]
    [InlineData("""{"data":{"name":"x","events":["file.created"],"url":""}}""", "/data/url")]
    [InlineData("""{"data":{"name":"x","events":["file.created"]}}""", "/data/url")]
    [InlineData("""{"data":{"name":"x","events":[],"url":"https://hooks.example.com/"}}""", "/data/events")]
    [InlineData("""{"data":{"name":"x","events":["file.exploded"],"url":"https://hooks.example.com/"}}""", "/data/events")]
    [InlineData("""{"data":{"name":"x","events":["file.created","file.created"],"url":"https://hooks.example.com/"}}""", "/data/events")]
    [InlineData("""{"data":{"name":"x","events":"file.created","url":"https://hooks.example.com/"}}""", "/data/events")]
    [InlineData("""{"data":{"name":"","events":["file.created"],"url":"https://hooks.example.com/"}}""", "/data/name")]
    [InlineData("""{"data":{"name":"x","active":true,"events":["file.created"],"url":"https://hooks.example.com/"}}""", "/data/active")]
    [InlineData("""{"name":"x"}""", "/data")]
    public async Task refuse_what_is_not_in_the_contract_or_leads_inside(string body, string place)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = await Api.OfBotAsync(app);
        var refused = (await bot.PostAsync($"/workspaces/{await bot.NewWorkspaceAsync("Refused")}/webhooks", body)).Is(422);
        Assert.Contains(place, refused.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("source").Text("pointer")));
    }

    [Theory, Stores]
    public async Task are_the_business_of_those_who_run_the_workspace(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var bot = await Api.OfBotAsync(app);
        var ben = await Api.OfAsync(app, Seed.Ben);
        var workspace = await bot.NewWorkspaceAsync("Private");
        var id = (await bot.DataAsync(HttpMethod.Post, $"/workspaces/{workspace}/webhooks", Body("file.created"))).Text("id");
        (await ben.GetAsync($"/workspaces/{workspace}/webhooks")).Is(404);
        (await ben.GetAsync($"/webhooks/{id}")).Is(404);
        await bot.GiveAsync($"workspaces/{workspace}", await ben.MeAsync(), "full_access");
        (await ben.GetAsync($"/webhooks/{id}")).Is(403);
        (await ben.PostAsync($"/workspaces/{workspace}/webhooks", Body("file.created"))).Is(403);
        (await ben.PatchAsync($"/webhooks/{id}", """{"data":{"active":false}}""")).Is(403);
        (await ben.DeleteAsync($"/webhooks/{id}")).Is(403);
        await bot.GiveAsync($"workspaces/{workspace}", await ben.MeAsync(), "workspace_admin");
        (await ben.GetAsync($"/webhooks/{id}")).Ok();
        (await ben.GetAsync("/webhooks/not-an-id")).Is(404);
        (await ben.GetAsync($"/webhooks/{Guid.Empty}")).Is(404);
    }

    [Fact]
    public async Task have_an_end()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Full");
        for (var i = 0; i < 100; i++) (await bot.PostAsync($"/workspaces/{workspace}/webhooks", Body("file.created"))).Is(201);
        (await bot.PostAsync($"/workspaces/{workspace}/webhooks", Body("file.created"))).Is(409);
    }

    [Fact, Attack("I3")]
    public async Task keep_their_secrets_sealed()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = await Api.OfBotAsync(app);
        var secret = (await bot.DataAsync(HttpMethod.Post, $"/workspaces/{await bot.NewWorkspaceAsync("Sealed")}/webhooks", Body("file.created"))).Text("secret");
        var everything = string.Concat(Directory.GetFiles(app.Data, "stagedoor.db*").Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return System.Text.Encoding.Latin1.GetString(memory.ToArray());
        }));
        Assert.Contains("Sealed", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, everything, StringComparison.Ordinal);
    }

    private static string Body(params string[] events) => JsonSerializer.Serialize(new { data = new { name = "Listener", url = Url, events } });
}
