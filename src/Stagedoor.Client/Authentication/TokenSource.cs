namespace Stagedoor.Client.Authentication;

/// <summary>Simple token sources: one token that stays, or a function.</summary>
public static class TokenSource
{
    /// <summary>One token that stays, such as one pasted from a console. Nothing renews it.</summary>
    /// <param name="token">The token itself.</param>
    public static ITokenSource Static(string token) => new Fixed(new(token));

    /// <summary>A function that has its own cache, such as another library's.</summary>
    /// <param name="get">Called before each request.</param>
    public static ITokenSource From(Func<CancellationToken, ValueTask<AccessToken>> get)
    {
        ArgumentNullException.ThrowIfNull(get);
        return new Function(get);
    }

    private sealed class Fixed(AccessToken token) : ITokenSource
    {
        public ValueTask<AccessToken> GetTokenAsync(CancellationToken cancellation) => new(token);
    }

    private sealed class Function(Func<CancellationToken, ValueTask<AccessToken>> get) : ITokenSource
    {
        public ValueTask<AccessToken> GetTokenAsync(CancellationToken cancellation) => get(cancellation);

        public ValueTask<AccessToken> RenewAsync(AccessToken refused, CancellationToken cancellation) => get(cancellation);
    }
}
