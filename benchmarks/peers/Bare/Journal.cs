using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Bare;

/// <summary>One durable row for each answer, many rows in one commit: the cheapest honest audit. SQLite, WAL, synchronous=FULL.</summary>
internal sealed class Journal : IDisposable
{
    private const int Group = 512;

    private readonly Channel<(byte[] Body, TaskCompletionSource Done)> waiting = Channel.CreateBounded<(byte[], TaskCompletionSource)>(new BoundedChannelOptions(65_536) { SingleReader = true });
    private readonly SqliteConnection connection;
    private readonly Thread writer;

    public Journal(string directory)
    {
        Directory.CreateDirectory(directory);
        connection = new($"Data Source={Path.Combine(directory, "journal.db")}");
        connection.Open();
        using (var begin = connection.CreateCommand())
        {
            begin.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS journal (sequence INTEGER PRIMARY KEY, body BLOB NOT NULL, mac BLOB NOT NULL)";
            begin.ExecuteNonQuery();
        }

        writer = new(Write) { IsBackground = true, Name = "journal" };
        writer.Start();
    }

    public async Task AddAsync(byte[] body, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((body, done), cancellation);
        await done.Task;
    }

    public void Dispose()
    {
        waiting.Writer.Complete();
        writer.Join();
        connection.Dispose();
    }

    private void Write()
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO journal (body, mac) VALUES ($body, $mac)";
        var body = insert.Parameters.Add("$body", SqliteType.Blob);
        insert.Parameters.Add("$mac", SqliteType.Blob).Value = new byte[32];
        var group = new List<TaskCompletionSource>(Group);
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            using (var transaction = connection.BeginTransaction())
            {
                insert.Transaction = transaction;
                while (group.Count < Group && waiting.Reader.TryRead(out var next))
                {
                    body.Value = next.Body;
                    insert.ExecuteNonQuery();
                    group.Add(next.Done);
                }

                transaction.Commit();
            }

            foreach (var done in group) done.SetResult();
            group.Clear();
        }
    }
}
