using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Storage.Tests.Administration;

/// <summary>Which applications the people of an organization may allow, and what they ask for (decision 0033).</summary>
public class An_app_integration
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_blocked_by_any_organization_of_the_person_and_listed_by_each(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (integrations, rules) = (store.Get<IAppIntegrations>(), store.Get<IIntegrationRules>());
        var (first, second) = (await store.AnOrganizationAsync(), await store.AnOrganizationAsync());
        var person = await store.AMemberAsync(first, "Ada");
        var (board, bot) = (await store.AClientAsync(first, ApplicationKind.WebApp), await store.AClientAsync(first));
        Assert.Equal(new Integrations(IntegrationPolicy.All, 1), await integrations.FindAsync(first.Id, Cancellation));
        Assert.Empty(await BlocksAsync());
        Assert.Equal(IntegrationOutcome.Done, (await integrations.SetPolicyAsync(first.Id, 1, IntegrationPolicy.Listed, Cancellation)).Outcome);
        Assert.Equal(IntegrationOutcome.Changed, (await integrations.SetPolicyAsync(first.Id, 1, IntegrationPolicy.None, Cancellation)).Outcome);
        Assert.Equal(2, (await BlocksAsync()).Count);
        Assert.Equal(new IntegrationBlock(first.Id, first.Name, board.ClientId), (await BlocksAsync())[0]);
        Assert.Equal(IntegrationOutcome.Done, (await integrations.AllowAsync(first.Id, null, board.ClientId, "somebody", 10, store.Now, Cancellation)).Outcome);
        Assert.Equal(bot.ClientId, Assert.Single(await BlocksAsync()).ClientId);
        Assert.Equal(IntegrationOutcome.TooMany, (await integrations.AllowAsync(first.Id, null, bot.ClientId, "somebody", 1, store.Now, Cancellation)).Outcome);
        await integrations.AllowAsync(first.Id, null, bot.ClientId, "somebody", 2, store.Now, Cancellation);
        Assert.Empty(await BlocksAsync());
        Assert.Equal(2, (await integrations.ListedAsync(first.Id, null, 10, Cancellation)).Count);
        Assert.Single(await integrations.ListedAsync(first.Id, (await integrations.ListedAsync(first.Id, null, 10, Cancellation))[0].ClientId, 10, Cancellation));

        // The other organization has no word until the person is in it, and then as much as the first.
        await integrations.SetPolicyAsync(second.Id, null, IntegrationPolicy.None, Cancellation);
        Assert.Empty(await BlocksAsync());
        await store.Get<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = second.Id, PersonId = person.Id, AccountRole = "member" }, Cancellation);
        Assert.All(await BlocksAsync(), block => Assert.Equal(second.Id, block.OrganizationId));
        Assert.Equal(IntegrationOutcome.AllowsNone, (await integrations.AllowAsync(second.Id, null, board.ClientId, "somebody", 10, store.Now, Cancellation)).Outcome);
        Assert.Equal(IntegrationOutcome.Unknown, (await integrations.AllowAsync(first.Id, null, "nobody", "somebody", 10, store.Now, Cancellation)).Outcome);

        // What is deleted is on no list.
        await integrations.SetPolicyAsync(second.Id, null, IntegrationPolicy.All, Cancellation);
        Assert.Equal(IntegrationOutcome.Done, (await integrations.WithdrawAsync(first.Id, null, bot.ClientId, Cancellation)).Outcome);
        Assert.Equal(IntegrationOutcome.Unknown, (await integrations.WithdrawAsync(first.Id, null, bot.ClientId, Cancellation)).Outcome);
        Assert.Single(await BlocksAsync());
        Assert.True(await store.Get<IDeveloperCredentials>().DeleteAsync(first.Id, board.ClientId, null, store.Now, Cancellation));
        Assert.Empty(await integrations.ListedAsync(first.Id, null, 10, Cancellation));

        ValueTask<IReadOnlyList<IntegrationBlock>> BlocksAsync() => rules.BlocksAsync(person.Id, [board.ClientId, bot.ClientId], Cancellation);
    }

    [Theory, Stores]
    public async Task is_asked_for_so_often_and_decided_once(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (integrations, rules) = (store.Get<IAppIntegrations>(), store.Get<IIntegrationRules>());
        var organization = await store.AnOrganizationAsync();
        var (ada, ben, stranger) = (await store.AMemberAsync(organization, "Ada"), await store.AMemberAsync(organization, "Ben"), await store.APersonAsync());
        var clients = new List<Client>();
        for (var i = 0; i < 4; i++) clients.Add(await store.AClientAsync(organization, ApplicationKind.WebApp));
        await integrations.SetPolicyAsync(organization.Id, null, IntegrationPolicy.Listed, Cancellation);
        var asks = await Task.WhenAll(clients.Select(client => AskAsync(ada.Id, client)));
        Assert.Equal((3, 1), (asks.Count(ask => ask == IntegrationAsk.Asked), asks.Count(ask => ask == IntegrationAsk.TooMany)));
        Assert.Equal(3, (await integrations.AskedForAsync(organization.Id, null, 10, Cancellation)).Count);
        var wanted = clients[Array.IndexOf(asks, IntegrationAsk.Asked)];
        Assert.Equal(IntegrationAsk.Asked, await AskAsync(ben.Id, wanted));
        Assert.Equal(IntegrationAsk.Before, await AskAsync(ben.Id, wanted));
        Assert.NotEqual(IntegrationAsk.Asked, await AskAsync(stranger.Id, wanted));
        var card = (await integrations.FindApplicationAsync(organization.Id, wanted.ClientId, Cancellation))!;
        Assert.Equal((2, null), (card.Asking, card.AllowedAt));
        Assert.Equal(2, (await integrations.AskersAsync(organization.Id, wanted.ClientId, null, 10, Cancellation)).Count);

        // One decision, and each who asked is told once.
        var changes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0
            ? integrations.AllowAsync(organization.Id, null, wanted.ClientId, "somebody", 10, store.Now, Cancellation) : integrations.DeclineAsync(organization.Id, wanted.ClientId, Cancellation)));
        Assert.Equal(new[] { ada.Id, ben.Id }.Order(StringComparer.Ordinal), changes.SelectMany(change => change.Askers).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await integrations.AskedForAsync(organization.Id, null, 10, Cancellation)).Count);

        // Who left asks for nothing any more.
        await store.Get<IOrganizationPeople>().DeactivateAsync(organization.Id, ada.Id, null, null, "somebody", store.Now, Cancellation);
        Assert.Empty(await integrations.AskedForAsync(organization.Id, null, 10, Cancellation));

        Task<IntegrationAsk> AskAsync(string personId, Client client) => rules.AskAsync(personId, [new(organization.Id, organization.Name, client.ClientId)], 3, store.Now, Cancellation);
    }

    [Theory, Stores]
    public async Task says_before_what_a_block_would_stop(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var integrations = store.Get<IAppIntegrations>();
        var organization = await store.AnOrganizationAsync();
        var people = new[] { await store.AMemberAsync(organization, "Ada"), await store.AMemberAsync(organization, "Ben"), await store.APersonAsync() };
        var (board, page) = (await store.AClientAsync(organization, ApplicationKind.WebApp), await store.AClientAsync(organization, ApplicationKind.WebApp));
        foreach (var person in people)
        {
            foreach (var client in (Client[])[board, page]) await store.Get<IConsentStore>().AllowAsync(new() { PersonId = person.Id, ClientId = client.ClientId, Scopes = Protocol.OAuth.ScopeSet.Of("openid"), GrantedAt = store.Now }, Cancellation);
        }

        await integrations.AllowAsync(organization.Id, null, board.ClientId, "somebody", 10, store.Now, Cancellation);
        Assert.Equal(new IntegrationUse(0, 0), await integrations.UseBlockedByAsync(organization.Id, IntegrationPolicy.All, Cancellation));
        Assert.Equal(new IntegrationUse(2, 2), await integrations.UseBlockedByAsync(organization.Id, IntegrationPolicy.Listed, Cancellation));
        Assert.Equal(new IntegrationUse(2, 4), await integrations.UseBlockedByAsync(organization.Id, IntegrationPolicy.None, Cancellation));
        Assert.Equal(new IntegrationUse(2, 2), await integrations.UseOfAsync(organization.Id, board.ClientId, Cancellation));
    }
}
