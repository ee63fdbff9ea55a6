using System.Globalization;
using System.Text.Json;

namespace Stagedoor.Frameio.Tests.Contract;

/// <summary>Walks the vendor's document: every operation that it names, called rightly and wrongly, each answer judged by its schema.</summary>
public class Every_operation(World world) : IClassFixture<World>
{
    private static readonly string[] RateHeaders = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-window"];

    public static TheoryData<string> Built => [.. Document.Operations.Where(IsBuilt).Select(operation => operation.Id)];

    public static TheoryData<string> BuiltWithBody => [.. Document.Operations.Where(operation => IsBuilt(operation) && operation.Body is not null).Select(operation => operation.Id)];

    public static TheoryData<string> BuiltLists => [.. Document.Operations.Where(operation => IsBuilt(operation) && operation.Query("page_size") is not null).Select(operation => operation.Id)];

    [Fact]
    public async Task is_counted_and_what_is_not_built_has_no_route()
    {
        var missing = Document.Operations.Where(operation => !IsBuilt(operation)).ToList();
        TestContext.Current.TestOutputHelper!.WriteLine($"{Document.Operations.Count - missing.Count} of {Document.Operations.Count} operations; not built: {string.Join(", ", missing)}");
        Assert.Equal(90, Document.Operations.Count);
        foreach (var operation in missing)
        {
            var path = string.Join('/', operation.Path.Split('/').Select(step => step.StartsWith('{') ? "00000000-0000-4000-8000-000000000000" : step));
            var answer = (await world.Bot.SendAsync(new(operation.Method), path)).Is(404);
            Assert.Equal($"no route found for {operation.Method} {path}", answer.Json.GetProperty("errors")[0].Text("detail"));
        }
    }

    [Fact]
    public void is_one_of_the_contract_with_its_path_and_limit()
    {
        foreach (var operation in FrameioApi.Operations)
        {
            var known = Document.Operations.SingleOrDefault(known => known.Id == operation.Id);
            Assert.True(known is not null, $"{operation.Id} is not in the contract");
            Assert.Equal((known.Method, known.Path), (operation.Method, FrameioApi.Root + operation.Path));
            Assert.Equal(known.Limit, (operation.Limit.Calls, (int)operation.Limit.Window.TotalMilliseconds));
        }
    }

    [Fact]
    public void has_an_example() => Assert.Empty(Document.Operations.Where(IsBuilt).Select(operation => operation.Id).Except(Examples.All.Keys));

    [Theory, MemberData(nameof(Built))]
    public async Task answers_as_the_contract_says(string id)
    {
        var (operation, ask) = await ExampleAsync(id);
        var answer = Judged(operation, await ask.SendAsync(world.Bot, operation));
        Assert.Contains(answer.Code, operation.Successes);
        if (answer.Json.ValueKind == JsonValueKind.Undefined) return;
        var data = answer.Json.GetProperty("data");
        ask.Also?.Invoke(data);
        if (ask.Body is not null && ask.IsEchoed) Echoes(ask, data);
        if (ask.Holds is not null) Assert.Equal(ask.Holds.Order(), data.EnumerateArray().Select(IdOf).Order());
    }

    [Theory, MemberData(nameof(Built))]
    public async Task includes_whatever_may_be_included(string id)
    {
        var (operation, ask) = await ExampleAsync(id);
        if (operation.Enum("include") is not { Length: > 0 } includes) return;
        var answer = Judged(operation, await ask.SendAsync(world.Bot, operation, query: "?include=" + string.Join(',', includes)));
        Assert.Contains(answer.Code, operation.Successes);
        var data = answer.Json.GetProperty("data");
        foreach (var item in data.ValueKind == JsonValueKind.Array ? [.. data.EnumerateArray()] : (IEnumerable<JsonElement>)[data])
        {
            // Media links are a file's alone: those of a version stack are its head's.
            var isFolder = item.TryGetProperty("type", out var type) && type.ValueEquals("folder");
            var isStack = type.ValueKind == JsonValueKind.String && type.ValueEquals("version_stack");
            foreach (var name in includes.Select(name => name.Split('.')[0]).Where(name => !isFolder || name != "media_links"))
            {
                Assert.True((isStack && name == "media_links" ? item.GetProperty("head_version") : item).TryGetProperty(name, out _), $"{id} lacks {name}: {item}");
            }
        }

        Assert.Equal(422, Judged(operation, await ask.SendAsync(world.Bot, operation, query: "?include=nonsense")).Code);
    }

