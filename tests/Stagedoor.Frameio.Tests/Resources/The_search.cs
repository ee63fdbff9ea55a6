using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Search over names and comments: what one sees, and nothing else.</summary>
public class The_search(UnlimitedFixture apps) : IClassFixture<UnlimitedFixture>
{
    [Theory, Stores]
    public async Task finds_files_folders_projects_and_comments_by_their_words(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var drive = await Drive.NewAsync(app);
        var word = Word();
        var folder = await drive.NewFolderAsync(drive.Root, $"{word} Dailies_Day-04");
        var file = (await drive.NewFileAsync(folder, $"{word}_A001_C003.red.car.mov")).Text("id");
        var other = (await drive.NewFileAsync(folder, "unrelated.mov")).Text("id");
        var comment = await drive.Api.DataAsync(HttpMethod.Post, $"/files/{other}/comments", $$$"""{"data":{"text":"The boom is in frame, {{{word}}} asked for a PAINT-OUT before friday"}}""");
        (await drive.Api.PatchAsync($"/projects/{drive.Project}", Api.Named($"Project {word}"))).Ok();

        Assert.Equal(new HashSet<string> { folder, file, other, drive.Project }, await IdsAsync(drive.Api, word));
        Assert.Equal([file], await IdsAsync(drive.Api, $"{word} a001"));
        Assert.Equal([file], await IdsAsync(drive.Api, $"CAR {word.ToUpperInvariant()} C003 red mov"));
        Assert.Equal([folder], await IdsAsync(drive.Api, $"{word}, day 04!"));
        Assert.Equal([folder], await IdsAsync(drive.Api, $"{word[..6]} dail"));
        Assert.Empty(await IdsAsync(drive.Api, $"{word} da"));
        Assert.Equal([other], await IdsAsync(drive.Api, $"{word} paint out"));
        Assert.Empty(await IdsAsync(drive.Api, $"{word} submarine"));

        var hit = Assert.Single((await SearchAsync(drive.Api, $"{word} paint")).GetProperty("data").EnumerateArray());
        Assert.Equal("file_result", hit.Text("type"));
        Assert.Equal(["id", "name", "type", "project_id", "parent_id", "view_url", "adobe_id", "created_at", "updated_at"], hit.GetProperty("result").EnumerateObject().Select(member => member.Name));
        var match = Assert.Single(hit.GetProperty("matches").EnumerateArray());
        Assert.Equal(("comment_match", comment.Text("id"), $"""["{word}","paint"]"""), (match.Text("type"), match.Text("comment_id"), match.GetProperty("terms").GetRawText()));
        Assert.Contains(word, match.Text("snippet"), StringComparison.Ordinal);
        var named = Assert.Single((await SearchAsync(drive.Api, $"{word} a001")).GetProperty("data").EnumerateArray()).GetProperty("matches")[0];
        Assert.Equal(("name_match", $"{word}_A001_C003.red.car.mov"), (named.Text("type"), named.Text("name")));

        Assert.Equal(new HashSet<string> { file, other }, await IdsAsync(drive.Api, word, """{"folders":false,"projects":false}"""));
        Assert.Equal([drive.Project], await IdsAsync(drive.Api, word, """{"folders":false,"files_and_version_stacks":false}"""));
        Assert.Empty(await IdsAsync(drive.Api, word, """{"folders":false,"files_and_version_stacks":false,"projects":false}"""));
        Assert.Equal(4, (await IdsAsync(drive.Api, word, engine: "nlp")).Count);
    }

