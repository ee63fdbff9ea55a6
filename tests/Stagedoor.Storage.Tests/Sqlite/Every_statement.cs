using System.Reflection;
using System.Text.RegularExpressions;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Sqlite;

[OnStore(StoreKind.Sqlite)]
public partial class Every_statement
{
    // Small tables that are read whole, and what runs by hand or at a restoration.
    private static readonly string[] ReadWhole = ["signing_keys", "data_protection_keys", "revocation_clock", "installation", "signing_key_lock"];
    private static readonly string[] Harmless = [" USING ", "CONSTANT ROW", "SCAN nodes"];
    private static readonly Type[] ByHand = [typeof(Restoration), typeof(AdministratorLinks)];

    [Fact]
    public async Task finds_its_rows_by_an_index()
    {
        await using var store = await Store.OpenAsync(StoreKind.Sqlite);
        var statements = typeof(Feed).Assembly.GetTypes().Where(type => type.Namespace is "Stagedoor.Storage.Sql" or "Stagedoor.Storage.Writing" && !ByHand.Contains(type)).SelectMany(Texts)
            .Where(text => Verb.IsMatch(text)).Distinct().ToList();
        Assert.True(statements.Count > 90, $"only {statements.Count} statements were found");
        var scans = new List<string>();
        foreach (var sql in statements)
        {
            var arguments = Name.Matches(sql).Select(match => match.Value[1..]).Distinct().Select(name => (name, (Value)0L)).ToArray();
            var plan = await store.Database.ReadAsync(link => link.AllAsync("EXPLAIN QUERY PLAN " + sql, row => row.Text(3), arguments), TestContext.Current.CancellationToken);
            scans.AddRange(plan.Where(step => step.StartsWith("SCAN ", StringComparison.Ordinal) && !Harmless.Any(harmless => step.Contains(harmless, StringComparison.Ordinal)) && !ReadWhole.Any(table => sql.Contains(table, StringComparison.Ordinal)))
                .Select(step => $"{step}: {sql}"));
        }

        Assert.Empty(scans);
    }

    private static IEnumerable<string> Texts(Type type) => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Select(field => field.GetValue(null)).SelectMany(value => value switch
    {
        string text => [text],
        IEnumerable<(string Delete, TimeSpan KeptAfter)> rules => rules.Select(rule => rule.Delete),
        _ => Array.Empty<string>(),
    });

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE)\b")]
    private static partial Regex Verb { get; }

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex Name { get; }
}
