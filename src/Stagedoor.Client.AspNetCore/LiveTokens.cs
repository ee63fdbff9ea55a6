using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Authorities;
using Stagedoor.Client.Authentication.Tokens;

namespace Stagedoor.Client.AspNetCore;

/// <summary>
/// Checks access tokens, RFC 9068 §4: shape, <c>typ</c>, signature, issuer, audience, times; then whether the issuer says that they live (RFC 7662), asked at most once per token and delay however many
/// requests carry it. When nobody can say, nobody comes in.
/// </summary>
internal sealed class LiveTokens(IOptionsMonitor<StagedoorTokenOptions> schemes, IServiceProvider services, ILogger<LiveTokens> log) : IDisposable
{
    private const int Most = 10_000;

    // RFC 9068 §4 and design §5: another clock may be ahead; an end is an end.
    private const long Leeway = 60;

    private static readonly string[] Algorithms = ["ES256", "RS256"];

    private readonly MemoryCache live = new(new MemoryCacheOptions { SizeLimit = Most });
    private readonly Dictionary<string, TokenEndpoint> endpoints = new(StringComparer.Ordinal);

    /// <summary>The claims of a live token; otherwise why not, or that nobody can say.</summary>
    public async ValueTask<Verdict> JudgeAsync(string scheme, string text, CancellationToken cancellation)
    {
        var options = schemes.Get(scheme);
        var endpoint = EndpointOf(scheme, options);
        try
        {
            var metadata = await endpoint.Issuer.MetadataAsync(cancellation);
            var (token, whyNot) = await SignedTokens.ReadAsync(endpoint.Issuer, text, Algorithms, cancellation);
            if (token is null) return new(null, "is " + whyNot);
            if (token.HeaderText("typ") is not ("at+jwt" or "application/at+jwt")) return new(null, "is no access token");
            if (token.ClaimText("iss") != metadata.Issuer) return new(null, "is another issuer's");
            if (!SignedTokens.Texts(token.Payload, "aud").Contains(options.Audience, StringComparer.Ordinal)) return new(null, "is for another API");
            if (WhenNot(token.Payload, endpoint.Issuer.Time.GetUtcNow().ToUnixTimeSeconds()) is { } time) return new(null, time);
            if (token.ClaimText("sub") is not { Length: > 0 }) return new(null, "names nobody");
            return options.AsksForRevocation && !await LivesAsync(scheme, options, endpoint, text, cancellation) ? new(null, "was revoked") : new(token.Payload, null);
        }
        catch (AuthenticationException problem)
        {
            log.NotIntrospected(problem.Problem, problem.Description, problem.RequestId);
            return new(null, null);
        }
    }

    public void Dispose() => live.Dispose();

    private static string? WhenNot(JsonElement payload, long now)
    {
        if (SignedTokens.Number(payload, "exp") is not { } exp) return "has no end";
        if (exp <= now) return "has expired";
        return SignedTokens.Number(payload, "nbf") > now + Leeway || SignedTokens.Number(payload, "iat") > now + Leeway ? "is from the future" : null;
    }

    private ValueTask<bool> LivesAsync(string scheme, StagedoorTokenOptions options, TokenEndpoint endpoint, string text, CancellationToken cancellation)
    {
        var key = (scheme, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        return (live.TryGetValue(key, out Asked? known) ? known! : Keep(key, options, endpoint, text)).LivesAsync(cancellation);
    }

    // The cache alone would let two that miss at once keep one each, and each would ask.
    private Asked Keep(object key, StagedoorTokenOptions options, TokenEndpoint endpoint, string text)
    {
        lock (live)
        {
            return live.GetOrCreate(key, entry =>
            {
                entry.Size = 1;
                entry.SlidingExpiration = TimeSpan.FromMinutes(5);
                return new Asked(() => AskAsync(endpoint, text), options.RevocationDelay, endpoint.Issuer.Time);
            })!;
        }
    }

    private static async Task<bool> AskAsync(TokenEndpoint endpoint, string text)
    {
        var metadata = await endpoint.Issuer.MetadataAsync(CancellationToken.None);
        if (metadata.IntrospectionEndpoint is not { } address) throw new AuthenticationException(AuthenticationProblem.Rejected, "the issuer has no introspection endpoint");
        var answer = await endpoint.PostAsync(address, "introspect", [("token", text)], Repeating.Freely, CancellationToken.None);
        return answer.Json.ValueKind == JsonValueKind.Object && answer.Json.TryGetProperty("active", out var active) && active.ValueKind == JsonValueKind.True;
    }

    private TokenEndpoint EndpointOf(string scheme, StagedoorTokenOptions options)
    {
        lock (endpoints)
        {
            if (endpoints.TryGetValue(scheme, out var endpoint)) return endpoint;
            var credential = options.Credential();
            FrameioServices.Connect(credential, services);
            return endpoints[scheme] = new(new(credential), new(credential.ClientId, credential.ClientSecret), credential);
        }
    }

    /// <summary>Claims when it lives, a reason when it does not, neither when nobody can say.</summary>
    public readonly record struct Verdict(JsonElement? Claims, string? WhyNot);

    private sealed class Asked
    {
        private readonly SingleFlight<bool> asking;
        private readonly TimeSpan delay;
        private readonly TimeProvider time;
        private volatile Answer? last;

        public Asked(Func<Task<bool>> ask, TimeSpan delay, TimeProvider time)
        {
            (this.delay, this.time) = (delay, time);
            asking = new(async () =>
            {
                // Who looked before an answer came, and arrives after it, asks nobody again.
                if (Known is { } known) return known.Lives;
                // Stamped before it was asked, so that the answer is never older than the delay.
                var at = time.GetTimestamp();
                var lives = await ask();
                last = new(lives, at);
                return lives;
            });
        }

        // What is dead stays dead.
        private Answer? Known => last is { } known && (!known.Lives || time.GetElapsedTime(known.At) < delay) ? known : null;

        public ValueTask<bool> LivesAsync(CancellationToken cancellation) => Known is { } known ? new(known.Lives) : new(asking.RunAsync(cancellation));

        private sealed record Answer(bool Lives, long At);
    }
}
