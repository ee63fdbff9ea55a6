using System.Collections.Concurrent;

namespace Stagedoor.Server.Tokens;

/// <summary>Verified tokens by the hash of their whole text. Bounded by two generations: when the young one is full it becomes the old one, and what is asked for again moves back.</summary>
internal sealed class VerifiedTokenCache
{
    /// <summary>The most tokens of one generation.</summary>
    public const int Capacity = 10_000;

    private volatile ConcurrentDictionary<TokenHash, VerifiedToken> young = new();
    private volatile ConcurrentDictionary<TokenHash, VerifiedToken> old = new();
    private int count;

    public VerifiedToken? Find(TokenHash hash)
    {
        if (young.TryGetValue(hash, out var token)) return token;
        if (!old.TryGetValue(hash, out token)) return null;
        Add(hash, token);
        return token;
    }

    public void Add(TokenHash hash, VerifiedToken token)
    {
        if (!young.TryAdd(hash, token) || Interlocked.Increment(ref count) < Capacity) return;
        Interlocked.Exchange(ref count, 0);
        old = young;
        young = new();
    }
}
