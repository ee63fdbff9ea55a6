namespace Stagedoor.Client.Authentication.Stores;

/// <summary>Where tokens are kept between uses: the memory of the process, an encrypted file, a distributed cache, or your own.</summary>
public interface ITokenStore
{
    /// <summary>The tokens under this key; null where there are none that can be read.</summary>
    /// <param name="key">Issuer, credential and identity in one text.</param>
    /// <param name="cancellation">Ends the reading.</param>
    ValueTask<TokenState?> ReadAsync(string key, CancellationToken cancellation);

    /// <summary>Keeps the tokens in place of any that were there. When this returns they outlive the end of the process.</summary>
    /// <param name="key">Issuer, credential and identity in one text.</param>
    /// <param name="state">The tokens.</param>
    /// <param name="cancellation">Ends the writing.</param>
    ValueTask WriteAsync(string key, TokenState state, CancellationToken cancellation);

    /// <summary>Forgets the tokens.</summary>
    /// <param name="key">Issuer, credential and identity in one text.</param>
    /// <param name="cancellation">Ends the writing.</param>
    ValueTask RemoveAsync(string key, CancellationToken cancellation);

    /// <summary>Keeps everyone else who uses this store from changing the key's tokens until it is disposed of. A store that cannot do so across processes does it inside of one.</summary>
    /// <param name="key">Issuer, credential and identity in one text.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IAsyncDisposable> LockAsync(string key, CancellationToken cancellation);
}
