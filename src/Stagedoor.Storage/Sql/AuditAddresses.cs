using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>Whether an organization may know from where an entry came: not where it is from a person's own browser and the person is none of its members, whoever's the application is.</summary>
internal sealed class AuditAddresses(Database database)
{
    private static readonly string onDevices = string.Join(", ", ApplicationKind.All.Where(kind => !kind.HasSecret).Select(kind => $"'{kind.Name}'"));

    private readonly string organizations = $"SELECT person_id, organization_id FROM memberships WHERE person_id IN ({database.Engine.List})";
    private readonly string clients = $"SELECT id FROM clients WHERE id IN ({database.Engine.List}) AND kind IN ({onDevices})";

    /// <summary>Asks of an entry and of the organization that looks at it.</summary>
    public async Task<Func<AuditEntry, string, bool>> ShownAsync(Link link, IEnumerable<AuditEntry> entries)
    {
        var asked = entries.Where(entry => BrowserActs.IsAtApplication(entry.Act) || BrowserActs.IsAtTokens(entry.Act)).ToList();
        var members = (await FindAsync(link, organizations, asked.Select(entry => entry.ActorId), row => (row.Text(0), row.Text(1)))).ToHashSet();
        var devices = (await FindAsync(link, clients, asked.Where(entry => BrowserActs.IsAtTokens(entry.Act)).Select(entry => entry.ClientId), row => row.Text(0))).ToHashSet(StringComparer.Ordinal);
        return (entry, organization) => !IsOnDevice(entry) || (entry.ActorId is { } actor && members.Contains((actor, organization)));

        bool IsOnDevice(AuditEntry entry) => BrowserActs.IsAtApplication(entry.Act) || (BrowserActs.IsAtTokens(entry.Act) && entry.ClientId is { } client && devices.Contains(client));
    }

    private static async Task<List<T>> FindAsync<T>(Link link, string sql, IEnumerable<string?> ids, Func<Row, T> read)
    {
        var asked = ids.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return asked.Count == 0 ? [] : await link.AllAsync(sql, read, ("list", Value.List(asked)));
    }
}
