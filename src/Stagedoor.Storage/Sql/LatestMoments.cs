using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Sql;

/// <summary>The uses of which nothing but the moment is kept, to the second: within one the same use is noted once.</summary>
internal abstract class LatestMoments<TKey>(Database database) : LatestUses<TKey, long>(database)
    where TKey : notnull
{
    public void Note(TKey key, DateTimeOffset at) => Note(key, at.ToUnixTimeSeconds());

    protected sealed override bool AddsNothing(long earlier, long later) => later <= earlier;

    protected sealed override long Join(long earlier, long later) => Math.Max(earlier, later);

    protected sealed override Task WriteAsync(Link link, TKey key, long use) => WriteAsync(link, key, DateTimeOffset.FromUnixTimeSeconds(use));

    protected abstract Task WriteAsync(Link link, TKey key, DateTimeOffset at);
}
