using System.Text.Json;
using Stagedoor.Protocol.Jose;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tests.Tokens;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Tests.Keys;

public class A_signing_key
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_made_at_the_first_start_and_found_again_at_the_next(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        var kids = Kids(node);
        Assert.Equal(2, kids.Count);
        var token = node.ATokenFor(Given.AnAuthorization());
        await using var next = await node.RestartAsync();
        Assert.Equal(kids, Kids(next));
        await The_check_of_an_access_token.AcceptsAsync(next, token);
    }

    [Theory, Stores]
    public async Task is_published_before_it_signs_and_after_it_did(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        var rotation = node.Get<KeyRotation>();
        var first = Kids(node);
        var token = node.ATokenFor(Given.AnAuthorization());
        node.Time.Advance(TimeSpan.FromDays(88) - TimeSpan.FromSeconds(1));
        await rotation.RefreshAsync(Cancellation);
        Assert.Equal(first, Kids(node));
        node.Time.Advance(TimeSpan.FromSeconds(1));
        await rotation.RefreshAsync(Cancellation);
        var both = Kids(node);
        Assert.Equal(4, both.Count);
        Assert.Contains(KidOf(node.ATokenFor(Given.AnAuthorization())), first);
        node.Time.Advance(TimeSpan.FromHours(48));
        await rotation.RefreshAsync(Cancellation);
        var last = node.ATokenFor(Given.AnAuthorization(Given.AnUnstoredClient(settings: new() { AccessTokenLifetime = int.MaxValue })));
        Assert.Contains(KidOf(last), both.Except(first));
        Assert.Equal(both, Kids(node));
        // What the first one signed lives seven days at most; the key a day longer.
        node.Time.Advance(TimeSpan.FromDays(7));
        await rotation.RefreshAsync(Cancellation);
        Assert.Equal(both, Kids(node));
        node.Time.Advance(TimeSpan.FromDays(1));
        await rotation.RefreshAsync(Cancellation);
        Assert.Equal(both.Except(first), Kids(node));
        Assert.Equal(2, (await node.Get<ISigningKeyStore>().AllAsync(Cancellation)).Count);
        Assert.Null(node.Get<KeyRing>().Find(KidOf(token)));
    }

    [Theory, Stores]
    public async Task that_is_replaced_by_command_keeps_its_tokens_alive(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        var token = node.ATokenFor(Given.AnAuthorization());
        await node.Get<KeyRotation>().RotateAsync(withdraw: false, Cancellation);
        var next = node.ATokenFor(Given.AnAuthorization());
        Assert.NotEqual(KidOf(token), KidOf(next));
        await The_check_of_an_access_token.AcceptsAsync(node, token);
        await The_check_of_an_access_token.AcceptsAsync(node, next);
    }

    [Theory, Stores]
    public async Task that_is_withdrawn_kills_its_tokens_and_is_published_no_more(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        var token = node.ATokenFor(Given.AnAuthorization());
        await The_check_of_an_access_token.AcceptsAsync(node, token);
        await node.Get<KeyRotation>().RotateAsync(withdraw: true, Cancellation);
        await The_check_of_an_access_token.RefusesAsync(node, token, "its key is not trusted any more");
        Assert.DoesNotContain(KidOf(token), Kids(node));
        await The_check_of_an_access_token.AcceptsAsync(node, node.ATokenFor(Given.AnAuthorization()));
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task that_waits_to_sign_does_not_take_over_after_a_command_replaced_it()
    {
        await using var node = await Node.StartAsync();
        var rotation = node.Get<KeyRotation>();
        node.Time.Advance(TimeSpan.FromDays(88));
        await rotation.RefreshAsync(Cancellation);
        await rotation.RotateAsync(withdraw: false, Cancellation);
        var kid = KidOf(node.ATokenFor(Given.AnAuthorization()));
        for (var day = 0; day < 20; day++)
        {
            node.Time.Advance(TimeSpan.FromDays(1));
            await rotation.RefreshAsync(Cancellation);
            Assert.Equal(kid, KidOf(node.ATokenFor(Given.AnAuthorization())));
        }
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task that_was_to_come_and_was_withdrawn_leaves_no_moment_without_a_signer()
    {
        await using var node = await Node.StartAsync();
        var rotation = node.Get<KeyRotation>();
        var first = Kids(node);
        node.Time.Advance(TimeSpan.FromDays(88));
        await rotation.RefreshAsync(Cancellation);
        foreach (var kid in Kids(node).Except(first)) await node.Get<ISigningKeyStore>().WithdrawAsync(kid, node.Now, Cancellation);
        node.Time.Advance(TimeSpan.FromDays(3));
        node.ATokenFor(Given.AnAuthorization());
        await rotation.RefreshAsync(Cancellation);
        node.ATokenFor(Given.AnAuthorization());
        Assert.DoesNotContain(KidOf(node.ATokenFor(Given.AnAuthorization())), first);
    }

    [Fact, OnStore(StoreKind.Postgres)]
    public async Task of_another_node_is_known_at_first_sight()
    {
        await using var node = await Node.StartAsync(StoreKind.Postgres);
        await using var other = await node.StartAnotherAsync();
        Assert.Equal(Kids(node), Kids(other));
        await other.RunAsync<RevocationPoll>();
        await Task.Delay(250, Cancellation);
        await node.Get<KeyRotation>().RotateAsync(withdraw: false, Cancellation);
        await The_check_of_an_access_token.AcceptsAsync(other, node.ATokenFor(Given.AnAuthorization()));
    }

    [Fact, OnStore(StoreKind.Postgres)]
    public async Task that_one_node_withdraws_is_dead_on_another_within_a_second()
    {
        await using var node = await Node.StartAsync(StoreKind.Postgres);
        await using var other = await node.StartAnotherAsync();
        await other.RunAsync<RevocationPoll>();
        var token = node.ATokenFor(Given.AnAuthorization());
        await The_check_of_an_access_token.AcceptsAsync(other, token);
        await node.Get<KeyRotation>().RotateAsync(withdraw: true, Cancellation);
        Assert.InRange(await A_revoked_token.DiesWithinAsync(other, token), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact, OnStore(StoreKind.Postgres)]
    public async Task is_made_once_when_nodes_rotate_at_the_same_time()
    {
        await using var node = await Node.StartAsync(StoreKind.Postgres);
        await using var other = await node.StartAnotherAsync();
        node.Time.Advance(TimeSpan.FromDays(88));
        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(_ => new[] { node, other }).Select(each => Task.Run(() => each.Get<KeyRotation>().RefreshAsync(Cancellation), Cancellation)));
        Assert.Equal(4, Kids(node).Count);
        Assert.Equal(Kids(node), Kids(other));
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task is_never_stored_or_published_in_the_clear()
    {
        await using var node = await Node.StartAsync();
        Assert.All(await node.Get<ISigningKeyStore>().AllAsync(Cancellation), record =>
        {
            var bytes = record.SealedPrivateKey.ToArray();
            using var ecdsa = System.Security.Cryptography.ECDsa.Create();
            using var rsa = System.Security.Cryptography.RSA.Create();
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => ecdsa.ImportPkcs8PrivateKey(bytes, out _));
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => rsa.ImportPkcs8PrivateKey(bytes, out _));
        });
        using var jwks = JsonDocument.Parse(node.Get<KeyRing>().Jwks);
        Assert.All(jwks.RootElement.GetProperty("keys").EnumerateArray(), key => Assert.Empty(key.EnumerateObject().Select(member => member.Name).Intersect(["d", "p", "q", "dp", "dq", "qi", "k"])));
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task of_another_master_key_refuses_the_start()
    {
        await using var node = await Node.StartAsync();
        await Assert.ThrowsAsync<MasterKeyMismatchException>(async () => await node.RestartAsync(withAnotherKey: true));
    }

    [Fact, OnStore(StoreKind.Sqlite)]
    public async Task writes_its_coming_and_going_into_the_audit()
    {
        await using var node = await Node.StartAsync();
        await node.Get<KeyRotation>().RotateAsync(withdraw: true, Cancellation);
        var acts = new List<string>();
        await foreach (var record in node.Get<IAuditLog>().ReadAsync(node.Get<IAuditLog>().Node, 0, Cancellation)) acts.Add(JsonDocument.Parse(record.Body).RootElement.GetProperty("act").GetString()!);
        Assert.Equal(["key.added", "key.added", "key.added", "key.added", "key.withdrawn", "key.withdrawn"], acts.Order());
    }

    private static List<string> Kids(Node node)
    {
        using var jwks = JsonDocument.Parse(node.Get<KeyRing>().Jwks);
        return [.. jwks.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()!).Order(StringComparer.Ordinal)];
    }

    private static string KidOf(string token) => CompactJwt.Parse(token)!.HeaderText("kid")!;
}
