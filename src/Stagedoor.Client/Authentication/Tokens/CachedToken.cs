using System.Security.Cryptography;

namespace Stagedoor.Client.Authentication.Tokens;

internal enum Freshness
{
    Fresh,
    /// <summary>Lives, and is to be renewed behind the callers' backs.</summary>
    Soon,
    /// <summary>Has ended, or is about to: callers wait for another.</summary>
    Due,
}

// A token in use and when it is to be renewed, by two clocks: the wall's, which jumps, and the machine's, which stops in sleep. Whichever says so first is believed.
internal sealed class CachedToken
{
    private static readonly TimeSpan Travel = TimeSpan.FromSeconds(30), Jump = TimeSpan.FromSeconds(60);

    private readonly long earliest, renewAt, dueAt, stamp;
    private readonly TimeSpan renewAfter, dueAfter;

    public CachedToken(TokenState state, TimeSpan renewAhead, TimeProvider time, bool forced)
    {
        var lifetime = state.ExpiresAt - state.ObtainedAt;
        var ahead = Smaller(renewAhead, lifetime / 10);
        ahead += ahead * (RandomNumberGenerator.GetInt32(1000) / 4000.0);
        var now = time.GetUtcNow();
        (State, Forced, stamp) = (state, forced, time.GetTimestamp());
        Token = new(state.AccessToken, state.ExpiresAt, state.Scopes);
        earliest = (state.ObtainedAt - Jump).UtcTicks;
        renewAt = (state.ExpiresAt - ahead).UtcTicks;
        dueAt = (state.ExpiresAt - Smaller(Travel, lifetime / 20)).UtcTicks;
        (renewAfter, dueAfter) = (TimeSpan.FromTicks(renewAt - now.UtcTicks), TimeSpan.FromTicks(dueAt - now.UtcTicks));
    }

    public AccessToken Token { get; }

    public TokenState State { get; }

    /// <summary>Whether it was got because the API refused its predecessor.</summary>
    public bool Forced { get; }

    public TimeSpan Age(TimeProvider time) => time.GetElapsedTime(stamp);

    public Freshness Judge(TimeProvider time)
    {
        var now = time.GetUtcNow().UtcTicks;
        var elapsed = time.GetElapsedTime(stamp);
        if (now >= dueAt || elapsed >= dueAfter || now < earliest) return Freshness.Due;
        return now >= renewAt || elapsed >= renewAfter ? Freshness.Soon : Freshness.Fresh;
    }

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
