using System.Globalization;

namespace Stagedoor.Clients.Tests;

/// <summary>npm @adobe/aio-lib-ims, as published, with its public <c>endpoint</c> set to ours.</summary>
[Slow, OnStore(StoreKind.Sqlite), Spec("ims.md", "6.1")]
public class Adobes_own_library(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    private const string Script = "aio-lib-ims.mjs";

    [Fact]
    public async Task takes_client_credentials_validates_and_invalidates()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, "serverToServer", Seed.DailiesBot);
        Assert.InRange(double.Parse(result.At("lifetime")!, CultureInfo.InvariantCulture), 86_000_000, 86_400_000);
        Assert.InRange(double.Parse(result.At("expiresIn")!, CultureInfo.InvariantCulture), 86_000, 86_400);
        result.Has("type", "bearer");
        result.Has("claims.type", "access_token");
        result.Has("claims.client_id", Seed.DailiesBot.Id);
        result.Has("claims.as", "stagedoor");
        result.Has("claims.scope", "openid,AdobeID,frame.s2s.all");
        result.Has("valid.valid", "true");
        result.Has("valid.token.client_id", Seed.DailiesBot.Id);
        result.Has("organizations.0.orgRef.ident", Seed.Organization[..24]);
        result.Has("invalid.valid", "false");
        Assert.Contains("invalid client_secret parameter", result.At("wrong.message"), StringComparison.Ordinal);
        Assert.StartsWith("400 ", result.At("wrong.message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task signs_a_person_in_refreshes_and_invalidates_with_everything_that_came_of_it()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, "code", Seed.ReviewBoard);
        result.Has("sameState", "true");
        result.Has("codeType", "authorization_code");
        Assert.InRange(double.Parse(result.At("expiresIn")!, CultureInfo.InvariantCulture), 86_000_000, 86_400_000);
        Assert.InRange(double.Parse(result.At("refreshLifetime")!, CultureInfo.InvariantCulture), 13 * 86_400_000d, 14 * 86_400_000d);
        result.Has("profile.email", Seed.Ada);
        result.Has("organizations.0.orgName", "Northlight Pictures");
        result.Has("rotated", "true");
        result.Has("valid.0.valid", "true");
        result.Has("valid.1.valid", "true");
        result.Has("cascaded.0.valid", "false");
        result.Has("cascaded.1.valid", "false");
        Assert.StartsWith("400 ", result.At("replay.message"), StringComparison.Ordinal);
        Assert.Contains("access_denied", result.At("replay.message"), StringComparison.Ordinal);
        Assert.Contains("invalid_grant", result.At("dead.message"), StringComparison.Ordinal);
    }

    [Fact, Spec("ims.md", "1.13")]
    public async Task is_told_that_the_old_exchange_has_ended()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var result = await new Driver(app).NodeAsync(Script, "jwt", Seed.DailiesBot);
        Assert.StartsWith("400 ", result.At("message"), StringComparison.Ordinal);
    }
}
