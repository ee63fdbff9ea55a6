using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Keys;
using Stagedoor.Server.SignIn.Credentials.Totp;
using Stagedoor.Server.Users;

namespace Stagedoor.Clients.Tests;

/// <summary>npm openid-client, a certified relying party.</summary>
[Slow, OnStore(StoreKind.Sqlite)]
public class Openid_client(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    private const string Script = "openid-client.mjs";

    [Theory]
    [InlineData("code", "false")]
    [InlineData("codeWithPar", "true")]
    [InlineData("codeWithPost", "false")]
    public async Task signs_in_through_a_web_app(string name, string pushed)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, name, Seed.ReviewBoard);
        result.Has("pushed", pushed);
        result.Has("person.email", Seed.Ada);
        result.Has("person.sub", result.At("sub"));
        result.Has("rotated", "true");
        result.Has("live", "true");
        result.Has("liveSub", result.At("sub"));
        result.Has("dead", "false");
        result.Has("afterRevocation.error", "invalid_grant");
    }

    [Theory]
    [InlineData("code")]
    [InlineData("codeWithPar")]
    public async Task signs_in_through_a_native_app(string name) => await PublicAsync(name, Seed.DesktopIngest);

    [Theory]
    [InlineData("code")]
    [InlineData("codeWithPar")]
    public async Task signs_in_through_a_single_page_app(string name) => await PublicAsync(name, Seed.ReviewPage);

    [Fact, Spec("RFC 8628", "3")]
    public async Task signs_in_on_a_device()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, "device", Seed.DesktopIngest);
        result.Has("refresh", "true");
        Assert.Equal(200, (await app.Http.GetAsync("/v4/me", result.At("token"))).Code);
    }

    [Fact]
    public async Task takes_client_credentials()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, "clientCredentials", Seed.DailiesBot);
        for (var way = 0; way < 2; way++)
        {
            result.Has($"results.{way}.type", "bearer");
            result.Has($"results.{way}.refresh", "false");
            result.Has($"results.{way}.live", "true");
            Assert.InRange(int.Parse(result.At($"results.{way}.expiresIn")!, System.Globalization.CultureInfo.InvariantCulture), 86_000, 86_400);
            Assert.Equal(200, (await app.Http.GetAsync("/v4/me", result.At($"results.{way}.token"))).Code);
        }

        result.Has("wrong.error", "invalid_client");
        result.Has("wrong.status", "401");
    }

    [Fact, Spec("RP-Initiated Logout", "2")]
    public async Task signs_out()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, "logout", Seed.ReviewBoard, Seed.ReviewBoardSignedOut);
        result.Has("at", Seed.ReviewBoardSignedOut + "?state=bye");
        result.Has("after.error", "login_required");
    }

    [Fact, Spec("OIDC Core", "3.1.2.1")]
    public async Task asks_for_a_step_up_and_gets_it()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true });
        var secret = TotpSecret.New();
        var person = await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(Seed.Ada, TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<IAuthenticatorStore>().SetAsync(
            new() { PersonId = person!.Id, SealedSecret = TotpSecret.Seal(app.Services.GetRequiredService<MasterKey>(), person.Id, secret), LastStep = 0, CreatedAt = person.CreatedAt }, true, TestContext.Current.CancellationToken);

        // Each code is good once: the second sign-in of the same half minute takes the next one.
        var step = TotpCode.StepAt(TimeProvider.System.GetUtcNow());
        var result = await new Driver(app, code: () => TotpCode.At(secret, step++)).NodeAsync(Script, "stepUp", Seed.ReviewBoard);
        result.Has("supported", "1 2");
        result.Has("plain.acr", "1");
        result.Has("plain.amr", "pwd");
        result.Has("stepped.acr", "2");
        result.Has("stepped.amr", "pwd otp mfa");
        result.Has("silent.acr", "2");
    }

    private async Task PublicAsync(string name, SeedClient client)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, name, client);
        result.Has("person.email", Seed.Ada);
        result.Has("rotated", "true");
        result.Has("afterRevocation.error", "invalid_grant");
    }
}
