namespace Stagedoor.Client.Authentication.Tokens;

// A service account's tokens for one person, RFC 8693: exchanged when they are needed, by one request however many wait, and kept nowhere but here. Each comes of the person's present token, and ends with it.
internal sealed class DelegatedTokens : ITokenSource
{
    // How long a token that was got because its predecessor was refused is not replaced for being refused as well.
    private static readonly TimeSpan ForcedFor = TimeSpan.FromMinutes(1);

    private readonly ServerToServerAuthentication bot;
    private readonly ITokenSource person;
    private readonly IReadOnlyList<string> scopes;
    private readonly Authorities.SingleFlight<CachedToken> flight;
    private volatile CachedToken? current;
    private volatile AccessToken? refused;

    public DelegatedTokens(ServerToServerAuthentication bot, ITokenSource person, IReadOnlyList<string> scopes)
    {
        (this.bot, this.person, this.scopes) = (bot, person, scopes);
        flight = new(ExchangeAsync);
    }

    private TimeProvider Time => bot.Options.TimeProvider;

    public ValueTask<AccessToken> GetTokenAsync(CancellationToken cancellation) => Live is { } token ? new(token.Token) : WaitAsync(cancellation);

    public ValueTask<AccessToken> RenewAsync(AccessToken refused, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(refused);
        if (Live is { } token)
        {
            if (!token.Token.IsSameAs(refused)) return new(token.Token);
            if (token.Forced && token.Age(Time) < ForcedFor) return new(refused);
        }

        this.refused = refused;
        return WaitAsync(cancellation);
    }

    private CachedToken? Live => current is { } token && token.Judge(Time) != Freshness.Due ? token : null;

    private async ValueTask<AccessToken> WaitAsync(CancellationToken cancellation) => (await flight.RunAsync(cancellation).ConfigureAwait(false)).Token;

    private async Task<CachedToken> ExchangeAsync()
    {
        var wanting = refused;
        // Whoever was in flight may have landed since the caller looked.
        if (Live is { } landed && !landed.Token.IsSameAs(wanting)) return landed;
        var subject = await person.GetTokenAsync(CancellationToken.None).ConfigureAwait(false);
        TokenState state;
        try
        {
            state = await bot.ExchangeAsync(subject, scopes, CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthenticationException dead) when (dead.Problem == AuthenticationProblem.SignInAgain)
        {
            // The person's token may have been revoked while it was thought to live; its source may have another.
            current = null;
            var next = await person.RenewAsync(subject, CancellationToken.None).ConfigureAwait(false);
            if (next.IsSameAs(subject)) throw;
            state = await bot.ExchangeAsync(next, scopes, CancellationToken.None).ConfigureAwait(false);
        }

        refused = null;
        var token = new CachedToken(state, bot.Options.RenewAhead, Time, forced: wanting is not null);
        current = token;
        return token;
    }
}
