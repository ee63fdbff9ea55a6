using System.Diagnostics;
using Npgsql;

namespace Stagedoor.Storage.Tests.Factors;

/// <summary>The statements on passkeys and people that PostgreSQL's driver reports of one database.</summary>
internal sealed class Statements : IDisposable
{
    private readonly ActivityListener listener;
    private readonly Lock gate = new();
    private List<string> texts = [];

    public Statements(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (!Equals(activity.GetTagItem("db.name") ?? activity.GetTagItem("db.namespace"), database)) return;
                if ((activity.GetTagItem("db.statement") ?? activity.GetTagItem("db.query.text")) is not string text || !text.Contains("passkeys", StringComparison.Ordinal) && !text.Contains("person", StringComparison.Ordinal)) return;
                lock (gate) texts.Add(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Those since the last time.</summary>
    public List<string> Take()
    {
        lock (gate)
        {
            var taken = texts;
            texts = [];
            return taken;
        }
    }

    public void Dispose() => listener.Dispose();
}
