using Stagedoor.Client.Authentication.Authorities;
using Stagedoor.Client.Authentication.Stores;

namespace Stagedoor.Client.Authentication.Tokens;

/// <summary>
/// One identity's tokens. However many callers wait, one request is in flight; it is nobody's to cancel, since a rotated refresh token that is not kept is lost. What comes is in the store before anyone
/// uses it, and every change holds the store's lock, so that two processes do not spend one refresh token.
/// </summary>
internal sealed class TokenCache(IssuerConnection issuer, AuthenticationOptions options, string clientId, string key, bool needsRefreshToken, Func<TokenState?, Task<TokenState>> obtain, Action<TokenChange, TokenState?> raise)
{
    // How long a token that was got because its predecessor was refused is not replaced for being refused as well.
    private static readonly TimeSpan ForcedFor = TimeSpan.FromMinutes(1);

    private readonly ITokenStore store = options.Store ??= new MemoryTokenStore(options.TimeProvider);
    private readonly TimeProvider time = options.TimeProvider;
    private readonly Pause pause = new(options.TimeProvider);
    private readonly Lock gate = new();
    private volatile CachedToken? current;
    private volatile TokenState? unsaved;
    private Task<CachedToken>? flight;

    /// <summary>Whether there is a token that could be given out without looking anywhere.</summary>
    public bool HoldsOne => current is { } token && token.Judge(time) != Freshness.Due;

    public ValueTask<AccessToken> GetAsync(CancellationToken cancellation)
    {
        if (current is { } token)
        {
            var freshness = token.Judge(time);
            if (freshness == Freshness.Soon) RenewBehind(token);
            if (freshness != Freshness.Due) return new(token.Token);
        }

        return WaitAsync(null, cancellation);
    }

    public async ValueTask<AccessToken> RenewAsync(AccessToken refused, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (current is { } token)
            {
                if (!token.Token.IsSameAs(refused))
                {
                    if (token.Judge(time) != Freshness.Due) return token.Token;
                }
                else if (token.Forced && token.Age(time) < ForcedFor)
                {
                    issuer.Log.RefusedAgain(issuer.Api.Host);
                    return refused;
                }
            }

            if (pause.Current is not null) return refused;
            var next = await WaitAsync(refused, cancellation).ConfigureAwait(false);
            if (!next.IsSameAs(refused)) return next;
        }

