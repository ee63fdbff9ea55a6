namespace Stagedoor.Frameio.Tests.Paging;

/// <summary>A cursor is of one user and one list, and remembers how the list was asked for (attack H7).</summary>
public class A_cursor(UnlimitedFixture apps) : IClassFixture<UnlimitedFixture>
{
    [Fact, Attack("H7")]
    public async Task is_of_one_list_and_one_user()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var (bot, ada) = (await Api.OfBotAsync(app), await Api.OfAsync(app, Seed.Ada));
        var (one, two) = (await bot.NewWorkspaceAsync("One"), await bot.NewWorkspaceAsync("Two"));
        foreach (var workspace in (string[])[one, one, two, two]) await bot.NewProjectAsync(workspace, "P");
        var next = (await bot.GetAsync($"/workspaces/{one}/projects?page_size=1")).Ok().Json.GetProperty("links").Text("next");
        (await bot.GetAsync(next)).Ok();
        (await ada.GetAsync(next)).Is(400);
        (await bot.GetAsync(next.Replace(one, two, StringComparison.Ordinal))).Is(400);
        (await bot.GetAsync(next.Replace($"workspaces/{one}/projects", "projects", StringComparison.Ordinal))).Is(400);
    }

    [Fact]
    public async Task remembers_sort_size_includes_filters_and_count()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Kept");
        foreach (var name in (string[])["a", "b", "c"]) await bot.NewProjectAsync(workspace, name);
        var first = (await bot.GetAsync($"/workspaces/{workspace}/projects?page_size=1&sort=name_desc&include=owner&include_total_count=true")).Ok().Json;
        var second = (await bot.GetAsync(first.GetProperty("links").Text("next"))).Ok().Json;
        var item = Assert.Single(second.GetProperty("data").EnumerateArray());
        Assert.Equal(("b", 3, true), (item.Text("name"), second.GetProperty("total_count").GetInt32(), item.TryGetProperty("owner", out _)));
        var third = (await bot.GetAsync(second.GetProperty("links").Text("next") + "&page_size=50&include_total_count=false")).Ok().Json;
        Assert.Equal(["a"], third.GetProperty("data").EnumerateArray().Names());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, third.GetProperty("total_count").ValueKind);

        var users = (await bot.GetAsync("/users?page_size=1&include_deactivated=true")).Ok().Json.GetProperty("links").Text("next");
        (await bot.GetAsync(users)).Ok();
        (await bot.GetAsync(users + "&include_deactivated=true")).Ok();
        (await bot.GetAsync(users + "&include_deactivated=false")).Is(400);
        (await bot.GetAsync(users + "&sort=name_desc")).Is(400);
    }

    [Fact]
    public async Task survives_that_its_item_is_gone_and_that_others_come()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = await Api.OfBotAsync(app);
        var workspace = await bot.NewWorkspaceAsync("Moving");
        var made = new List<string>();
        foreach (var name in (string[])["b", "d", "f"]) made.Add((await bot.NewProjectAsync(workspace, name)).Text("id"));
        var next = (await bot.GetAsync($"/workspaces/{workspace}/projects?page_size=2")).Ok().Json.GetProperty("links").Text("next");
        (await bot.DeleteAsync("/projects/" + made[1])).Is(204);
        await bot.NewProjectAsync(workspace, "a");
        await bot.NewProjectAsync(workspace, "e");
        Assert.Equal(["e", "f"], (await bot.AllAsync(next)).Names());
    }
}
