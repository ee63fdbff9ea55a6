using System.Diagnostics;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Tests.Tokens;

public class A_revoked_token
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_dead_by_its_id_session_family_subject_and_credential(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        await node.RunAsync<RevocationPoll>();
        var feed = node.Get<IRevocationFeed>();
        foreach (var kind in new[] { RevocationKind.Token, RevocationKind.Session, RevocationKind.Family, RevocationKind.Subject, RevocationKind.Client })
        {
            var token = node.ATokenFor(Given.AnAuthorization() with { Sid = $"sid-{kind}", FamilyId = $"family-{kind}", SubjectId = $"{kind}@AdobeID" });
            var other = node.ATokenFor(Given.AnAuthorization() with { Sid = "other", FamilyId = "other", SubjectId = "other@AdobeID" });
            var verified = await The_check_of_an_access_token.AcceptsAsync(node, token);
            var key = kind switch { RevocationKind.Token => verified.Jti, RevocationKind.Session => verified.Sid!, RevocationKind.Family => verified.FamilyId!, RevocationKind.Subject => verified.SubjectId, _ => verified.ClientId };
            await feed.RevokeAsync(kind, key, node.Now, Cancellation);
            Assert.InRange(await DiesWithinAsync(node, token), TimeSpan.Zero, TimeSpan.FromSeconds(1));
            await The_check_of_an_access_token.AcceptsAsync(node, other);
        }
    }

    [Theory, Stores, Attack("E8")]
    public async Task of_a_disabled_credential_stays_dead_when_it_is_restored(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        await node.RunAsync<RevocationPoll>();
        var (client, _) = await node.AClientAsync();
        var token = node.ATokenFor(Given.AnAuthorization(client));
        await node.Get<IClientStore>().SetDisabledAsync(client.ClientId, true, node.Now, Cancellation);
        Assert.InRange(await DiesWithinAsync(node, token), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await node.Get<IClientStore>().SetDisabledAsync(client.ClientId, false, node.Now, Cancellation);
        await node.Get<RevocationSet>().ReadAsync(Cancellation);
        await The_check_of_an_access_token.RefusesAsync(node, token, "revoked");
        var restored = await node.Get<IClientStore>().FindAsync(client.ClientId, Cancellation);
        await The_check_of_an_access_token.AcceptsAsync(node, node.ATokenFor(Given.AnAuthorization(restored)));
    }

    [Fact, OnStore(StoreKind.Postgres), Attack("E8")]
    public async Task is_dead_on_another_node_within_a_second()
    {
        await using var node = await Node.StartAsync(StoreKind.Postgres);
        await using var other = await node.StartAnotherAsync();
        await other.RunAsync<RevocationPoll>();
        for (var i = 0; i < 5; i++)
        {
            var token = node.ATokenFor(Given.AnAuthorization() with { Sid = $"sid-{i}" });
            await The_check_of_an_access_token.AcceptsAsync(other, token);
            await node.Get<IRevocationFeed>().RevokeAsync(RevocationKind.Session, $"sid-{i}", node.Now, Cancellation);
            Assert.InRange(await DiesWithinAsync(other, token), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        }
    }

    [Fact, OnStore(StoreKind.Sqlite), Attack("I5")]
    public async Task is_never_accepted_on_stale_news()
    {
        await using var node = await Node.StartAsync();
        var (dead, live) = (node.ATokenFor(Given.AnAuthorization() with { Sid = "dead" }), node.ATokenFor(Given.AnAuthorization() with { Sid = "live" }));
        await The_check_of_an_access_token.AcceptsAsync(node, dead);
        await node.Get<IRevocationFeed>().RevokeAsync(RevocationKind.Session, "dead", node.Now, Cancellation);
        // No loop runs, so the set grows old, and the database is asked.
        await Task.Delay(RevocationSet.Fresh + TimeSpan.FromMilliseconds(50), Cancellation);
        Assert.False(node.Get<Readiness>().IsReady);
        await The_check_of_an_access_token.RefusesAsync(node, dead, "revoked");
        await The_check_of_an_access_token.AcceptsAsync(node, live);
        await node.Get<Storage.Database>().StopAsync();
        Directory.Delete(node.Storage.DataDirectory, recursive: true);
        Assert.True((await node.Get<AccessTokenVerifier>().VerifyAsync(live, Cancellation)).Failed(out var refusal, out _));
        Assert.Equal(RefusalCause.Unavailable, refusal.Cause);
    }

    [Theory, Stores]
    public async Task is_still_dead_after_a_restart(StoreKind store)
    {
        await using var node = await Node.StartAsync(store);
        var token = node.ATokenFor(Given.AnAuthorization());
        await node.Get<IRevocationFeed>().RevokeAsync(RevocationKind.Family, "family-1", node.Now, Cancellation);
        await using var next = await node.RestartAsync();
        await The_check_of_an_access_token.RefusesAsync(next, token, "revoked");
    }

    internal static async Task<TimeSpan> DiesWithinAsync(Node node, string token)
    {
        var since = Stopwatch.StartNew();
        while (!(await node.Get<AccessTokenVerifier>().VerifyAsync(token, Cancellation)).Failed(out _, out _))
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(5), "the token lives on");
            await Task.Delay(5, Cancellation);
        }

        return since.Elapsed;
    }
}
