using System.Text.RegularExpressions;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Catalogues;

/// <summary>
/// What nearly every request asks for and hardly anybody changes (credentials with their secrets, service account users) is kept in memory as long as nothing of it changed. A commit of this process
/// ends what was kept before its callers hear of it; one of another process is seen when the changes are read, with the revocation feed, four times a second. Where they were not read for a second,
/// nothing is taken from memory.
/// </summary>
internal sealed partial class Catalogue
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private CatalogueMark mark;
    private long generation;
    private long readAt = long.MinValue;

    /// <summary>Rises with every change: what was read under a lower one is not taken any more.</summary>
    public long Generation => Interlocked.Read(ref generation);

    public bool IsFresh => Interlocked.Read(ref readAt) is var at && at != long.MinValue && TimeProvider.System.GetElapsedTime(at) <= Fresh;

    /// <summary>Whether a statement changes what is kept.</summary>
    public static bool IsChangedBy(string sql) => Writes().IsMatch(sql);

    /// <summary>Something was changed and committed by this process.</summary>
    public void Changed() => Interlocked.Increment(ref generation);

    /// <summary>Looks for changes of other processes. Called by one reader at a time.</summary>
    public async Task ReadAsync(Engine engine, Link link)
    {
        // Taken before the read: what commits while it runs may be missing from the answer.
        var before = TimeProvider.System.GetTimestamp();
        var (next, isChanged) = await engine.ReadCatalogueAsync(link, mark);
        if (isChanged) Changed();
        mark = next;
        Interlocked.Exchange(ref readAt, before);
    }

    [GeneratedRegex(@"\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+(clients|client_secrets|service_accounts)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Writes();
}