        return refused;
    }

    /// <summary>The tokens as they are kept; null where there are none.</summary>
    public async ValueTask<TokenState?> PeekAsync(CancellationToken cancellation) => unsaved ?? await ReadAsync(cancellation).ConfigureAwait(false);

    /// <summary>Puts others in their place, or none.</summary>
    public async Task ReplaceAsync(TokenState? state, TokenChange change, CancellationToken cancellation)
    {
        await using ((await LockAsync(cancellation).ConfigureAwait(false)).ConfigureAwait(false))
        {
            (unsaved, current) = (null, null);
            if (state is null) await StoreAsync(() => store.RemoveAsync(key, CancellationToken.None)).ConfigureAwait(false);
            else await SaveAsync(state).ConfigureAwait(false);
        }

        pause.End();
        raise(change, state);
        if (state is not null) current = Hold(state, forced: false);
    }

    private void RenewBehind(CachedToken token)
    {
        if (flight is not null || pause.Current is not null) return;
        var running = Fly(null, token);
        _ = running.ContinueWith(failed => issuer.Log.NotRenewed(clientId, token.Token.ExpiresAt, failed.Exception!.InnerException!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async ValueTask<AccessToken> WaitAsync(AccessToken? refused, CancellationToken cancellation) => (await Fly(refused, null).WaitAsync(cancellation).ConfigureAwait(false)).Token;

    private Task<CachedToken> Fly(AccessToken? refused, CachedToken? soon)
    {
        lock (gate)
        {
            if (flight is { } running) return running;
            // Whoever was in flight may have landed since the caller looked.
            if (current is { } now && now != soon && !now.Token.IsSameAs(refused) && now.Judge(time) != Freshness.Due) return Task.FromResult(now);
            // What the first caller carries along is not the others'.
            using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
            var begun = Task.Run(() => LandAsync(refused, soon));
            flight = begun;
            return begun;
        }
    }

    private async Task<CachedToken> LandAsync(AccessToken? refused, CachedToken? soon)
    {
        try
        {
            var (token, change, dead) = await ObtainAsync(refused, soon).ConfigureAwait(false);
            if (change is { } news) raise(news, token?.State);
            if (token is null) throw dead!;
            pause.End();
            current = token;
            return token;
        }
        catch (AuthenticationException problem)
        {
            pause.After(problem);
            throw;
        }
        finally
        {
            lock (gate) flight = null;
        }
    }

    private async Task<(CachedToken? Token, TokenChange? Change, AuthenticationException? Dead)> ObtainAsync(AccessToken? refused, CachedToken? soon)
    {
        await using ((await LockAsync(CancellationToken.None).ConfigureAwait(false)).ConfigureAwait(false))
        {
            for (var round = 0; ; round++)
            {
                if (unsaved is { } waiting)
                {
                    await SaveAsync(waiting).ConfigureAwait(false);
                    return (Hold(waiting, refused is not null), TokenChange.Renewed, null);
                }

                var stored = await ReadAsync(CancellationToken.None).ConfigureAwait(false);
                if (stored is not null && Usable(stored, refused, soon) is { } usable) return (usable, null, null);
                if (pause.Current is { } problem) throw problem;
                try
                {
                    var next = await obtain(stored).ConfigureAwait(false);
                    unsaved = next;
                    await SaveAsync(next).ConfigureAwait(false);
                    return (Hold(next, refused is not null), stored is null ? TokenChange.Obtained : TokenChange.Renewed, null);
                }
                catch (AuthenticationException dead) when (dead.Problem == AuthenticationProblem.SignInAgain && stored?.RefreshToken is not null)
                {
                    // A store without a lock between machines: another one may have rotated the token meanwhile.
                    if (round == 0 && await ReadAsync(CancellationToken.None).ConfigureAwait(false) is { } meanwhile && meanwhile.RefreshToken != stored.RefreshToken) continue;
                    if (await KeepAccessAsync(stored, soon).ConfigureAwait(false) is { } living) return (living, null, null);
                    return (null, TokenChange.Ended, dead);
                }
            }
        }
    }

    // Another process may have renewed it: its token is as good as ours.
    private CachedToken? Usable(TokenState stored, AccessToken? refused, CachedToken? soon)
    {
        var token = Hold(stored, forced: false);
        if (token.Token.IsSameAs(refused)) return needsRefreshToken && stored.RefreshToken is null ? token : null;
        // What is stored knows the wall's clock only; the token in hand has been watched by both.
        var freshness = current is { } mine && mine.Token.IsSameAs(token.Token) ? mine.Judge(time) : token.Judge(time);
        return soon is null ? (freshness == Freshness.Due ? null : token) : freshness == Freshness.Fresh ? token : null;
    }

    // The refresh token is dead. An access token that was to be renewed ahead of its end lives on until then; otherwise nothing is left.
    private async Task<CachedToken?> KeepAccessAsync(TokenState stored, CachedToken? soon)
    {
        if (soon is not null && soon.Judge(time) != Freshness.Due)
        {
            var rest = stored with { RefreshToken = null, RefreshExpiresAt = null };
            await SaveAsync(rest).ConfigureAwait(false);
            return Hold(rest, forced: false);
        }

        current = null;
        await StoreAsync(() => store.RemoveAsync(key, CancellationToken.None)).ConfigureAwait(false);
        issuer.Log.Ended(clientId);
        return null;
    }

    private CachedToken Hold(TokenState state, bool forced) => new(state, options.RenewAhead, time, forced);

    private async Task SaveAsync(TokenState state)
    {
        await StoreAsync(() => store.WriteAsync(key, state, CancellationToken.None)).ConfigureAwait(false);
        unsaved = null;
    }

    private async ValueTask<TokenState?> ReadAsync(CancellationToken cancellation)
    {
        TokenState? state = null;
        await StoreAsync(async () => state = await store.ReadAsync(key, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        if (state is null || (state.ClientId == clientId && issuer.IsNamed(state.Issuer))) return state;
        issuer.Log.Unreadable(clientId);
        return null;
    }

    private async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellation)
    {
        IAsyncDisposable? held = null;
        await StoreAsync(async () => held = await store.LockAsync(key, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        return held!;
    }

    private static async ValueTask StoreAsync(Func<ValueTask> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or AuthenticationException))
        {
            throw new AuthenticationException(AuthenticationProblem.StoreUnavailable, "the token store failed: " + problem.GetType().Name, problem);
        }
    }
}
