using System.Text.Json;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests.Clients;

public class A_credential
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task comes_back_as_it_was_stored(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var settings = new ClientSettings
        {
            Description = "text \0 with \u00e4",
            Status = ClientStatus.InProduction,
            Scopes = ["openid", "email"],
            Dialects = Dialects.Ims,
            RequirePkce = false,
            RedirectUris = ["https://app.example/callback"],
            BetaUsers = ["ada@example.com"],
            RefreshRetryWindow = 0,
        };
        var client = await store.AClientAsync(kind: ApplicationKind.WebApp, settings: settings);
        var (first, second) = (store.ASecret(client.ClientId), store.ASecret(client.ClientId) with { CreatedAt = store.Now.AddSeconds(1), ExpiresAt = store.Now.AddDays(1) });
        Assert.True(await store.Get<IClientStore>().AddSecretAsync(second, Cancellation));
        Assert.True(await store.Get<IClientStore>().AddSecretAsync(first, Cancellation));
        var found = await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation);
        Assert.Equal(JsonSerializer.Serialize(settings), JsonSerializer.Serialize(found!.Settings));
        Assert.Equal((client.Name, client.OrganizationId, client.ProjectId, client.Kind, client.CreatedAt), (found.Name, found.OrganizationId, found.ProjectId, found.Kind, found.CreatedAt));
        Assert.Equal([first.Id, second.Id], found.Secrets.Select(secret => secret.Id));
        Assert.Equal(first.Hash.ToArray(), found.Secrets[0].Hash.ToArray());
        Assert.Equal(second.ExpiresAt, found.Secrets[1].ExpiresAt);
    }

    [Theory, Stores]
    public async Task is_not_added_twice_and_keeps_its_first_form(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync();
        Assert.False(await store.Get<IClientStore>().AddAsync(client with { Name = "Other" }, Cancellation));
        Assert.Equal(client.Name, (await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!.Name);
        Assert.Null(await store.Get<IClientStore>().FindAsync("' OR 1=1 --", Cancellation));
        Assert.False(await store.Get<IClientStore>().AddSecretAsync(store.ASecret("none"), Cancellation));
    }

    [Theory, Stores]
    public async Task changes_its_name_and_settings(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync();
        Assert.True(await store.Get<IClientStore>().ChangeAsync(client.ClientId, "New", client.Settings with { Publisher = "P" }, Cancellation));
        var found = await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation);
        Assert.Equal(("New", "P"), (found!.Name, found.Settings.Publisher));
        Assert.False(await store.Get<IClientStore>().ChangeAsync("none", "New", client.Settings, Cancellation));
    }

    [Theory, Stores]
    public async Task dies_with_all_it_has_when_it_is_disabled_and_rises_alone(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (clients, feed) = (store.Get<IClientStore>(), store.Get<IRevocationFeed>());
        var organization = await store.AnOrganizationAsync();
        var client = await store.AClientAsync(organization);
        await clients.AddSecretAsync(store.ASecret(client.ClientId), Cancellation);
        var account = await store.Get<IServiceAccountStore>().CreateAsync(store.AServiceAccount(client, organization), Cancellation);
        Assert.True(await clients.SetDisabledAsync(client.ClientId, true, store.Now, Cancellation));
        Assert.False(await clients.SetDisabledAsync(client.ClientId, true, store.Now, Cancellation));
        var found = await clients.FindAsync(client.ClientId, Cancellation);
        Assert.Equal((store.Now, 1), (found!.DisabledAt, found.Epoch));
        Assert.False(Assert.Single(found.Secrets).IsLive(store.Now));
        Assert.NotNull((await store.Get<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.DisabledAt);
        Assert.Equal(
            [(RevocationKind.Client, client.ClientId, 1L), (RevocationKind.Subject, account.Id, 1L)],
            (await feed.ReadAfterAsync(0, Cancellation)).Select(revocation => (revocation.Kind, revocation.Key, revocation.Epoch)));

        Assert.True(await clients.SetDisabledAsync(client.ClientId, false, store.Now, Cancellation));
        found = await clients.FindAsync(client.ClientId, Cancellation);
        Assert.Equal((null, 1), (found!.DisabledAt, found.Epoch));
        Assert.False(Assert.Single(found.Secrets).IsLive(store.Now));
        Assert.Null((await store.Get<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.DisabledAt);
    }

    [Theory, Stores]
    public async Task loses_one_secret_at_a_time(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var client = await store.AClientAsync();
        var (first, second) = (store.ASecret(client.ClientId), store.ASecret(client.ClientId));
        await store.Get<IClientStore>().AddSecretAsync(first, Cancellation);
        await store.Get<IClientStore>().AddSecretAsync(second, Cancellation);
        Assert.True(await store.Get<IClientStore>().RevokeSecretAsync(client.ClientId, first.Id, store.Now, Cancellation));
        Assert.False(await store.Get<IClientStore>().RevokeSecretAsync(client.ClientId, first.Id, store.Now, Cancellation));
        var found = await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation);
        Assert.Equal(second.Id, Assert.Single(found!.Secrets, secret => secret.IsLive(store.Now)).Id);
    }

    [Theory, Stores]
    public async Task knows_when_each_secret_was_last_used_after_the_next_flush_and_after_the_end(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var organization = await store.AnOrganizationAsync();
        var client = await store.AClientAsync(organization);
        var account = await store.Get<IServiceAccountStore>().CreateAsync(store.AServiceAccount(client, organization), Cancellation);
        var secret = store.ASecret(client.ClientId);
        await store.Get<IClientStore>().AddSecretAsync(secret, Cancellation);
        var uses = store.Get<SecretUses>();
        uses.Note(new(client.ClientId, secret.Id, store.Now.AddSeconds(1), "192.0.2.1", GrantType.ClientCredentials));
        uses.Note(new(client.ClientId, secret.Id, store.Now.AddSeconds(2), "192.0.2.2", GrantType.ClientCredentials));
        await uses.FlushAsync();
        var found = Assert.Single((await store.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!.Secrets);
        Assert.Equal((store.Now.AddSeconds(2), "192.0.2.2", GrantType.ClientCredentials), (found.LastUsedAt, found.LastUsedAddress, found.LastUsedGrant));
        Assert.Equal(store.Now.AddSeconds(2), (await store.Get<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.LastActivityAt);

        uses.Note(new(client.ClientId, secret.Id, store.Now.AddSeconds(9), null, GrantType.ClientCredentials));
        await store.Database.StopAsync();
        await using var again = await store.OpenAnotherAsync(sameFolder: true);
        Assert.Equal(store.Now.AddSeconds(9), Assert.Single((await again.Get<IClientStore>().FindAsync(client.ClientId, Cancellation))!.Secrets).LastUsedAt);
    }

    [Fact]
    public void written_by_an_earlier_version_gets_the_defaults_of_what_it_lacks()
    {
        var settings = SettingsText.Read("""{"Publisher":"P"}""");
        Assert.Equal(JsonSerializer.Serialize(new ClientSettings { Publisher = "P" }), JsonSerializer.Serialize(settings));
        var request = RequestText.Read(RequestText.Write(Given.ARequest("c")).Replace("\"UserinfoClaims\":[\"email\"],", "", StringComparison.Ordinal));
        Assert.False(request.UserinfoClaims.IsDefault);
    }
}
