using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>The organizations of credentials, service accounts and people, for entries that name none.</summary>
internal sealed class AuditOrganizations(Database database)
{
    private static readonly string[] none = [];

    private readonly string ofIds = $"""
        SELECT id, organization_id FROM clients WHERE id IN ({database.Engine.List})
        UNION ALL SELECT id, organization_id FROM service_accounts WHERE id IN ({database.Engine.List})
        UNION ALL SELECT person_id, organization_id FROM memberships WHERE person_id IN ({database.Engine.List})
        """;

    public async Task<Func<string, IReadOnlyList<string>>> OfAsync(Link link, IEnumerable<AuditEntry> entries)
    {
        var asked = entries.SelectMany(AuditOwners.Asked).Distinct(StringComparer.Ordinal).ToList();
        if (asked.Count == 0) return _ => none;
        var found = (await link.AllAsync(ofIds, row => (Id: row.Text(0), Organization: row.Text(1)), ("list", Value.List(asked))))
            .GroupBy(pair => pair.Id, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(pair => pair.Organization)], StringComparer.Ordinal);
        return id => found.GetValueOrDefault(id, none);
    }
}
