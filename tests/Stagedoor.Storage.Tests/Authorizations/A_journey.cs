using System.Text.Json;
using Stagedoor.Server.Authorizations;

namespace Stagedoor.Storage.Tests.Authorizations;

public class A_journey
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task remembers_what_its_pages_proved(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var journeys = store.Get<IJourneyStore>();
        var journey = store.AJourney();
        await journeys.AddAsync(journey, Cancellation);
        Assert.True(await journeys.RecordSignInAsync(journey.Hash, "sid1", store.Now, Cancellation));
        Assert.True(await journeys.RecordChoiceAsync(journey.Hash, "sid2", store.Now, Cancellation));
        Assert.True(await journeys.RecordConsentAsync(journey.Hash, "sid3", store.Now, Cancellation));
        var found = await journeys.FindAsync(journey.Hash, store.Now, Cancellation);
        Assert.Equal(("sid1", "sid2", "sid3", null), (found!.SignedInSid, found.ChosenSid, found.ConsentedSid, found.CompletedAt));
        Assert.Equal(JsonSerializer.Serialize(journey.Request), JsonSerializer.Serialize(found.Request));
    }

    [Theory, Stores]
    public async Task is_completed_by_exactly_one_of_fifty_callers_and_then_changes_no_more(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var journeys = store.Get<IJourneyStore>();
        var journey = store.AJourney();
        await journeys.AddAsync(journey, Cancellation);
        var completed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => journeys.CompleteAsync(journey.Hash, store.Now, Cancellation))));
        Assert.Single(completed, true);
        Assert.False(await journeys.RecordSignInAsync(journey.Hash, "sid", store.Now, Cancellation));
        Assert.Equal(store.Now, (await journeys.FindAsync(journey.Hash, store.Now, Cancellation))!.CompletedAt);
    }

    [Theory, Stores]
    public async Task ends_when_its_time_is_over(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var journeys = store.Get<IJourneyStore>();
        var journey = store.AJourney();
        await journeys.AddAsync(journey, Cancellation);
        Assert.Null(await journeys.FindAsync(journey.Hash, journey.ExpiresAt, Cancellation));
        Assert.False(await journeys.RecordConsentAsync(journey.Hash, "sid", journey.ExpiresAt, Cancellation));
        Assert.False(await journeys.CompleteAsync(journey.Hash, journey.ExpiresAt, Cancellation));
    }
}

public class A_pushed_request
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Spec("RFC 9126", "4")]
    public async Task is_spent_by_exactly_one_of_fifty_callers_even_after_its_expiry(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var requests = store.Get<IPushedRequestStore>();
        var expiry = store.Now.AddSeconds(60);
        await requests.AddAsync("hash", Given.ARequest("client"), expiry, Cancellation);
        Assert.Equal("client", (await requests.FindAsync("hash", store.Now, Cancellation))!.ClientId);
        Assert.Null(await requests.FindAsync("hash", expiry, Cancellation));
        var spent = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => requests.SpendAsync("hash", expiry.AddMinutes(5), Cancellation))));
        Assert.Single(spent, true);
        Assert.Null(await requests.FindAsync("hash", store.Now, Cancellation));
    }
}
