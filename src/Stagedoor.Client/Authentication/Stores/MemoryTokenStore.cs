namespace Stagedoor.Client.Authentication.Stores;

/// <summary>Keeps tokens in the memory of this process. What has ended is dropped now and then.</summary>
/// <param name="time">The clock; the system's if not set.</param>
public sealed class MemoryTokenStore(TimeProvider? time = null) : ITokenStore
{
    private const int SweepEvery = 256;

    // A refresh token of unknown life: longer than any issuer here lets one live.
    private static readonly TimeSpan Unsaid = TimeSpan.FromDays(90);

    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly Dictionary<string, TokenState> states = new(StringComparer.Ordinal);
    private readonly KeyedLocks locks = new();
    private int writes;

    /// <inheritdoc/>
    public ValueTask<TokenState?> ReadAsync(string key, CancellationToken cancellation)
    {
        lock (states) return new(states.GetValueOrDefault(key));
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(string key, TokenState state, CancellationToken cancellation)
    {
        lock (states)
        {
            states[key] = state;
            if (++writes % SweepEvery == 0) Sweep(time.GetUtcNow());
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(string key, CancellationToken cancellation)
    {
        lock (states) states.Remove(key);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<IAsyncDisposable> LockAsync(string key, CancellationToken cancellation) => locks.LockAsync(key, cancellation);

    internal int Count
    {
        get
        {
            lock (states) return states.Count;
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, state) in states.ToList())
        {
            var ends = state.RefreshToken is null ? state.ExpiresAt : state.RefreshExpiresAt ?? state.ObtainedAt + Unsaid;
            if (ends < now) states.Remove(key);
        }
    }
}
