namespace Stagedoor.Clients.Tests;

/// <summary>Debian's python3-authlib.</summary>
[Slow, OnStore(StoreKind.Sqlite)]
public class Authlib(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    private const string Script = "authlib_client.py";

    [Fact]
    public async Task signs_in_through_a_web_app()
    {
        var result = await SignInAsync(Seed.ReviewBoard);
        result.Has("live", "true");
        result.Has("dead", "false");
    }

    [Fact]
    public async Task signs_in_through_a_native_app() => await SignInAsync(Seed.DesktopIngest);

    [Fact]
    public async Task takes_client_credentials()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).PythonAsync(Script, "clientCredentials", Seed.DailiesBot);
        Assert.Equal(200, (await app.Http.GetAsync("/v4/me", result.At("tokens.0.access_token"))).Code);
        Assert.Equal(200, (await app.Http.GetAsync("/v4/me", result.At("tokens.1.access_token"))).Code);
        result.Has("wrong.error", "invalid_client");
    }

    [Fact]
    public async Task takes_client_credentials_through_ims()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).PythonAsync(Script, "ims", Seed.DailiesBot);
        Assert.Equal(200, (await app.Http.GetAsync("/v4/me", result.At("tokens.access_token"))).Code);
    }

    private async Task<System.Text.Json.JsonElement> SignInAsync(SeedClient client)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).PythonAsync(Script, "code", client);
        result.Has("challenge", "true");
        result.Has("person.email", Seed.Ada);
        result.Has("person.sub", result.At("sub"));
        result.Has("rotated", "true");
        result.Has("revoked", "200");
        result.Has("after.error", "invalid_grant");
        return result;
    }
}
