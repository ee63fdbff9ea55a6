using System.Buffers.Binary;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stagedoor.Client.Authentication.Authorities;

namespace Stagedoor.Client.AspNetCore;

// The issuer's sessions that ended. In the application's distributed cache where there is one, so that each machine that shares it knows; else in this process alone, for as long as it runs.
internal sealed class EndedSessions(IServiceProvider services)
{
    // No cookie lives longer unseen whose tokens are still there: so long stores keep those.
    private static readonly DistributedCacheEntryOptions Life = new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromDays(90) };

    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(2);

    private readonly IDistributedCache cache = services.GetService<IDistributedCache>() ?? new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));

    /// <summary>False when a token of this name was here before. Two machines that are sent the same one in one moment may both take it: they end the same session.</summary>
    public async Task<bool> AddAsync(string scheme, LogoutToken token, DateTimeOffset now, CancellationToken cancellation)
    {
        var seen = Key(scheme, "jti", token.Id);
        if (await cache.GetAsync(seen, cancellation) is not null) return false;
        var ended = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(ended, token.IssuedAt);
        await cache.SetAsync(token.SessionId is { Length: > 0 } session ? Key(scheme, "sid", session) : Key(scheme, "sub", token.Subject!), ended, Life, cancellation);

        // Last: what failed before may be sent again.
        var left = TimeSpan.FromSeconds(Math.Max(0, token.ExpiresAt - now.ToUnixTimeSeconds())) + Leeway;
        await cache.SetAsync(seen, [1], new() { AbsoluteExpirationRelativeToNow = left < Life.AbsoluteExpirationRelativeToNow ? left : Life.AbsoluteExpirationRelativeToNow }, cancellation);
        return true;
    }

    /// <summary>Whether whoever signed in by this principal was signed out at the issuer since.</summary>
    public async Task<bool> HoldAsync(string scheme, ClaimsPrincipal who, CancellationToken cancellation)
    {
        if (who.FindFirst(FrameioSessions.IssuerSessionClaim)?.Value is { Length: > 0 } session && await cache.GetAsync(Key(scheme, "sid", session), cancellation) is not null) return true;
        if (who.FindFirst("sub")?.Value is not { Length: > 0 } subject || await cache.GetAsync(Key(scheme, "sub", subject), cancellation) is not { Length: sizeof(long) } ended) return false;
        return !long.TryParse(who.FindFirst(FrameioSessions.SinceClaim)?.Value, out var since) || since <= BinaryPrimitives.ReadInt64BigEndian(ended);
    }

    private static string Key(string scheme, string kind, string name) => "stagedoor:ended:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{scheme}\n{kind}\n{name}")).AsSpan(0, 16));
}
