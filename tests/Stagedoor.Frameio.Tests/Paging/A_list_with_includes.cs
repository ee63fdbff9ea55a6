using System.Diagnostics;
using Npgsql;

namespace Stagedoor.Frameio.Tests.Paging;

/// <summary>A list loads what it includes in a number of statements that does not grow with its items.</summary>
[OnStore(StoreKind.Postgres)]
public class A_list_with_includes
{
    [Fact]
    public async Task costs_as_many_statements_for_many_items_as_for_few()
    {
        Needs.Postgres();
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = StoreKind.Postgres, Settings = new Dictionary<string, string> { ["Frameio:RateLimits"] = "false" } });
        using var statements = new Statements(new NpgsqlConnectionStringBuilder(app.ConnectionString).Database!);
        var bot = await Api.OfBotAsync(app);
        var ben = await Api.OfAsync(app, Seed.Ben);
        var id = await ben.MeAsync();
        var workspace = await bot.NewWorkspaceAsync("Counted");
        await bot.GiveAsync("workspaces/" + workspace, id, "viewer");
        string[] lists = [$"/workspaces/{workspace}/projects?include=owner&include_total_count=true", "/projects?include=owner", "/workspaces?include=creator", $"/workspaces/{workspace}/users"];
        await bot.NewProjectAsync(workspace, "First");
        var few = await CountAsync();
        for (var i = 0; i < 30; i++)
        {
            await bot.NewProjectAsync(workspace, "More");
            await bot.GiveAsync("workspaces/" + await bot.NewWorkspaceAsync("More"), id, "viewer");
        }

        Assert.Equal(few, await CountAsync());
        Assert.All(few, count => Assert.InRange(count, 3, 8));

        async Task<List<int>> CountAsync()
        {
            var counts = new List<int>();
            foreach (var list in lists)
            {
                (await ben.GetAsync(list)).Ok();
                statements.Reset();
                (await ben.GetAsync(list)).Ok();
                counts.Add(statements.Count);
            }

            return counts;
        }
    }

    /// <summary>Counts what the driver reports of one database, leaving out what works in the background.</summary>
    private sealed class Statements : IDisposable
    {
        private readonly ActivityListener listener;
        private int count;

        public Statements(string database)
        {
            listener = new()
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (Equals(activity.GetTagItem("db.name") ?? activity.GetTagItem("db.namespace"), database) && Text(activity) is { } text && Foreground(text)) Interlocked.Increment(ref count);
                },
            };
            ActivitySource.AddActivityListener(listener);
        }

        public int Count => Volatile.Read(ref count);

        public void Reset() => Volatile.Write(ref count, 0);

        public void Dispose() => listener.Dispose();

        private static string? Text(System.Diagnostics.Activity activity) => (activity.GetTagItem("db.statement") ?? activity.GetTagItem("db.query.text")) as string;

        // What this test's requests read.
        private static bool Foreground(string text) => text.StartsWith("SELECT", StringComparison.Ordinal) && (text.Contains("persons", StringComparison.Ordinal) || text.Contains("workspaces", StringComparison.Ordinal) || text.Contains("api_projects", StringComparison.Ordinal));
    }
}
