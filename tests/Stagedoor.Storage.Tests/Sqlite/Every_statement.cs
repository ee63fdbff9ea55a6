using System.Reflection;
using System.Text.RegularExpressions;
using Stagedoor.Storage.Connections;
using Stagedoor.Storage.Content;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Sqlite;

[OnStore(StoreKind.Sqlite)]
public partial class Every_statement
{
    // Small tables that are read whole, and what runs by hand or at a restoration.
    private static readonly string[] ReadWhole = ["signing_keys", "data_protection_keys", "revocation_clock", "installation", "signing_key_lock"];
    private static readonly Type[] ByHand = [typeof(Restoration), typeof(AdministratorLinks), typeof(PersonalData), typeof(PersonalTables), typeof(Estates)];
    private static readonly string[] Harmless = [" USING ", "CONSTANT ROW", "SCAN nodes", " VIRTUAL TABLE ", "SCAN up", "SCAN down", "SCAN start", "SCAN counted", "SCAN waiting", "SCAN hits", "SCAN found", "SCAN named", "SCAN x", "SCAN (subquery-"];

    // Sorts people and service accounts of one account together: what is scanned is its own union of both.
    private static readonly Type[] OfUnions = [typeof(RoleStore)];

    [Fact]
    public async Task finds_its_rows_by_an_index()
    {
        await using var store = await Store.OpenAsync(StoreKind.Sqlite);
        var statements = typeof(Feed).Assembly.GetTypes().Where(type => type.Namespace is "Stagedoor.Storage.Sql" or "Stagedoor.Storage.Content" or "Stagedoor.Storage.Writing" && !ByHand.Concat(OfUnions).Contains(type)).SelectMany(type => Texts(type, store.Database))
            .Where(text => Verb.IsMatch(text)).Distinct().ToList();
        Assert.True(statements.Count > 200, $"only {statements.Count} statements were found");
        var scans = new List<string>();
        foreach (var sql in statements)
        {
            var arguments = Name.Matches(sql).Select(match => match.Value[1..]).Distinct().Select(name => (name, (Value)0L)).ToArray();
            var plan = await store.Database.ReadAsync(link => link.AllAsync("EXPLAIN QUERY PLAN " + sql, row => row.Text(3), arguments), TestContext.Current.CancellationToken);
            scans.AddRange(plan.Where(step => step.StartsWith("SCAN ", StringComparison.Ordinal) && !Harmless.Any(harmless => step.Contains(harmless, StringComparison.Ordinal)) && !ReadWhole.Any(table => sql.Contains(table, StringComparison.Ordinal)))
                .Select(step => $"{step}: {sql}"));
        }

        Assert.True(scans.Count == 0, string.Join("\n\n", scans));
    }

    // Some texts are made for a database, once for each store.
    private static IEnumerable<string> Texts(Type type, Database database)
    {
        if (type.ContainsGenericParameters) return [];
        object? made = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is [var only] ? only.GetParameters().Select(parameter => parameter.ParameterType).ToArray() switch
        {
            [var one] when one == typeof(Database) => only.Invoke([database]),
            [var one] when one == typeof(Engine) => only.Invoke([database.Engine]),
            _ => null,
        } : null;
        var fields = type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Select(field => field.GetValue(null));
        if (made is not null) fields = fields.Concat(type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Select(field => field.GetValue(made)));
        return fields.SelectMany(value => value switch
        {
            string text => [text],
            System.Collections.IDictionary texts => texts.Values.OfType<string>(),
            IEnumerable<(string Delete, TimeSpan KeptAfter)> rules => rules.Select(rule => rule.Delete),
            not null when value.GetType() is { IsGenericType: true } list && list.GetGenericTypeDefinition() == typeof(SortedList<>) => (IEnumerable<string>)list.GetProperty("Statements")!.GetValue(value)!,
            _ => Array.Empty<string>(),
        });
    }

    [GeneratedRegex(@"^\s*((SELECT|INSERT|UPDATE|DELETE)|WITH\b.*\)\s*(SELECT|INSERT|UPDATE|DELETE))\b", RegexOptions.Singleline)]
    private static partial Regex Verb { get; }

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex Name { get; }
}
