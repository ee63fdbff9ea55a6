namespace Stagedoor.Clients.Tests;

/// <summary>npm oauth4webapi, which checks every answer by the letter, RFC 9068 tokens included.</summary>
[Slow, OnStore(StoreKind.Sqlite)]
public class Oauth4webapi(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    private const string Script = "oauth4webapi.mjs";

    [Theory]
    [InlineData("code")]
    [InlineData("codeWithPar")]
    public async Task signs_in_through_a_web_app(string name)
    {
        var result = await SignInAsync(name, Seed.ReviewBoard);
        result.Has("live", "true");
        result.Has("dead", "false");
    }

    [Theory]
    [InlineData("code")]
    [InlineData("codeWithPar")]
    public async Task signs_in_through_a_native_app(string name) => await SignInAsync(name, Seed.DesktopIngest);

    [Fact, Spec("RFC 8628", "3.5")]
    public async Task signs_in_on_a_device()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, "device", Seed.DesktopIngest);
        result.Has("first.error", "authorization_pending");
        result.Has("profile.client", Seed.DesktopIngest.Id);
        Assert.Contains(result.At("again.error"), (string[])["invalid_grant", "expired_token"]);
    }

    [Fact, Spec("RFC 9068", "2.2")]
    public async Task takes_client_credentials()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, "clientCredentials", Seed.DailiesBot);
        result.Has("profile.client", Seed.DailiesBot.Id);
        result.Has("profile.scope", Seed.DailiesBot.Scope);
        result.Has("noStore", "no-store");
        Assert.EndsWith("@techacct.adobe.com", result.At("profile.sub"), StringComparison.Ordinal);
    }

    private async Task<System.Text.Json.JsonElement> SignInAsync(string name, SeedClient client)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, name, client);
        result.Has("sameIssuer", "true");
        result.Has("person.email", Seed.Ada);
        result.Has("claims.aud", client.Id);
        result.Has("rotated", "true");
        result.Has("profile.client", client.Id);
        result.Has("profile.sub", result.At("claims.sub"));
        result.Has("replay.error", "invalid_grant");
        result.Has("family.error", "invalid_grant");
        return result;
    }
}