    [Theory, MemberData(nameof(BuiltWithBody))]
    public async Task refuses_bodies_that_the_contract_does_not_allow(string id)
    {
        var (operation, ask) = await ExampleAsync(id);
        var wrong = new List<string>();
        foreach (var bad in BadBodies.Of(operation.Body!.Value, ask.Body!))
        {
            var answer = Judged(operation, await ask.SendAsync(world.Bot, operation, body: bad.Json));
            if (answer.Code != 422) wrong.Add($"{bad.Why} at {bad.At}: {answer.Code} for {bad.Json}");
            else if (!answer.Json.GetProperty("errors").EnumerateArray().Any(error => error.TryGetProperty("title", out _) && error.TryGetProperty("source", out var source) && source.Text("pointer").StartsWith(bad.At, StringComparison.Ordinal))) wrong.Add($"{bad.Why} at {bad.At} is told as {answer.Text}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(422, Judged(operation, await ask.SendAsync(world.Bot, operation, body: "{")).Code);
        Assert.Equal(422, Judged(operation, await ask.SendAsync(world.Bot, operation, body: "[]")).Code);
    }

    [Theory, MemberData(nameof(Built))]
    public async Task finds_nothing_by_an_id_that_is_unknown_malformed_or_anothers(string id)
    {
        var (operation, ask) = await ExampleAsync(id);
        foreach (var (name, _) in ask.Ids)
        {
            foreach (var other in (string[])["00000000-0000-4000-8000-000000000000", "nonsense", "adobe:nonsense", "%27%20OR%201=1"])
            {
                Assert.Equal(404, Judged(operation, await ask.SendAsync(world.Bot, operation, ask.Path(operation, instead: (name, other)))).Code);
            }
        }

        if (!operation.PathIds.Contains("account_id")) return;
        Assert.Equal(404, Judged(operation, await ask.SendAsync(world.Bot, operation, ask.Path(operation, "00000000-0000-4000-8000-000000000000"))).Code);
        Assert.Equal(404, Judged(operation, await ask.SendAsync(world.Bot, operation, ask.Path(operation, "nonsense"))).Code);

        // A stranger finds nothing in this account, nor anything of it in another.
        Assert.Equal(404, Judged(operation, await ask.SendAsync(world.Stranger, operation)).Code);
        if (ask.Ids.Length > 0) Assert.Equal(404, Judged(operation, await ask.SendAsync(world.Stranger, operation, ask.Path(operation, world.StrangersAccount))).Code);
    }

    [Theory, MemberData(nameof(Built))]
    public async Task opens_to_a_token_only(string id)
    {
        var (operation, ask) = await ExampleAsync(id);
        Assert.Equal(401, Judged(operation, await ask.SendAsync(new Api(world.Bot.Http, "nonsense"), operation)).Code);
    }

    [Theory, MemberData(nameof(BuiltLists))]
    public async Task that_lists_pages_sorts_and_counts(string id)
    {
        var (operation, ask) = await ExampleAsync(id);
        var largest = operation.Query("page_size")!.Value.GetProperty("maximum").GetInt32();
        var all = await AllAsync(operation, ask, $"?page_size={largest}");
        if (ask.Holds is not null) Assert.Equal(ask.Holds.Order(), all.Order());
        if (ask.HoldsAmongOthers is not null) Assert.Superset(ask.HoldsAmongOthers.ToHashSet(), all.ToHashSet());

        // Entries of the audit log have no ids: one thing done twice within a millisecond looks the same.
        if (id != "auditlog.index") Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Equal(all, await AllAsync(operation, ask, "?page_size=1"));
        foreach (var sort in operation.Enum("sort").Where(sort => !sort.StartsWith("owner", StringComparison.Ordinal))) Assert.Equal(all.Order(), (await AllAsync(operation, ask, $"?page_size=2&sort={sort}")).Order());

        var counted = Judged(operation, await ask.SendAsync(world.Bot, operation, query: "?page_size=1&include_total_count=true")).Ok().Json;
        if (id != "shares.list_reviewers") Assert.Equal(all.Count, counted.GetProperty("total_count").GetInt32());
        foreach (var (query, status) in (IEnumerable<(string, int)>)
            [
                ("page_size=0", 422), ($"page_size={largest + 1}", 422), ("page_size=ten", 400), ("include_total_count=perhaps", 400), ("after=forged", 400), ("page_size=1&page_size=2", 400),
                ("after=" + new string('A', 200), 400), .. operation.Enum("sort").Take(1).Select(_ => ("sort=nonsense", 400)),
            ])
        {
            Assert.True(status == Judged(operation, await ask.SendAsync(world.Bot, operation, query: "?" + query)).Code, $"{id}?{query} is not {status}");
        }
    }

    private static bool IsBuilt(ContractOperation operation) => FrameioApi.Operations.Any(built => built.Id == operation.Id);

    // A user in a list of roles has an id one level deeper.
    private static string IdOf(JsonElement item) =>
        item.TryGetProperty("id", out var id) ? id.GetString()! : item.TryGetProperty("user", out var user) && user.ValueKind == JsonValueKind.Object ? user.Text("id") : item.GetRawText();

    // What was written is read back, as it was written.
    private static void Echoes(Ask ask, JsonElement data)
    {
        using var document = JsonDocument.Parse(ask.Body!);
        foreach (var sent in document.RootElement.GetProperty("data").EnumerateObject())
        {
            if (ask.NotEchoed.Contains(sent.Name) || !data.TryGetProperty(sent.Name, out var came)) continue;
            Assert.True(JsonElement.DeepEquals(sent.Value, came), $"{sent.Name} was sent as {sent.Value.GetRawText()} and came back as {came.GetRawText()}");
        }
    }

    private async Task<List<string>> AllAsync(ContractOperation operation, Ask ask, string query)
    {
        var all = new List<string>();
        for (string? path = ask.Path(operation) + query; path is not null;)
        {
            var page = Judged(operation, await ask.SendAsync(world.Bot, operation, path, query: "")).Ok().Json;
            all.AddRange(page.GetProperty("data").EnumerateArray().Select(IdOf));

            // The contract forgot the links of a share's reviewers.
            path = page.TryGetProperty("links", out var links) || operation.Id != "shares.list_reviewers" ? links.GetProperty("next").GetString() : null;
            Assert.True(path?.StartsWith("/v4/", StringComparison.Ordinal) != false, path);
        }

        return all;
    }

    private async Task<(ContractOperation Operation, Ask Ask)> ExampleAsync(string id) => (Document.Operation(id), await Examples.All[id](world));

    /// <summary>The answer, when its status is one of the contract's, its body what that says and the headers are there; a success or not.</summary>
    private static Answer Judged(ContractOperation operation, Answer answer)
    {
        var schema = operation.Answer(answer.Code);
        foreach (var header in RateHeaders) Assert.True(int.TryParse(answer.Header(header), NumberStyles.None, CultureInfo.InvariantCulture, out _), $"{operation.Id} sends no {header}");
        if (schema is null || answer.Code == 204)
        {
            Assert.Equal("", answer.Text);
            return answer;
        }

        Assert.Equal("application/json", answer.ContentType);
        var violations = Schema.Violations(schema.Value, answer.Json);
        Assert.True(violations.Count == 0, $"{operation.Id} {answer.Code}: {string.Join("; ", violations)}\n{answer.Text}");
        if (answer.Code >= 400) Assert.NotEqual(0, answer.Json.GetProperty("errors").GetArrayLength());
        return answer;
    }
}
