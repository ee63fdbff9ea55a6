using Microsoft.Extensions.Logging.Abstractions;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Clients;

public class The_first_steps
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task are_kept_once_with_the_moment_of_the_first(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync();
        var steps = store.Get<FirstSteps>();
        Assert.Empty(await steps.OfAsync(client.ClientId, Cancellation));
        steps.Note(client.ClientId, FirstStep.Token, store.Now);
        steps.Note(client.ClientId, FirstStep.Token, store.Now.AddMinutes(1));

        // Told before it is written, and told by another node when it is.
        Assert.Equal([new(FirstStep.Token, store.Now)], await steps.OfAsync(client.ClientId, Cancellation));
        using var other = new FirstSteps(store.Database, NullLogger<FirstSteps>.Instance);
        Assert.Empty(await other.OfAsync(client.ClientId, Cancellation));
        await steps.FlushAsync();
        Assert.Equal([new(FirstStep.Token, store.Now)], await other.OfAsync(client.ClientId, Cancellation));

        // The other node sees it for the first time; the first moment stays.
        other.Note(client.ClientId, FirstStep.Token, store.Now.AddHours(1));
        other.Note(client.ClientId, store.Now.AddHours(1));
        await other.FlushAsync();
        var found = await steps.OfAsync(client.ClientId, Cancellation);
        Assert.Equal((store.Now, store.Now.AddHours(1)), (found[FirstStep.Token], found[FirstStep.Call]));
        Assert.False(found.ContainsKey(FirstStep.Authorize));
    }

    [Theory, Stores, Spec("design.md", "8")]
    public async Task are_not_written_again_by_what_comes_after(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync();
        var steps = store.Get<FirstSteps>();
        steps.Note(client.ClientId, FirstStep.Token, store.Now);
        await steps.FlushAsync();
        Assert.True(await store.Database.WriteAsync(link => link.ChangesAsync("DELETE FROM first_steps WHERE client_id = @id", ("id", client.ClientId)), Cancellation));
        for (var i = 0; i < 100; i++) steps.Note(client.ClientId, FirstStep.Token, store.Now.AddSeconds(i));
        await steps.FlushAsync();
        using var other = new FirstSteps(store.Database, NullLogger<FirstSteps>.Instance);
        Assert.Empty(await other.OfAsync(client.ClientId, Cancellation));
    }

    [Theory, Stores]
    public async Task go_with_their_credential_and_none_is_kept_of_who_is_gone_or_unknown(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync();
        var steps = store.Get<FirstSteps>();
        steps.Note(client.ClientId, FirstStep.Token, store.Now);
        await steps.FlushAsync();
        Assert.True(await store.Get<IDeveloperCredentials>().DeleteAsync(client.OrganizationId, client.ClientId, null, store.Now, Cancellation));
        steps.Note(client.ClientId, store.Now);
        steps.Note("nobody", store.Now);
        await steps.FlushAsync();
        using var other = new FirstSteps(store.Database, NullLogger<FirstSteps>.Instance);
        Assert.Empty(await other.OfAsync(client.ClientId, Cancellation));
        Assert.Empty(await other.OfAsync("nobody", Cancellation));
    }
}