    [Theory, Stores]
    public async Task follows_what_is_renamed_edited_moved_and_deleted(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var drive = await Drive.NewAsync(app);
        var (before, after) = (Word(), Word());
        var folder = await drive.NewFolderAsync(drive.Root, before);
        var file = (await drive.NewFileAsync(folder, "inside.mov")).Text("id");
        var comment = (await drive.Api.DataAsync(HttpMethod.Post, $"/files/{file}/comments", $$$"""{"data":{"text":"about {{{before}}}"}}""")).Text("id");
        Assert.Equal(new HashSet<string> { folder, file }, await IdsAsync(drive.Api, before));
        (await drive.Api.PatchAsync($"/folders/{folder}", Api.Named(after))).Ok();
        Assert.Equal([file], await IdsAsync(drive.Api, before));
        Assert.Equal([folder], await IdsAsync(drive.Api, after));
        (await drive.Api.PatchAsync($"/comments/{comment}", $$$"""{"data":{"text":"about {{{after}}}"}}""")).Ok();
        Assert.Empty(await IdsAsync(drive.Api, before));
        Assert.Equal(new HashSet<string> { folder, file }, await IdsAsync(drive.Api, after));
        (await drive.Api.DeleteAsync($"/comments/{comment}")).Is(204);
        Assert.Equal([folder], await IdsAsync(drive.Api, after));
        (await drive.Api.DeleteAsync($"/folders/{folder}")).Is(204);
        Assert.Empty(await IdsAsync(drive.Api, after));
        var last = (await drive.NewFileAsync(drive.Root, $"{before}.mov")).Text("id");
        Assert.Equal([last], await IdsAsync(drive.Api, before));
        (await drive.Api.DeleteAsync($"/projects/{drive.Project}")).Is(204);
        Assert.Empty(await IdsAsync(drive.Api, before));
    }

    [Theory, Stores]
    public async Task leaves_out_and_does_not_count_what_one_may_not_see(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var bot = await Api.OfBotAsync(app);
        var ben = await Api.OfAsync(app, Seed.Ben);
        var drive = await Drive.NewAsync(app, bot);
        var word = Word();
        var invited = await drive.NewFolderAsync(drive.Root, $"{word} invited");
        var below = (await drive.NewFileAsync(await drive.NewFolderAsync(invited, "deeper"), $"{word} below.mov")).Text("id");
        var beside = (await drive.NewFileAsync(drive.Root, $"{word} beside.mov")).Text("id");
        (await bot.PostAsync($"/files/{beside}/comments", $$$"""{"data":{"text":"{{{word}}} said"}}""")).Is(201);
        var restricted = await bot.NewProjectAsync(drive.Workspace, $"{word} restricted", restricted: true);
        var hidden = (await drive.NewFileAsync(restricted.Text("root_folder_id"), $"{word} hidden.mov")).Text("id");
        var me = await ben.MeAsync();

        // A member without any role sees nothing, and no count tells of more.
        Assert.Equal(0, await CountAsync(ben, word));
        await bot.GiveAsync($"folders/{invited}", me, "viewer");
        Assert.Equal(new HashSet<string> { invited, below }, await IdsAsync(ben, word));
        Assert.Equal(2, await CountAsync(ben, word));
        await bot.GiveAsync($"workspaces/{drive.Workspace}", me, "viewer");
        Assert.Equal(new HashSet<string> { invited, below, beside }, await IdsAsync(ben, word));
        await bot.GiveAsync($"projects/{restricted.Text("id")}", me, "viewer");
        Assert.Equal(new HashSet<string> { invited, below, beside, hidden, restricted.Text("id") }, await IdsAsync(ben, word));
        Assert.Equal(5, await CountAsync(ben, word));
        (await bot.DeleteAsync($"/workspaces/{drive.Workspace}/users/{me}")).Is(204);
        (await bot.DeleteAsync($"/projects/{restricted.Text("id")}/users/{me}")).Is(204);
        (await bot.DeleteAsync($"/folders/{invited}/users/{me}")).Is(204);
        Assert.Equal(0, await CountAsync(ben, word));
        Assert.Equal(5, await CountAsync(bot, word));
    }

