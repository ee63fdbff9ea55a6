using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Frameio.Resources.Comments;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Tests.Resources;

/// <summary>Comments: what is said comes back as it was said, by whom it was said, and is changed by whom it belongs to.</summary>
public class A_comment(DriveFixture apps) : IClassFixture<DriveFixture>
{
    private static readonly string[] Members =
    [
        "id", "file_id", "text", "annotation", "anchor", "timestamp", "duration", "page", "text_review_annotation", "text_edited_at", "completed_at", "completer_id", "created_at", "updated_at", "attachments",
        "links", "mentions",
    ];

    [Theory, Stores]
    public async Task comes_back_as_it_was_said(StoreKind store)
    {
        var (drive, file) = await FileAsync(store);
        var said = JsonNode.Parse("""
            {"text":"See this 🎬 link","annotation":"[{\"tool\":\"rect\",\"x\":0.27}]","anchor":{"x":0.5,"y":0.125},"timestamp":"00:00:02:12","duration":10,"page":4,
            "links":[{"start_index":9,"end_index":11,"url":"https://example.com/a?b=c"}],
            "text_review_annotation":{"bounds":[{"x":12.5,"y":24,"width":130,"height":42}],"selection_text":null,"suggested_text":"updated copy","text_review_annotation_type":"replace"}}
            """)!;
        var created = await SayAsync(drive, file, said);
        Assert.Equal(Members, created.EnumerateObject().Select(member => member.Name));
        foreach (var member in (string[])["text", "annotation", "anchor", "timestamp", "duration", "page", "text_review_annotation"]) Assert.True(JsonNode.DeepEquals(said[member], JsonNode.Parse(created.GetProperty(member).GetRawText())), member);
        Assert.Equal("🎬", created.GetProperty("links")[0].Text("text"));
        Assert.Equal(created.GetRawText(), (await ShowAsync(drive, created)).GetRawText());
        Assert.Equal([created.GetRawText()], (await drive.Api.AllAsync($"/files/{file}/comments")).Select(comment => comment.GetRawText()));
        Assert.Equal("Service Account User", (await ShowAsync(drive, created, "?include=owner,replies")).GetProperty("owner").Text("name"));

        // Only what is sent changes; null takes away.
        drive.App.Clock.Advance(TimeSpan.FromSeconds(1));
        var changed = await ChangeAsync(drive, created, """{"annotation":null,"anchor":null,"text_review_annotation":{"suggested_text":"better copy"}}""");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Null), (changed.GetProperty("annotation").ValueKind, changed.GetProperty("anchor").ValueKind, changed.GetProperty("text_edited_at").ValueKind));
        Assert.Equal(("better copy", "replace", 1), (changed.GetProperty("text_review_annotation").Text("suggested_text"), changed.GetProperty("text_review_annotation").Text("text_review_annotation_type"), changed.GetProperty("text_review_annotation").GetProperty("bounds").GetArrayLength()));
        Assert.Equal(("See this 🎬 link", "00:00:02:12", 10), (changed.Text("text"), changed.Text("timestamp"), changed.GetProperty("duration").GetInt32()));
        var shorter = await ChangeAsync(drive, created, """{"text":"See"}""");
        Assert.Equal(("See", 0), (shorter.Text("text"), shorter.GetProperty("links").GetArrayLength()));
        Assert.NotEqual(JsonValueKind.Null, shorter.GetProperty("text_edited_at").ValueKind);
        Assert.Equal(shorter.GetRawText(), (await ChangeAsync(drive, created, "{}")).GetRawText());
        Assert.Equal(JsonValueKind.Null, (await ChangeAsync(drive, created, """{"timestamp":null}""")).GetProperty("duration").ValueKind);

        (await drive.Api.DeleteAsync($"/comments/{created.Text("id")}")).Is(204);
        (await drive.Api.DeleteAsync($"/comments/{created.Text("id")}")).Is(404);
        (await drive.Api.GetAsync($"/comments/{created.Text("id")}")).Is(404);
        Assert.Empty(await drive.Api.AllAsync($"/files/{file}/comments"));
    }

    [Theory]
    [InlineData("123", false, "123")]
    [InlineData("0", false, "0")]
    [InlineData("123", true, "\"00:00:05:03\"")]
    [InlineData("2147483647", true, "\"24855:08:05:07\"")]
    [InlineData("\"01:02:03:04\"", false, "\"01:02:03:04\"")]
    [InlineData("\"01:02:03:04\"", true, "\"01:02:03:04\"")]
    [InlineData("null", true, "null")]
    public async Task stands_at_the_moment_that_was_sent(string sent, bool asTimecode, string shown)
    {
        var (drive, file) = await FileAsync(StoreKind.Sqlite);
        var created = await drive.Api.DataAsync(HttpMethod.Post, $"/files/{file}/comments?timestamp_as_timecode={(asTimecode ? "true" : "false")}", $$$"""{"data":{"text":"x","timestamp":{{{sent}}}}}""");
        Assert.Equal(shown, created.GetProperty("timestamp").GetRawText());
        Assert.Equal(sent, (await ShowAsync(drive, created)).GetProperty("timestamp").GetRawText());
        Assert.Equal(shown, (await drive.Api.AllAsync($"/files/{file}/comments?timestamp_as_timecode={(asTimecode ? "true" : "false")}"))[0].GetProperty("timestamp").GetRawText());
    }

    [Theory]
    [InlineData("""{"text":"x","timestamp":-1}""", "/data/timestamp")]
    [InlineData("""{"text":"x","timestamp":1.5}""", "/data/timestamp")]
    [InlineData("""{"text":"x","timestamp":2147483648}""", "/data/timestamp")]
    [InlineData("""{"text":"x","timestamp":"00:60:00:00"}""", "/data/timestamp")]
    [InlineData("""{"text":"x","timestamp":"1:2:3:4"}""", "/data/timestamp")]
    [InlineData("""{"text":"x","timestamp":"00:00:00:00\n"}""", "/data/timestamp")]
    [InlineData("""{"text":"x","timestamp":true}""", "/data/timestamp")]
    [InlineData("""{"text":"x","timestamp":{}}""", "/data/timestamp")]
    [InlineData("""{"text":"x","duration":5}""", "/data/duration")]
    [InlineData("""{"text":"x","anchor":{"x":1.01,"y":0}}""", "/data/anchor/x")]
    [InlineData("""{"text":"x","anchor":{"x":1e999,"y":0}}""", "/data/anchor/x")]
    [InlineData("""{"text":"x","anchor":{"x":0.5}}""", "/data/anchor/y")]
    [InlineData("""{"text":"x","annotation":"no json"}""", "/data/annotation")]
    [InlineData("""{"text":"x","links":[{"start_index":0,"end_index":2,"url":"https://a.example"}]}""", "/data/links/0/end_index")]
    [InlineData("""{"text":"xyz","links":[{"start_index":2,"end_index":1,"url":"https://a.example"}]}""", "/data/links/0/end_index")]
    [InlineData("""{"text":"🎬🎬","links":[{"start_index":0,"end_index":1,"url":"https://a.example"}]}""", "/data/links/0/end_index")]
    [InlineData("""{"text":"xyz","links":[{"start_index":0,"end_index":1,"url":"javascript:alert(1)"}]}""", "/data/links/0/url")]
    [InlineData("""{"text":"xyz","links":[{"start_index":0,"end_index":1,"url":"data:text/html,x"}]}""", "/data/links/0/url")]
    [InlineData("""{"text":"x","parent_id":"0b6f1c1e-6a51-4e1f-9a0e-2f1a4a3b7c10"}""", "/data/parent_id")]
    [InlineData("""{"text":"x","mentions":[]}""", "/data/mentions")]
    [InlineData("""{"text":"x","owner_id":"0b6f1c1e-6a51-4e1f-9a0e-2f1a4a3b7c10"}""", "/data/owner_id")]
    public async Task refuses_what_makes_no_sense(string said, string place)
    {
        var (drive, file) = await FileAsync(StoreKind.Sqlite);
        var refused = (await drive.Api.PostAsync($"/files/{file}/comments", $$"""{"data":{{said}}}""")).Is(422);
        Assert.Contains(place, refused.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("source").Text("pointer")));
        Assert.Empty(await drive.Api.AllAsync($"/files/{file}/comments"));
    }

    [Fact, Attack("H3")]
    public async Task may_be_as_long_as_the_contract_allows()
    {
        var (drive, file) = await FileAsync(StoreKind.Sqlite);
        var (text, annotation) = (new string('\u4e00', 40_000), "\"" + new string('\u4e00', 199_998) + "\"");
        var created = await SayAsync(drive, file, new JsonObject { ["text"] = text, ["annotation"] = annotation });
        Assert.Equal((text, annotation), (created.Text("text"), created.Text("annotation")));
        (await drive.Api.PostAsync($"/files/{file}/comments", new JsonObject { ["data"] = new JsonObject { ["text"] = text + "x" } }.ToJsonString())).Is(422);
        (await drive.Api.PostAsync($"/files/{file}/comments", new JsonObject { ["data"] = new JsonObject { ["text"] = "x", ["annotation"] = annotation + " " } }.ToJsonString())).Is(422);
        (await drive.Api.PostAsync($"/files/{file}/comments", new JsonObject { ["data"] = new JsonObject { ["text"] = new string('x', 3_000_000) } }.ToJsonString())).Is(413);
    }

    [Theory, Stores, Attack("H3")]
    public async Task of_many_large_ones_does_not_fill_the_memory(StoreKind store)
    {
        var (drive, file) = await FileAsync(store);
        var annotation = "\"" + new string('\u4e00', 199_998) + "\"";
        var said = new List<string>();
        for (var i = 0; i < 20; i++) said.Add((await SayAsync(drive, file, new JsonObject { ["text"] = $"Large {i}", ["annotation"] = annotation })).Text("id"));
        said.Add((await SayAsync(drive, file, new JsonObject { ["text"] = "Small" })).Text("id"));

        // 600 kB each: a page of 4 MB has six, and the links lead through all of them.
        var first = (await drive.Api.GetAsync($"/files/{file}/comments?page_size=100&sort=created_at_asc&include_total_count=true")).Ok().Json;
        Assert.Equal((6, 21), (first.GetProperty("data").EnumerateArray().Count(comment => comment.GetProperty("annotation").ValueKind == JsonValueKind.String), first.GetProperty("total_count").GetInt32()));
        Assert.Equal(said.Order(StringComparer.Ordinal), (await drive.Api.AllAsync($"/files/{file}/comments?page_size=100&sort=created_at_desc&include=replies")).Select(comment => comment.Text("id")).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await drive.Api.GetAsync($"/files/{file}/comments?page_size=2")).Ok().Json.GetProperty("data").GetArrayLength());
    }

    [Theory, Stores]
    public async Task is_completed_by_somebody_and_reopened(StoreKind store)
    {
        var (drive, file) = await FileAsync(store);
        var ben = await JoinAsync(drive, "commenter");
        var created = await SayAsync(drive, file, new JsonObject { ["text"] = "Fix it" });

        // Whoever may comment may say that it is done, and no more.
        var done = await new Drive(drive.App, ben, default).Api.DataAsync(HttpMethod.Patch, $"/comments/{created.Text("id")}", """{"data":{"completed":true}}""");
        Assert.Equal(await ben.MeAsync(), done.Text("completer_id"));
        Assert.NotEqual(JsonValueKind.Null, done.GetProperty("completed_at").ValueKind);
        Assert.Equal(JsonValueKind.Null, done.GetProperty("text_edited_at").ValueKind);
        (await ben.PatchAsync($"/comments/{created.Text("id")}", """{"data":{"completed":true,"text":"mine"}}""")).Is(403);

        // Once done it stays done by whom it was.
        Assert.Equal(await ben.MeAsync(), (await ChangeAsync(drive, created, """{"completed":true}""")).Text("completer_id"));
        var open = await ChangeAsync(drive, created, """{"completed":false}""");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (open.GetProperty("completed_at").ValueKind, open.GetProperty("completer_id").ValueKind));
        Assert.Equal(await drive.Api.MeAsync(), (await SayAsync(drive, file, new JsonObject { ["text"] = "Done", ["completed"] = true })).Text("completer_id"));
        foreach (var (act, count) in (IEnumerable<(string, int)>)[("comment.created", 1), ("comment.completed", 1), ("comment.uncompleted", 1), ("comment.updated", 0)])
        {
            Assert.Equal(count, await drive.App.CountAsync($"SELECT COUNT(*) FROM activities WHERE act = '{act}' AND resource_id = @id", created.Text("id")));
        }
    }

    [Theory, Stores]
    public async Task is_changed_by_its_owner_and_by_who_may_change_others(StoreKind store)
    {
        var (drive, file) = await FileAsync(store);
        var ben = await JoinAsync(drive, "commenter");
        var bots = (await SayAsync(drive, file, new JsonObject { ["text"] = "of the bot" })).Text("id");
        var bens = (await ben.DataAsync(HttpMethod.Post, $"/files/{file}/comments", """{"data":{"text":"of Ben"}}""")).Text("id");
        (await ben.PatchAsync($"/comments/{bens}", """{"data":{"text":"of Ben still"}}""")).Ok();
        (await ben.PatchAsync($"/comments/{bots}", """{"data":{"text":"of Ben now"}}""")).Is(403);
        (await ben.DeleteAsync($"/comments/{bots}")).Is(403);
        (await ben.PostAsync($"/comments/{bots}/attachments", """{"data":{"name":"a.png","file_size":1,"media_type":"image/png"}}""")).Is(403);
        (await drive.Api.PatchAsync($"/comments/{bens}", """{"data":{"text":"of the admin"}}""")).Ok();
        Assert.Equal("Ben Okafor", (await drive.Api.DataAsync(HttpMethod.Get, $"/comments/{bens}?include=owner")).GetProperty("owner").Text("name"));
        await drive.Api.GiveAsync($"projects/{drive.Project}", await ben.MeAsync(), "viewer");
        (await ben.PatchAsync($"/comments/{bens}", """{"data":{"text":"too late"}}""")).Is(403);
        (await ben.GetAsync($"/comments/{bens}")).Ok();
        (await drive.Api.DeleteAsync($"/projects/{drive.Project}/users/{await ben.MeAsync()}")).Is(204);
        (await ben.GetAsync($"/comments/{bens}")).Is(404);
        (await ben.GetAsync($"/files/{file}/comments")).Is(404);
        (await ben.DeleteAsync($"/comments/{bens}")).Is(404);
        (await drive.Api.DeleteAsync($"/comments/{bens}")).Is(204);
    }

    [Theory, Stores]
    public async Task names_users_of_the_account_in_its_text(StoreKind store)
    {
        var (drive, file) = await FileAsync(store);
        var (ada, ben, bot) = (await (await Api.OfAsync(drive.App, Seed.Ada)).MeAsync(), await (await Api.OfAsync(drive.App, Seed.Ben)).MeAsync(), await drive.Api.MeAsync());
        var text = $"@Ada Field, look! (@ben okafor) and @{Seed.Ben}; not a@b.example nor @Nobody or @Ada. @Service Account User";
        var created = await SayAsync(drive, file, new JsonObject { ["text"] = text });
        Assert.Equal(
            [("@Ada Field", ada), ("@ben okafor", ben), ("@" + Seed.Ben, ben), ("@Service Account User", bot)],
            created.GetProperty("mentions").EnumerateArray().Select(mention => (mention.Text("text"), mention.Text("user_id"))));
        foreach (var mention in created.GetProperty("mentions").EnumerateArray()) Assert.Equal(mention.Text("text"), text[mention.GetProperty("start_index").GetInt32()..mention.GetProperty("end_index").GetInt32()]);
        Assert.Empty((await ChangeAsync(drive, created, """{"text":"nobody"}""")).GetProperty("mentions").EnumerateArray());
        Assert.Empty((await SayAsync(drive, file, new JsonObject { ["text"] = new string('@', 10_000) + " @" + new string('x', 500) })).GetProperty("mentions").EnumerateArray());
    }

    [Theory, Stores]
    public async Task has_at_most_six_attachments_however_many_come_at_once(StoreKind store)
    {
        var (drive, file) = await FileAsync(store);
        const string attachment = """{"name":"still.png","file_size":5000,"media_type":"image/png"}""";
        var created = await SayAsync(drive, file, JsonNode.Parse($$"""{"text":"with pictures","attachments":[{{attachment}},{{attachment}}]}""")!);
        var first = created.GetProperty("attachments")[0];
        Assert.Equal(("still.png", 5000, "image/png"), (first.Text("name"), first.GetProperty("file_size").GetInt32(), first.Text("media_type")));

        // Plain addresses: the parts are as large as their number says.
        var urls = first.GetProperty("upload_urls").EnumerateArray().Select(url => url.GetString()!).ToList();
        var bytes = Drive.Bytes(5000);
        Assert.Equal(2, urls.Count);
        for (var part = 0; part < 2; part++) (await drive.PutAsync(urls[part], bytes[(part * 2500)..((part + 1) * 2500)], request => Drive.Typed(request, "image/png"))).Ok();
        (await drive.PutAsync(urls[1], bytes[2500..])).Is(409);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => drive.Api.PostAsync($"/comments/{created.Text("id")}/attachments", $$"""{"data":{{attachment}}}""")));
        Assert.Equal(4, answers.Count(answer => answer.Code == 201));
        Assert.Equal(4, answers.Count(answer => answer.Code == 409));
        var six = (await ShowAsync(drive, created)).GetProperty("attachments").EnumerateArray().ToList();
        Assert.Equal(6, six.Count);
        Assert.All(six, one => Assert.Equal(JsonValueKind.Null, one.GetProperty("upload_urls").ValueKind));
        (await drive.Api.DeleteAsync($"/comments/{created.Text("id")}/attachments/{first.Text("id")}")).Is(204);
        (await drive.Api.DeleteAsync($"/comments/{created.Text("id")}/attachments/{first.Text("id")}")).Is(404);
        Assert.Equal(5, (await ShowAsync(drive, created)).GetProperty("attachments").GetArrayLength());
        (await drive.Api.PostAsync($"/files/{file}/comments", $$$"""{"data":{"text":"x","attachments":[{{string.Join(',', Enumerable.Repeat(attachment, 7))}}]}}""")).Is(422);

        // Of another's comment nothing is deleted by an id of one's own.
        var other = await SayAsync(drive, file, new JsonObject { ["text"] = "other" });
        (await drive.Api.DeleteAsync($"/comments/{other.Text("id")}/attachments/{six[1].Text("id")}")).Is(404);
    }

    [Theory, Stores]
    public async Task has_replies_that_are_no_comments_of_the_list(StoreKind store)
    {
        var (drive, file) = await FileAsync(store);
        var first = await SayAsync(drive, file, new JsonObject { ["text"] = "first" });
        drive.App.Clock.Advance(TimeSpan.FromMilliseconds(5));
        var second = await SayAsync(drive, file, new JsonObject { ["text"] = "second" });
        for (var i = 0; i < 3; i++) await ReplyAsync(drive, first, $"reply {i}");
        var listed = await drive.Api.AllAsync($"/files/{file}/comments?include=replies&page_size=1");
        Assert.Equal(["first", "second"], listed.Select(comment => comment.Text("text")));
        Assert.Equal(["reply 0", "reply 1", "reply 2"], listed[0].GetProperty("replies").EnumerateArray().Select(reply => reply.Text("text")));
        Assert.Equal(0, listed[1].GetProperty("replies").GetArrayLength());
        Assert.False(listed[0].GetProperty("replies")[0].TryGetProperty("owner", out _));
        var reply = listed[0].GetProperty("replies")[0].Text("id");
        Assert.Equal("reply 0", (await drive.Api.DataAsync(HttpMethod.Get, $"/comments/{reply}")).Text("text"));
        (await drive.Api.DeleteAsync($"/comments/{first.Text("id")}")).Is(204);
        (await drive.Api.GetAsync($"/comments/{reply}")).Is(404);
        Assert.Equal(["second"], (await drive.Api.AllAsync($"/files/{file}/comments")).Select(comment => comment.Text("text")));
        Assert.Equal("second", second.Text("text"));
    }

    [Theory, Stores]
    public async Task is_listed_in_every_sort(StoreKind store)
    {
        var (drive, file) = await FileAsync(store);
        var ben = await JoinAsync(drive, "commenter");
        var ids = new List<string>();
        foreach (var (api, text) in (IEnumerable<(Api, string)>)[(drive.Api, "a"), (ben, "b"), (drive.Api, "c"), (ben, "d")])
        {
            drive.App.Clock.Advance(TimeSpan.FromSeconds(1));
            ids.Add((await api.DataAsync(HttpMethod.Post, $"/files/{file}/comments", $$$"""{"data":{"text":"{{{text}}}"}}""")).Text("id"));
        }

        foreach (var done in (int[])[2, 1])
        {
            drive.App.Clock.Advance(TimeSpan.FromSeconds(1));
            await drive.Api.DataAsync(HttpMethod.Patch, $"/comments/{ids[done]}", """{"data":{"completed":true}}""");
        }

        foreach (var size in (int[])[1, 3, 100])
        {
            foreach (var (sort, expected) in (IEnumerable<(string, string)>)[("", "abcd"), ("&sort=created_at_asc", "abcd"), ("&sort=created_at_desc", "dcba")]) Assert.Equal(expected, await TextsAsync($"?page_size={size}{sort}"));
            Assert.EndsWith("cb", await TextsAsync($"?page_size={size}&sort=completed_at_asc"), StringComparison.Ordinal);
            Assert.StartsWith("bc", await TextsAsync($"?page_size={size}&sort=completed_at_desc"), StringComparison.Ordinal);
            Assert.Equal("bd", string.Concat((await TextsAsync($"?page_size={size}&include=owner&sort=owner_asc"))[..2].Order()));
            Assert.Equal("ac", string.Concat((await TextsAsync($"?page_size={size}&include=owner&sort=owner_desc"))[..2].Order()));
        }

        (await drive.Api.GetAsync($"/files/{file}/comments?sort=owner_asc")).Is(400);
        (await drive.Api.GetAsync($"/files/{file}/comments?timestamp_as_timecode=perhaps")).Is(400);
        (await drive.Api.GetAsync($"/files/{file}/comments?page_size=101")).Is(422);

        async Task<string> TextsAsync(string query) => string.Concat((await drive.Api.AllAsync($"/files/{file}/comments{query}")).Select(comment => comment.Text("text")));
    }

    [Theory, Stores]
    public async Task goes_with_a_copy_of_its_file_where_that_is_asked_for(StoreKind store)
    {
        var (drive, file) = await FileAsync(store);
        var first = await SayAsync(drive, file, JsonNode.Parse("""{"text":"first","attachments":[{"name":"still.png","file_size":5,"media_type":"image/png"}]}""")!);
        await ReplyAsync(drive, first, "reply");
        await SayAsync(drive, file, new JsonObject { ["text"] = "second" });
        foreach (var (which, count) in (IEnumerable<(string, int)>)[("", 0), ("?copy_comments=none", 0), ("?copy_comments=internal", 0), ("?copy_comments=public", 2), ("?copy_comments=all", 2)])
        {
            var copy = await drive.Api.DataAsync(HttpMethod.Post, $"/files/{file}/copy{which}", "{}");
            var comments = await drive.Api.AllAsync($"/files/{copy.Text("id")}/comments?include=owner,replies");
            Assert.Equal(count, comments.Count);
            if (count == 0) continue;
            Assert.Equal("reply", Assert.Single(comments.Single(comment => comment.Text("text") == "first").GetProperty("replies").EnumerateArray()).Text("text"));
            Assert.Equal(1, comments.Single(comment => comment.Text("text") == "first").GetProperty("attachments").GetArrayLength());
            Assert.All(comments, comment => Assert.Equal(copy.Text("id"), comment.Text("file_id")));
            (await drive.Api.DeleteAsync($"/comments/{comments[0].Text("id")}")).Is(204);
        }

        Assert.Equal(2, (await drive.Api.AllAsync($"/files/{file}/comments")).Count);
        (await drive.Api.PostAsync($"/files/{file}/copy?copy_comments=some", "{}")).Is(400);
        Assert.Equal(0, await drive.App.CountAsync("SELECT COUNT(*) FROM copies WHERE copy_id <> @id", ""));
    }

    [Theory, Stores]
    public async Task loses_nothing_of_two_changes_at_once(StoreKind store)
    {
        var (drive, file) = await FileAsync(store);
        for (var round = 0; round < 5; round++)
        {
            var created = await SayAsync(drive, file, new JsonObject { ["text"] = "x" });
            await Task.WhenAll(ChangeAsync(drive, created, """{"text":"changed"}"""), ChangeAsync(drive, created, """{"completed":true}"""), ChangeAsync(drive, created, """{"anchor":{"x":0.5,"y":0.5}}"""));
            var shown = await ShowAsync(drive, created);
            Assert.Equal(("changed", 0.5), (shown.Text("text"), shown.GetProperty("anchor").GetProperty("x").GetDouble()));
            Assert.NotEqual(JsonValueKind.Null, shown.GetProperty("completed_at").ValueKind);
        }
    }

    [Fact, Attack("G1")]
    public async Task is_text_whatever_it_looks_like()
    {
        var (drive, file) = await FileAsync(StoreKind.Sqlite);
        foreach (var text in (string[])["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "a\u202Eb\u200Bc", "'; DROP TABLE comments; --", "=cmd|' /C calc'!A0", "\u0001\u0002"])
        {
            var created = await SayAsync(drive, file, new JsonObject { ["text"] = text });
            Assert.Equal(text, (await ShowAsync(drive, created)).Text("text"));
        }
    }

    private async Task<(Drive Drive, string File)> FileAsync(StoreKind store)
    {
        var drive = await Drive.NewAsync(await apps.OnAsync(store));
        return (drive, await drive.UploadAsync(drive.Root, "reel.mov", Drive.Bytes(10)));
    }

    private static async Task<Api> JoinAsync(Drive drive, string role)
    {
        var ben = await Api.OfAsync(drive.App, Seed.Ben);
        await drive.Api.GiveAsync($"projects/{drive.Project}", await ben.MeAsync(), role);
        return ben;
    }

    private static Task<JsonElement> SayAsync(Drive drive, string file, JsonNode said) => drive.Api.DataAsync(HttpMethod.Post, $"/files/{file}/comments", new JsonObject { ["data"] = said.DeepClone() }.ToJsonString());

    private static Task<JsonElement> ShowAsync(Drive drive, JsonElement comment, string query = "") => drive.Api.DataAsync(HttpMethod.Get, $"/comments/{comment.Text("id")}{query}");

    private static Task<JsonElement> ChangeAsync(Drive drive, JsonElement comment, string change) => drive.Api.DataAsync(HttpMethod.Patch, $"/comments/{comment.Text("id")}", $$"""{"data":{{change}}}""");

    // The contract knows no operation that replies: what an app of ours would write is written through its port.
    private static async Task ReplyAsync(Drive drive, JsonElement comment, string text)
    {
        var store = drive.App.Services.GetRequiredService<ICommentStore>();
        var parent = (await store.FindAsync(Guid.Parse(Seed.Account), comment.GetProperty("id").GetGuid(), default))!;
        drive.App.Clock.Advance(TimeSpan.FromMilliseconds(5));
        Assert.True(await store.AddAsync(parent with { Id = RandomIds.Uuid(), ParentId = parent.Id, Text = text, Attachments = [], CreatedAt = drive.App.Clock.GetUtcNow() }, [], "Service Account User", [], default));
    }
}
