using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consents;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage.Tests;

public class What_expired
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task is_removed_in_bounded_steps_when_nobody_can_need_it_any_more(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(_ => store.Get<IJourneyStore>().AddAsync(store.AJourney(), Cancellation)));
        var (code, family, session) = (store.ACode(), store.AFamily(), store.ASession(await store.APersonAsync(), "browser"));
        await store.Get<IAuthorizationCodeStore>().AddAsync(code, Cancellation);
        await store.Get<IRefreshTokenStore>().StartAsync(family, Cancellation);
        await store.Get<ISessionStore>().AddAsync(session, null, store.Now, Cancellation);
        await store.Get<IRevocationFeed>().RevokeAsync(RevocationKind.Token, "token", store.Now, Cancellation);
        var cleaner = store.Get<Cleaner>();
        Assert.Equal(0, await cleaner.CleanAsync(Cancellation));
        store.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1200, await cleaner.CleanAsync(Cancellation));
        store.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await cleaner.CleanAsync(Cancellation));
        store.Time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(2, await cleaner.CleanAsync(Cancellation));
        Assert.NotNull(await store.Get<IRefreshTokenStore>().FindAsync(family.FamilyId, Cancellation));
        store.Time.Advance(TimeSpan.FromDays(90));
        Assert.Equal(1, await cleaner.CleanAsync(Cancellation));
    }

    [Theory, Stores, Attack("B1"), Attack("C7")]
    public async Task is_kept_while_what_a_spent_code_produced_may_live(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (codes, consents) = (store.Get<IAuthorizationCodeStore>(), store.Get<IConsentStore>());
        var code = store.ACode();
        await codes.AddAsync(code, Cancellation);
        await consents.AllowAsync(new() { PersonId = code.PersonId, ClientId = code.Request.ClientId, Scopes = ScopeSet.Of("openid"), GrantedAt = store.Now }, Cancellation);
        Assert.IsType<Redemption.Redeemed>(await codes.RedeemAsync(code.Hash, store.Now, Cancellation));
        store.Time.Advance(AccessTokenIssuer.LongestLifetime);
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.Equal(code.FamilyId, Assert.IsType<Redemption.Replayed>(await codes.RedeemAsync(code.Hash, store.Now, Cancellation)).Code.FamilyId);
        Assert.True(await consents.WithdrawAsync(code.PersonId, code.Request.ClientId, store.Now, Cancellation));
        Assert.Contains((RevocationKind.Family, code.FamilyId), (await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation)).Select(revocation => (revocation.Kind, revocation.Key)));
    }

    [Theory, Stores]
    public async Task of_deleted_credentials_and_projects_stands_for_as_long_as_something_names_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var (projects, credentials, cleaner) = (store.Get<IDeveloperProjects>(), store.Get<IDeveloperCredentials>(), store.Get<Cleaner>());
        var organization = await store.AnOrganizationAsync();
        var (plain, told, acting, living) = (await store.AClientAsync(organization), await store.AClientAsync(organization), await store.AClientAsync(organization, ApplicationKind.ServerToServer), await store.AClientAsync(organization));
        await store.Get<IServiceAccountStore>().CreateAsync(
            new() { Id = Given.Random(), FrameioId = Guid.NewGuid(), ClientId = acting.ClientId, OrganizationId = organization.Id, AccountId = organization.Account.Id, AccountRole = "member", CreatedAt = store.Now }, Cancellation);
        await projects.AddDeveloperAsync(plain.ProjectId, "somebody", Cancellation);
        await store.Get<Database>().WriteAsync(link => link.ExecuteAsync("INSERT INTO audit_index (number, organization_id, at, act, result, client_id, node, sequence) VALUES (1, 'o', 0, 'a', 'allowed', @id, 'n', 1)", ("id", told.ClientId)), Cancellation);
        foreach (var client in new[] { plain, told, acting })
        {
            Assert.True(await credentials.DeleteAsync(organization.Id, client.ClientId, null, store.Now, Cancellation));
            Assert.True(await projects.DeleteAsync(organization.Id, client.ProjectId, null, store.Now, Cancellation));
        }

        async Task<string> StandAsync()
        {
            var standing = new List<string>();
            foreach (var (name, client) in new[] { ("plain", plain), ("told", told), ("acting", acting), ("living", living) })
            {
                if (await credentials.OrganizationOfAsync(client.ClientId, Cancellation) is not null) standing.Add(name);
                if (await projects.OrganizationOfAsync(client.ProjectId, Cancellation) is not null) standing.Add(name + "'s project");
            }

            return string.Join(", ", standing);
        }

        store.Time.Advance(TimeSpan.FromDays(399));
        await cleaner.CleanAsync(Cancellation);
        Assert.Equal("plain, plain's project, told, told's project, acting, acting's project, living, living's project", await StandAsync());
        store.Time.Advance(TimeSpan.FromDays(2));
        await cleaner.CleanAsync(Cancellation);
        Assert.Equal("told, told's project, acting, acting's project, living, living's project", await StandAsync());
        await store.Get<Database>().WriteAsync(link => link.ExecuteAsync("DELETE FROM audit_index WHERE number = 1"), Cancellation);
        await cleaner.CleanAsync(Cancellation);
        Assert.Equal("acting, acting's project, living, living's project", await StandAsync());
        Assert.Equal(CredentialAddition.NoProject, await credentials.AddAsync(plain, "frameio", "somebody", null, 10, Cancellation));
    }

    [Theory, Stores]
    public async Task leaves_a_revoked_family_revoked_when_the_set_forgets_it(StoreKind kind)
    {
        await using var store = await Store.OpenAsync(kind);
        var family = store.AFamily();
        await store.Get<IRefreshTokenStore>().StartAsync(family, Cancellation);

        // As when another node revokes it in the instant in which it starts.
        await store.Get<IRevocationFeed>().RevokeAsync(RevocationKind.Family, family.FamilyId, store.Now, Cancellation);
        Assert.NotNull((await store.Get<IRefreshTokenStore>().FindAsync(family.FamilyId, Cancellation))!.RevokedAt);
        Assert.False(await store.Get<IRefreshTokenStore>().RotateAsync(family.FamilyId, "first", "next", new byte[1], family.ExpiresAt, store.Now, Cancellation));
        store.Time.Advance(TimeSpan.FromDays(9));
        await store.Get<Cleaner>().CleanAsync(Cancellation);
        Assert.Empty(await store.Get<IRevocationFeed>().ReadAfterAsync(0, Cancellation));
        Assert.NotNull((await store.Get<IRefreshTokenStore>().FindAsync(family.FamilyId, Cancellation))!.RevokedAt);
        Assert.False(await store.Get<IRefreshTokenStore>().RotateAsync(family.FamilyId, "first", "next", new byte[1], family.ExpiresAt, store.Now, Cancellation));
    }
}