    [Theory, Stores]
    public async Task pages_newest_first_by_a_cursor_that_belongs_to_its_query(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var drive = await Drive.NewAsync(app);
        var word = Word();
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            ids.Insert(0, (await drive.NewFileAsync(drive.Root, $"{word} {i}.mov")).Text("id"));
            app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var found = new List<string>();
        var next = "/search?page_size=3&include_total_count=true";
        string? second = null;
        while (next is not null)
        {
            var page = (await drive.Api.PostAsync(next, Body(word))).Ok().Json;
            Assert.Equal(7, page.GetProperty("total_count").GetInt32());
            found.AddRange(page.GetProperty("data").EnumerateArray().Select(hit => hit.GetProperty("result").Text("id")));
            second ??= page.GetProperty("links").GetProperty("next").GetString();
            next = page.GetProperty("links").GetProperty("next").GetString();
        }

        Assert.Equal(ids, found);
        (await drive.Api.PostAsync(second!, Body(word + "x"))).Is(400);
        (await drive.Api.PostAsync(second!, Body(word, """{"folders":false}"""))).Is(400);
        (await (await Api.OfAsync(app, Seed.Ada)).PostAsync(second!, Body(word))).Is(400);
    }

    [Theory, Attack("H7"), MemberData(nameof(Hostile))]
    public async Task takes_whatever_is_typed(string query)
    {
        foreach (var store in Enum.GetValues<StoreKind>())
        {
            var app = await apps.OnAsync(store);
            var answer = await (await Api.OfBotAsync(app)).PostAsync("/search", JsonSerializer.Serialize(new { query, engine = "lexical" }));
            Assert.True(answer.Code == 200, $"{store} {query}: {answer}");
        }
    }

    public static TheoryData<string> Hostile() =>
    [
        "'", "\"", "\\", "*", ":*", "a:*", "' OR 1=1 --", "\"a\" OR \"b\"", "a AND", "NOT a", "NEAR(a b, 5)", "text : a", "rowid", "a\" * \"", "-a", "^a", "a & !b", "a <-> b", "{a}", "(", "a) OR (b",
        "%", "_", "a\nb", "🎬", "ﷺ", "हिन्दी", "日本語", "\u202Eevil", "e\u0301", "İstanbul", "ß", new string('a', 1000), string.Join(' ', Enumerable.Range(0, 250)), "$$", "@match", "; DROP TABLE assets",
    ];

    [Theory]
    [InlineData("""{"engine":"lexical"}""", 422)]
    [InlineData("""{"query":"a"}""", 422)]
    [InlineData("""{"query":"","engine":"lexical"}""", 422)]
    [InlineData("""{"query":"a","engine":"visual"}""", 422)]
    [InlineData("""{"query":"a","engine":"lexical","filters":{"shoes":true}}""", 422)]
    [InlineData("""{"query":"a","engine":"lexical","filters":{"folders":"yes"}}""", 422)]
    [InlineData("""{"data":{"query":"a","engine":"lexical"}}""", 422)]
    public async Task refuses_what_is_not_in_the_contract(string body, int status)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        (await (await Api.OfBotAsync(app)).PostAsync("/search", body)).Is(status);
    }

    private static string Word() => "w" + Guid.NewGuid().ToString("N")[..12];

    private static string Body(string query, string? filters = null, string engine = "lexical") => $$"""{"query":{{JsonSerializer.Serialize(query)}},"engine":"{{engine}}"{{(filters is null ? "" : ",\"filters\":" + filters)}}}""";

    private static async Task<JsonElement> SearchAsync(Api api, string query, string? filters = null, string engine = "lexical") => (await api.PostAsync("/search?page_size=100&include_total_count=true", Body(query, filters, engine))).Ok().Json;

    private static async Task<HashSet<string>> IdsAsync(Api api, string query, string? filters = null, string engine = "lexical")
    {
        var answer = await SearchAsync(api, query, filters, engine);
        var ids = answer.GetProperty("data").EnumerateArray().Select(hit => hit.GetProperty("result").Text("id")).ToHashSet();
        Assert.Equal(ids.Count, answer.GetProperty("total_count").GetInt32());
        return ids;
    }

    private static async Task<int> CountAsync(Api api, string query) => (await SearchAsync(api, query)).GetProperty("total_count").GetInt32();
}
