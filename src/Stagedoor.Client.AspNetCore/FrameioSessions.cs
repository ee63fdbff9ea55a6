using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Stagedoor.Client.Authentication;

namespace Stagedoor.Client.AspNetCore;

// The tokens of everyone who is signed in: one object per session while it is in use, so that its requests share one renewal. The tokens themselves are in the store.
internal sealed class FrameioSessions(IOptionsMonitor<FrameioSignInOptions> options, IServiceProvider services) : IDisposable
{
    /// <summary>The claims that say which session it is and of which scheme. Both are names, and open nothing without the store.</summary>
    public const string SessionClaim = "frameio.session", SchemeClaim = "frameio.scheme";

    /// <summary>The issuer's session, and when it said so by its own clock: by these a notice of a sign-out finds its principals.</summary>
    public const string IssuerSessionClaim = "frameio.sid", SinceClaim = "frameio.since";

    private const int Most = 10_000;

    private readonly MemoryCache live = new(new MemoryCacheOptions { SizeLimit = Most });
    private readonly Dictionary<string, WebAppAuthentication> roots = new(StringComparer.Ordinal);

    /// <summary>The scheme's credential, of no person yet.</summary>
    public WebAppAuthentication Root(string scheme)
    {
        lock (roots)
        {
            if (roots.TryGetValue(scheme, out var root)) return root;
            var credential = options.Get(scheme).Credential;
            FrameioServices.Connect(credential, services);
            return roots[scheme] = new(credential);
        }
    }

    public WebAppAuthentication Of(string scheme, string session) => live.GetOrCreate((scheme, session), entry =>
    {
        entry.Size = 1;
        entry.SlidingExpiration = TimeSpan.FromMinutes(10);
        return Root(scheme).For(session);
    })!;

    /// <summary>The tokens of whoever is signed in; null for others.</summary>
    public WebAppAuthentication? Of(System.Security.Claims.ClaimsPrincipal? user) =>
        user?.FindFirst(SessionClaim)?.Value is { Length: > 0 } session && user.FindFirst(SchemeClaim)?.Value is { Length: > 0 } scheme ? Of(scheme, session) : null;

    public void Dispose() => live.Dispose();
}
