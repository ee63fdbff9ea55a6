namespace Stagedoor.Client.Authentication;

/// <summary>Where a client gets its access token from: one of the four authentications, a static token, or your own.</summary>
public interface ITokenSource
{
    /// <summary>A live token. Cached and renewed ahead of its end, so ask for it before each request and keep none.</summary>
    /// <param name="cancellation">Ends the wait of this caller, not the request that others wait for too.</param>
    /// <exception cref="AuthenticationException">There is no token to be had; its <see cref="AuthenticationException.Problem"/> says why.</exception>
    ValueTask<AccessToken> GetTokenAsync(CancellationToken cancellation = default);

    /// <summary>Another token in place of one that the API answered with 401 though it should live. The same token when there is no other: then a repetition is of no use.</summary>
    /// <param name="refused">The token that was refused.</param>
    /// <param name="cancellation">Ends the wait of this caller.</param>
    ValueTask<AccessToken> RenewAsync(AccessToken refused, CancellationToken cancellation = default) => new(refused);
}
