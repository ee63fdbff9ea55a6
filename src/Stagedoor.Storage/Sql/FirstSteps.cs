using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Stagedoor.Frameio.Resources.Me;
using Stagedoor.Server.Clients;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>When each credential did each step first. What this node has seen it remembers, so that it writes a step of a credential once.</summary>
internal sealed partial class FirstSteps(Database database, ILogger<FirstSteps> logger) : LatestUses<(string ClientId, FirstStep Step), DateTimeOffset>(database), IFirstSteps, IProfileCalls
{
    // One that is deleted meanwhile gets no row that nobody would take away.
    private const string Add = """
        INSERT INTO first_steps (client_id, step, at) SELECT c.id, @step, @at FROM clients c WHERE c.id = @client_id AND c.deleted_at IS NULL
        ON CONFLICT (client_id, step) DO NOTHING
        """;
    private const string OfClient = "SELECT step, at FROM first_steps WHERE client_id = @client_id ORDER BY step";

    /// <summary>How much this node remembers; beyond that it begins anew, and writes what is there already once more, which changes nothing.</summary>
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<(string ClientId, FirstStep Step), DateTimeOffset> seen = new();
    private readonly Database database = database;
    private int remembered;

    public void Note(string clientId, FirstStep step, DateTimeOffset at) => See((clientId, step), at);

    public void Note(string clientId, DateTimeOffset at) => See((clientId, FirstStep.Call), at);

    public async ValueTask<IReadOnlyDictionary<FirstStep, DateTimeOffset>> OfAsync(string clientId, CancellationToken cancellation)
    {
        var stored = await database.ReadAsync(async link => await link.AllAsync(OfClient, static row => ((FirstStep)row.Number(0), row.Time(1)), ("client_id", clientId)), cancellation);
        var steps = stored.ToImmutableSortedDictionary(static step => step.Item1, static step => step.Item2);

        // What was seen here just now is told before it is written.
        foreach (var step in Enum.GetValues<FirstStep>())
        {
            if (!steps.ContainsKey(step) && seen.TryGetValue((clientId, step), out var at)) steps = steps.Add(step, at);
        }

        return steps;
    }

    // Called for every token and every call: mostly it ends with the first look.
    private void See((string ClientId, FirstStep Step) key, DateTimeOffset at)
    {
        if (seen.ContainsKey(key) || !seen.TryAdd(key, at)) return;
        Note(key, at);
        if (Interlocked.Increment(ref remembered) < Most) return;
        seen.Clear();
        Interlocked.Exchange(ref remembered, 0);
    }

    protected override bool AddsNothing(DateTimeOffset earlier, DateTimeOffset later) => earlier <= later;

    protected override DateTimeOffset Join(DateTimeOffset earlier, DateTimeOffset later) => earlier < later ? earlier : later;

    protected override Task WriteAsync(Link link, (string ClientId, FirstStep Step) key, DateTimeOffset use) => link.ExecuteAsync(Add, ("client_id", key.ClientId), ("step", (long)key.Step), ("at", use));

    [LoggerMessage(23, LogLevel.Warning, "The first steps of {Count} credentials could not be written yet")]
    protected override partial void LogLate(Exception exception, int count);
}
