using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Stores;

namespace Stagedoor.Client.Peer;

/// <summary>Says that there is something to save, and never saves it.</summary>
internal sealed class HangingStore(ITokenStore inner) : ITokenStore
{
    public ValueTask<TokenState?> ReadAsync(string key, CancellationToken cancellation) => inner.ReadAsync(key, cancellation);

    public async ValueTask WriteAsync(string key, TokenState state, CancellationToken cancellation)
    {
        Console.WriteLine("to save");
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    public ValueTask RemoveAsync(string key, CancellationToken cancellation) => inner.RemoveAsync(key, cancellation);

    public ValueTask<IAsyncDisposable> LockAsync(string key, CancellationToken cancellation) => inner.LockAsync(key, cancellation);
}
