using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Clients.Kinds;

namespace Stagedoor.Server.Tests.Clients.Authentication;

public class A_client
{
    private const string Address = "192.0.2.1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Spec("RFC 6749", "2.3.1")]
    public async Task is_known_by_its_secret(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        var (client, secret) = await node.AClientAsync();
        Assert.Equal(client.ClientId, (await AcceptedAsync(node, client.ClientId, secret)).ClientId);
        await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, new Secret(secret.Reveal()[..^1]));
        await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, new Secret(secret.Reveal() + "x"));
        await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, new Secret(secret.Reveal().ToUpperInvariant()));
        await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, new Secret(new string('x', 100_000)));
    }

    [Fact, OnStore(StoreKind.Sqlite), Attack("D7")]
    public async Task that_is_confidential_and_sends_nothing_is_refused_in_the_words_that_clients_compare()
    {
        await using var node = await Node.StartAsync();
        var (client, _) = await node.AClientAsync();
        foreach (var secret in new Secret?[] { null, new Secret("") })
        {
            var refusal = await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, secret);
            Assert.Equal(("invalid_client", "invalid client_secret parameter"), (refusal.Code, refusal.Description));
        }
    }

    [Fact, OnStore(StoreKind.Sqlite), Attack("D7")]
    public async Task that_is_public_sends_no_secret()
    {
        await using var node = await Node.StartAsync();
        var (client, _) = await node.AClientAsync(ApplicationKind.NativeApp);
        await AcceptedAsync(node, client.ClientId, null);
        await AcceptedAsync(node, client.ClientId, new Secret(""));
        var refusal = await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, new Secret("a secret"));
        Assert.Equal(("invalid_client", "unexpected client_secret parameter"), (refusal.Code, refusal.Description));
    }

    [Theory, Stores, Attack("D8")]
    public async Task may_use_every_live_secret_and_no_other(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        var (client, first) = await node.AClientAsync();
        var second = await node.ASecretAsync(client);
        var expired = await node.ASecretAsync(client, secret => secret with { ExpiresAt = node.Now });
        var early = await node.ASecretAsync(client, secret => secret with { NotBefore = node.Now.AddMinutes(1), ExpiresAt = node.Now.AddMinutes(2) });
        await AcceptedAsync(node, client.ClientId, first);
        await AcceptedAsync(node, client.ClientId, second);
        await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, expired);
        await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, early);
        node.Time.Advance(TimeSpan.FromMinutes(1));
        await AcceptedAsync(node, client.ClientId, early);
        node.Time.Advance(TimeSpan.FromMinutes(1));
        await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, early);
        var stored = (await node.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!.Secrets;
        foreach (var secret in stored.Where(secret => secret.ExpiresAt is null)) Assert.True(await node.Get<IClientStore>().RevokeSecretAsync(client.ClientId, secret.Id, node.Now, Cancellation));
        foreach (var secret in new[] { first, second }) await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, secret);
    }

    [Fact, OnStore(StoreKind.Sqlite), Attack("D6")]
    public async Task that_nobody_knows_is_refused_at_the_price_of_a_known_one()
    {
        await using var node = await Node.StartAsync();
        var (disabled, secret) = await node.AClientAsync();
        await node.Get<IClientStore>().SetDisabledAsync(disabled.ClientId, true, node.Now, Cancellation);
        var unknown = await RefusedAsync(node, RefusalCause.UnknownClient, RandomIds.ClientId(), secret);
        Assert.Equal(("invalid_client", "invalid client_id parameter"), (unknown.Code, unknown.Description));
        Assert.Equal(unknown, (await RefusedAsync(node, RefusalCause.UnknownClient, disabled.ClientId, secret)) with { Because = unknown.Because });
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task speaks_its_own_dialect_only()
    {
        await using var node = await Node.StartAsync();
        var (client, secret) = await node.AClientAsync(settings: new() { Dialects = Dialects.Ims });
        Assert.True((await AskAsync(node, client.ClientId, secret)).Failed(out var refusal, out _));
        Assert.Equal("unauthorized_client", refusal.Code);
        Assert.False((await AskAsync(node, client.ClientId, secret, dialect: Dialects.Ims)).Failed(out _, out _));
    }

    [Theory]
    [InlineData(false, true), InlineData(true, false)]
    [OnStore(StoreKind.Sqlite)]
    public async Task sends_its_secret_in_the_query_only_where_its_settings_say_so(bool allowed, bool refused)
    {
        await using var node = await Node.StartAsync();
        var (client, secret) = await node.AClientAsync(settings: new() { SecretInQuery = allowed });
        Assert.Equal(refused, (await AskAsync(node, client.ClientId, secret, inQuery: true)).Failed(out _, out _));
    }

    [Theory, Stores, Attack("D8")]
    public async Task leaves_a_note_which_secret_it_used_when_from_where_and_for_what(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        var (client, secret) = await node.AClientAsync();
        await AcceptedAsync(node, client.ClientId, secret);
        await node.StopAsync();
        await using var next = await node.RestartAsync();
        var stored = Assert.Single((await next.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!.Secrets);
        Assert.Equal((node.Now, Address, GrantType.ClientCredentials), (stored.LastUsedAt, stored.LastUsedAddress, stored.LastUsedGrant));
        Assert.NotEqual(secret.Reveal(), System.Text.Encoding.UTF8.GetString(stored.Hash.Span));
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task that_is_guessed_from_one_address_passes_from_another()
    {
        await using var node = await Node.StartAsync();
        var (client, secret) = await node.AClientAsync();
        for (var i = 0; i < 10; i++) await RefusedAsync(node, RefusalCause.WrongSecret, client.ClientId, new Secret($"guess {i}"));
        var refusal = await RefusedAsync(node, RefusalCause.Throttled, client.ClientId, new Secret("guess"));
        Assert.InRange(refusal.RetryAfterSeconds!.Value, 1, 60);
        await RefusedAsync(node, RefusalCause.Throttled, client.ClientId, secret);
        Assert.False((await AskAsync(node, client.ClientId, secret, address: "192.0.2.2")).Failed(out _, out _));
        node.Time.Advance(TimeSpan.FromMinutes(1));
        await AcceptedAsync(node, client.ClientId, secret);
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task that_is_right_may_come_as_often_as_it_likes()
    {
        await using var node = await Node.StartAsync();
        var (client, secret) = await node.AClientAsync();
        for (var i = 0; i < 300; i++) await AcceptedAsync(node, client.ClientId, secret);
    }

    private static async Task<Client> AcceptedAsync(Node node, string clientId, Secret? secret)
    {
        Assert.False((await AskAsync(node, clientId, secret)).Failed(out var refusal, out var client), refusal?.ToString());
        return client!;
    }

    private static async Task<ProtocolError> RefusedAsync(Node node, RefusalCause cause, string clientId, Secret? secret)
    {
        Assert.True((await AskAsync(node, clientId, secret)).Failed(out var refusal, out _));
        Assert.Equal(cause, refusal.Cause);
        return refusal;
    }

    private static async Task<Result<Client>> AskAsync(Node node, string clientId, Secret? secret, string address = Address, bool inQuery = false, Dialects dialect = Dialects.Standard) =>
        await node.Get<ClientAuthenticator>().AuthenticateAsync(new() { ClientId = clientId, Secret = secret, Address = address, InQuery = inQuery, Dialect = dialect }, GrantType.ClientCredentials, Cancellation);
}
