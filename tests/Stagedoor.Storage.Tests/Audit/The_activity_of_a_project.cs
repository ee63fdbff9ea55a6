using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;

namespace Stagedoor.Storage.Tests.Audit;

public class The_activity_of_a_project
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_what_was_done_to_it_and_its_credentials_since_then(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var organization = await store.AnOrganizationAsync();
        var (mine, other) = (await store.AClientAsync(organization), await store.AClientAsync(organization));
        AuditEntry Of(string act, string? client, string target, string? org = null) => new() { At = store.Now, Act = act, ActorId = "ada", ClientId = client, TargetId = target, OrganizationId = org ?? organization.Id };
        await RecordAsync(store, Of(AuditAct.ProjectCreated, null, mine.ProjectId));
        store.Time.Advance(TimeSpan.FromDays(2));
        var since = store.Now;
        foreach (var entry in new[]
        {
            Of(AuditAct.ClientCreated, mine.ClientId, mine.ClientId), Of(AuditAct.SecretAdded, mine.ClientId, "secret"), Of(AuditAct.TokenIssued, mine.ClientId, "jti"), Of(AuditAct.SecretAdded, other.ClientId, "secret-2"),
            Of(AuditAct.ProjectRenamed, null, mine.ProjectId), Of(AuditAct.ProjectRenamed, null, mine.ProjectId, "another"), Of(AuditAct.ConsentAllowed, mine.ClientId, "person"), Of(AuditAct.TokenGenerated, mine.ClientId, "jti-2"),
        })
        {
            store.Time.Advance(TimeSpan.FromSeconds(1));
            await RecordAsync(store, entry with { At = store.Now });
        }

        while ((await store.Get<IAuditIndex>().ProjectAsync(100, store.Now, Cancellation)).Entries > 0) { }
        string[] expected = [AuditAct.TokenGenerated, AuditAct.ProjectRenamed, AuditAct.SecretAdded, AuditAct.ClientCreated];
        Assert.Equal(expected, await ActsAsync(store, organization.Id, mine.ProjectId, since));
        Assert.Equal([.. expected, AuditAct.ProjectCreated], await ActsAsync(store, organization.Id, mine.ProjectId, since.AddDays(-3)));
        Assert.Equal([AuditAct.SecretAdded], await ActsAsync(store, organization.Id, other.ProjectId, since));
        Assert.Empty(await ActsAsync(store, "none", mine.ProjectId, since));

        // Page by page, and with the credential deleted.
        var first = await store.Get<IAuditIndex>().OfProjectAsync(organization.Id, mine.ProjectId, since, null, 3, Cancellation);
        Assert.True(first.HasMore);
        var second = await store.Get<IAuditIndex>().OfProjectAsync(organization.Id, mine.ProjectId, since, first.Items[^1].Number, 3, Cancellation);
        Assert.False(second.HasMore);
        Assert.Equal(expected, first.Items.Concat(second.Items).Select(hit => hit.Entry.Act));
        Assert.True(await store.Get<IDeveloperCredentials>().DeleteAsync(organization.Id, mine.ClientId, null, store.Now, Cancellation));
        Assert.Equal(expected, await ActsAsync(store, organization.Id, mine.ProjectId, since));
    }

    private static async Task<IEnumerable<string>> ActsAsync(Store store, string organizationId, string projectId, DateTimeOffset since) =>
        (await store.Get<IAuditIndex>().OfProjectAsync(organizationId, projectId, since, null, 50, Cancellation)).Items.Select(hit => hit.Entry.Act);

    private static Task RecordAsync(Store store, AuditEntry entry) => store.Get<IAuditTrail>().RecordAsync(entry, Cancellation);
}
