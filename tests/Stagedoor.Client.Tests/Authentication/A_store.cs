using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Stagedoor.Client.Tests.Authentication;

/// <summary>Tokens are in the store before they are used, and a store that fails loses none.</summary>
public class A_store
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task has_the_rotated_refresh_token_before_the_access_token_is_given_out()
    {
        var renewals = 0;
        using var wire = new Wire(_ => Wire.Token($"t-{++renewals}", more: $",\"refresh_token\":\"r-{renewals}\""));
        var store = new FailingStore();
        var board = await SignedInAsync(wire, store);
        store.Fails = true;
        var first = await board.GetTokenAsync();
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await board.RenewAsync(first));
        Assert.Equal(AuthenticationProblem.StoreUnavailable, problem.Problem);

        // The tokens that came are not lost, nor fetched again: they are saved first, then given out.
        store.Fails = false;
        Assert.Equal("t-2", (await board.RenewAsync(first)).Reveal());
        Assert.Equal(["r-1", "r-2"], store.Written);
        Assert.Equal(2, renewals);
    }

    [Fact]
    public async Task tells_a_handler_before_the_token_is_given_out_and_stands_one_that_throws()
    {
        using var wire = new Wire(_ => Wire.Token("t-1", more: ",\"refresh_token\":\"r-1\""));
        using var log = new LogLines();
        using var factory = new Microsoft.Extensions.Logging.LoggerFactory([log]);
        var bot = new ServerToServerAuthentication(new() { ClientId = "id-1", ClientSecret = "s-1", HttpClient = wire.Client, LoggerFactory = factory });
        var told = new List<string>();
        bot.TokensChanged += (_, news) => { told.Add($"{news.Change} {news.State!.AccessToken}"); throw new InvalidOperationException("mine"); };
        await bot.GetTokenAsync();
        Assert.Equal(["Obtained t-1"], told);
        Assert.True(log.Contain("A handler of TokensChanged threw"));
    }

    [Fact]
    public async Task of_a_distributed_cache_is_encrypted_and_yields_to_what_another_machine_renewed()
    {
        using var memory = new MemoryCache(new MemoryCacheOptions());
        var cache = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        var protection = TokenProtection.WithKey(RandomNumberGenerator.GetBytes(32));
        var dead = new HashSet<string>();
        var given = 0;
        using var wire = new Wire(sent => sent["refresh_token"] is { } used && !dead.Add(used) ? Wire.Json(400, """{"error":"invalid_grant"}""") : Wire.Token($"t-{++given}", more: $",\"refresh_token\":\"r-{given}\""));
        var one = await SignedInAsync(wire, new DistributedTokenStore(cache, protection));
        var other = Board(wire, new DistributedTokenStore(cache, protection));
        var token = await other.GetTokenAsync();
        await one.RenewAsync(await one.GetTokenAsync());
        Assert.Equal("t-2", (await other.RenewAsync(token)).Reveal());
        Assert.Equal(2, given);
        await one.SignOutAsync();
        Assert.Null(await other.ExportAsync());
    }

    [Fact]
    public async Task in_memory_drops_what_has_ended()
    {
        var store = new MemoryTokenStore(clock);
        for (var i = 0; i < 300; i++) await store.WriteAsync($"k{i}", new() { Issuer = "i", ClientId = "c", AccessToken = "t", ObtainedAt = clock.GetUtcNow(), ExpiresAt = clock.GetUtcNow().AddHours(1) }, None);
        clock.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 300; i++) await store.WriteAsync("one", new() { Issuer = "i", ClientId = "c", AccessToken = "t", RefreshToken = "r", ObtainedAt = clock.GetUtcNow(), ExpiresAt = clock.GetUtcNow().AddHours(1) }, None);
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public async Task with_tokens_of_another_credential_or_issuer_gives_none()
    {
        using var wire = new Wire(_ => Wire.Token());
        var store = new FailingStore { Always = new() { Issuer = "https://evil.example", ClientId = "id-1", AccessToken = "t", ObtainedAt = clock.GetUtcNow(), ExpiresAt = clock.GetUtcNow().AddHours(1) } };
        var bot = new ServerToServerAuthentication(new() { ClientId = "id-1", ClientSecret = "s-1", HttpClient = wire.Client, Store = store, TimeProvider = clock });
        Assert.Equal("eyJ.access.1", (await bot.GetTokenAsync()).Reveal());
        Assert.Null(TokenState.FromJson("""{"version":2}"""));
        Assert.Null(TokenState.FromJson("nonsense"));
    }

    private WebAppAuthentication Board(Wire wire, ITokenStore store) => new(new() { ClientId = "id-1", ClientSecret = "s-1", RedirectUri = "https://localhost/callback", HttpClient = wire.Client, TimeProvider = clock, Store = store });

    private async Task<WebAppAuthentication> SignedInAsync(Wire wire, ITokenStore store)
    {
        var board = Board(wire, store);
        var pending = await board.BeginSignInAsync();
        await board.CompleteSignInAsync(pending, $"https://localhost/callback?code=c&state={pending.State}");
        return board;
    }

    private sealed class FailingStore : ITokenStore
    {
        private readonly MemoryTokenStore inner = new();

        public bool Fails { get; set; }

        public TokenState? Always { get; init; }

        public List<string?> Written { get; } = [];

        public async ValueTask<TokenState?> ReadAsync(string key, CancellationToken cancellation) => Always ?? await inner.ReadAsync(key, cancellation);

        public async ValueTask WriteAsync(string key, TokenState state, CancellationToken cancellation)
        {
            if (Fails) throw new IOException("the disk is full");
            Written.Add(state.RefreshToken);
            await inner.WriteAsync(key, state, cancellation);
        }

        public ValueTask RemoveAsync(string key, CancellationToken cancellation) => inner.RemoveAsync(key, cancellation);

        public ValueTask<IAsyncDisposable> LockAsync(string key, CancellationToken cancellation) => inner.LockAsync(key, cancellation);
    }
}
