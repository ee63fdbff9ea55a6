using Stagedoor.Server.Audit;
using Stagedoor.Server.Sessions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>What a person reads of their sign-ins. The audit's writer adds to it in its own transaction, so that neither is without the other.</summary>
internal sealed class SignInHistory(Database database) : ISignInHistory
{
    private const string OfPerson = """
        SELECT at, node, sequence, act, result, detail, client_id, sid, address, user_agent FROM sign_ins
        WHERE person_id = @person_id AND (at, node, sequence) < (@at, @node, @sequence) ORDER BY at DESC, node DESC, sequence DESC LIMIT @count
        """;
    private const string Add = """
        INSERT INTO sign_ins (person_id, at, node, sequence, act, result, detail, client_id, sid, address, user_agent)
        VALUES (@person_id, @at, @node, @sequence, @act, @result, @detail, @client_id, @sid, @address, @user_agent)
        """;

    // Later than everything.
    private static readonly SignInCursor Newest = new(DateTimeOffset.MaxValue, "", 0);

    public ValueTask<IReadOnlyList<SignInRecord>> OfPersonAsync(string personId, SignInCursor? before, int count, CancellationToken cancellation)
    {
        var place = before ?? Newest;
        return database.ReadAsync<IReadOnlyList<SignInRecord>>(
            async link => await link.AllAsync(OfPerson, Read, ("person_id", personId), ("at", place.At), ("node", place.Node), ("sequence", place.Sequence), ("count", count)), cancellation);
    }

    /// <summary>Adds what an audit entry tells a person about their sign-ins; nothing when it tells of something else.</summary>
    public static async Task AddAsync(Link link, AuditEntry entry, string node, long sequence)
    {
        if (entry.ActorId is not { } person || !entry.Act.StartsWith(AuditAct.SignInPrefix, StringComparison.Ordinal)) return;
        await link.ExecuteAsync(
            Add,
            ("person_id", person), ("at", entry.At), ("node", node), ("sequence", sequence), ("act", entry.Act), ("result", entry.Result), ("detail", entry.Detail), ("client_id", entry.ClientId),
            ("sid", entry.TargetId), ("address", entry.Address), ("user_agent", entry.UserAgent));
    }

    private static SignInRecord Read(Row row) => new()
    {
        Place = new(row.Time(0), row.Text(1), row.Number(2)),
        Act = row.Text(3),
        Result = row.Text(4),
        Detail = row.TextOrNull(5),
        ClientId = row.TextOrNull(6),
        Sid = row.TextOrNull(7),
        Address = row.TextOrNull(8),
        UserAgent = row.TextOrNull(9),
    };
}
