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

    private async Task PublicAsync(string name, SeedClient client)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, name, client);
        result.Has("person.email", Seed.Ada);
        result.Has("rotated", "true");
        result.Has("afterRevocation.error", "invalid_grant");
    }
}
