using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Tests.Management;

/// <summary>Rotation without a pause: another secret is added, and the older one is given an end.</summary>
public class A_secret_that_is_retired(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task works_until_then_and_no_longer(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store });
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var path = $"/credentials/{Seed.DailiesBot.Id}/secrets";
        var old = (await app.ManageAsync(token, "own", HttpMethod.Get, path)).Ok().Json.GetProperty("items")[0].GetProperty("id").GetString()!;
        var added = await app.ManageAsync(token, "own", HttpMethod.Post, path, """{"name":"second"}""");
        var end = app.Clock.GetUtcNow().AddHours(2);
        Task<Answer> Retire(DateTimeOffset at) => app.ManageAsync(token, "own", HttpMethod.Patch, $"{path}/{old}", $$"""{"expires_at":"{{at:O}}"}""");
        Assert.Equal("bad_expiry", (await Retire(app.Clock.GetUtcNow().AddSeconds(-1)))["code"]);
        Assert.NotEqual("null", (await Retire(end)).Ok()["expires_at"]);
        Assert.Equal("ends_before", (await Retire(end.AddHours(1))).Is(409)["code"]);
        (await Retire(end.AddHours(-1))).Ok();
        (await app.Http.ClientCredentialsAsync("/oauth2/token", Seed.DailiesBot)).Ok();
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(401, (await app.Http.ClientCredentialsAsync("/oauth2/token", Seed.DailiesBot)).Code);
        (await app.Http.ClientCredentialsAsync("/oauth2/token", Seed.DailiesBot with { Secret = added["value"]! })).Ok();
        Assert.Equal("ended", (await Retire(app.Clock.GetUtcNow().AddMinutes(1))).Is(409)["code"]);
        Assert.Equal(404, (await app.ManageAsync(token, "own", HttpMethod.Patch, path + "/nothing", $$"""{"expires_at":"{{end.AddDays(9):O}}"}""")).Code);
    }

    [Theory, Stores, Attack("I1")]
    public async Task of_another_organization_is_not_found_under_ones_own(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var elsewhere = await app.AnotherOrganizationAsync();
        var foreign = await app.ManagementTokenAsync(await app.ManagerAsync(elsewhere.Id));
        var secret = (await app.Of<IDeveloperCredentials>().FindAsync(Seed.Organization, Seed.DailiesBot.Id, "", Cancellation))!.Client.Secrets[0].Id;
        Assert.Equal(404, (await app.ManageAsync(foreign, "own", HttpMethod.Patch, $"/credentials/{Seed.DailiesBot.Id}/secrets/{secret}", $$"""{"expires_at":"{{app.Clock.GetUtcNow().AddDays(1):O}}"}""")).Code);
        Assert.DoesNotContain(Seed.DailiesBot.Id, (await app.ManageAsync(foreign, "own", HttpMethod.Get, "/credentials")).Ok().Text, StringComparison.Ordinal);
    }
}
