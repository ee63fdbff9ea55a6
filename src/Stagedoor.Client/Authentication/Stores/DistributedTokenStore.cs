using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace Stagedoor.Client.Authentication.Stores;

/// <summary>
/// Keeps tokens, encrypted, in a cache that several machines share. Such a cache has no lock between machines: two that renew in the same moment both get the same answer from Stagedoor (within ten seconds),
/// and a machine whose refresh token is refused looks first whether another one has renewed it.
/// </summary>
/// <param name="cache">The cache.</param>
/// <param name="protection">How it is encrypted.</param>
public sealed class DistributedTokenStore(IDistributedCache cache, TokenProtection protection) : ITokenStore
{
    private static readonly DistributedCacheEntryOptions Life = new() { SlidingExpiration = TimeSpan.FromDays(90) };

    private readonly KeyedLocks locks = new();

    /// <inheritdoc/>
    public async ValueTask<TokenState?> ReadAsync(string key, CancellationToken cancellation) =>
        await cache.GetAsync(NameOf(key), cancellation).ConfigureAwait(false) is { } bytes && protection.Unprotect(bytes, key) is { } plain ? TokenState.FromUtf8(plain) : null;

    /// <inheritdoc/>
    public async ValueTask WriteAsync(string key, TokenState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        await cache.SetAsync(NameOf(key), protection.Protect(state.ToUtf8(), key), Life, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask RemoveAsync(string key, CancellationToken cancellation) => await cache.RemoveAsync(NameOf(key), cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LockAsync(string key, CancellationToken cancellation) => locks.LockAsync(key, cancellation);

    private static string NameOf(string key) => "stagedoor:tokens:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
}
