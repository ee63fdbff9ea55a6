using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Stagedoor.Storage.Postgres;

/// <summary>Statements with <c>$1</c> for <c>@name</c>, as PostgreSQL reads them, so that the driver need not rewrite a text each time. Our statements are constants, so they are few.</summary>
internal static partial class Positional
{
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    /// <param name="sql">A constant statement without <c>@</c> in any literal.</param>
    /// <param name="names">Its arguments in the order in which they will be bound.</param>
    public static string Of(string sql, IEnumerable<string> names) => Known.TryGetValue(sql, out var known) ? known : Known.GetOrAdd(sql, Rewrite(sql, [.. names]));

    private static string Rewrite(string sql, List<string> names) => Name.Replace(sql, match => names.IndexOf(match.ValueSpan[1..].ToString()) is >= 0 and var at
        ? "$" + (at + 1)
        : throw new InvalidOperationException($"a statement lacks its argument {match.Value}: {sql}"));

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex Name { get; }
}
