namespace Stagedoor.Client.Authentication.Stores;

// One holder per key inside this process. A key that nobody waits for takes no room.
internal sealed class KeyedLocks
{
    private readonly Dictionary<string, Waiting> keys = new(StringComparer.Ordinal);

    public async ValueTask<IAsyncDisposable> LockAsync(string key, CancellationToken cancellation)
    {
        Waiting waiting;
        lock (keys)
        {
            if (!keys.TryGetValue(key, out waiting!)) keys[key] = waiting = new();
            waiting.Count++;
        }

        try
        {
            await waiting.Turn.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            Leave(key, waiting);
            throw;
        }

        return new Held(this, key, waiting);
    }

    private void Leave(string key, Waiting waiting)
    {
        lock (keys)
        {
            if (--waiting.Count > 0) return;
            keys.Remove(key);
        }

        waiting.Turn.Dispose();
    }

    private sealed class Waiting
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Count { get; set; }
    }

    private sealed class Held(KeyedLocks locks, string key, Waiting waiting) : IAsyncDisposable
    {
        private int released;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref released, 1) == 1) return default;
            waiting.Turn.Release();
            locks.Leave(key, waiting);
            return default;
        }
    }
}
