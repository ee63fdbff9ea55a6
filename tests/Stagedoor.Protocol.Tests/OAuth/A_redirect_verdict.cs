using CsCheck;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Protocol.Tests.OAuth;

/// <summary>What the owner of a client is told of a redirect URI: never another answer than the rule gives, and what differs.</summary>
[Spec("RFC 9700", "2.1")]
public class A_redirect_verdict
{
    private static readonly RedirectRules Web = new() { Web = true, PrivateUseSchemes = false, LoopbackOnAnyPort = false, InDevelopment = true, ClientId = "c1" };
    private static readonly RedirectRules Native = new() { Web = false, PrivateUseSchemes = true, LoopbackOnAnyPort = true, InDevelopment = false, ClientId = "c1" };

    [Theory]
    [InlineData("https://app.example/cb", RedirectDifference.TrailingSlash, "https://app.example/cb/")]
    [InlineData("https://app.example/cb", RedirectDifference.Case, "https://app.example/CB")]
    [InlineData("https://app.example/cb", RedirectDifference.Path, "https://app.example/other")]
    [InlineData("https://app.example/cb", RedirectDifference.Query, "https://app.example/cb?a=1")]
    [InlineData("https://app.example/cb", RedirectDifference.Port, "https://app.example:8443/cb")]
    [InlineData("https://app.example/cb", RedirectDifference.Host, "https://app.example.evil.example/cb")]
    [InlineData("http://localhost/cb", RedirectDifference.Scheme, "https://localhost/cb")]
    [InlineData("https://app.example", RedirectDifference.TrailingSlash, "https://app.example/")]
    public void names_the_part_that_differs(string registered, RedirectDifference expected, string sent)
    {
        var verdict = new RedirectUris(Web, [registered], []).Judge(sent);
        Assert.False(verdict.Matches);
        Assert.Equal([expected], verdict.Differences);
        Assert.Equal(registered, verdict.Registered);
    }

    [Fact]
    public void compares_with_the_nearest_and_names_every_part()
    {
        var uris = new RedirectUris(Web, ["https://other.example/callback", "https://app.example/callback"], [@"https://app\.example/tenants/[a-z]+"]);
        var verdict = uris.Judge("https://app.example:8443/Callback");
        Assert.Equal("https://app.example/callback", uris.Judge("https://app.example/callback/").Registered);
        Assert.Equal([RedirectDifference.Port], verdict.Differences);
        Assert.Equal([RedirectDifference.Expression], new RedirectUris(Web, [], [@"https://app\.example/tenants/[a-z]+"]).Judge("https://app.example/tenants/7").Differences);
        Assert.Equal([RedirectDifference.Port, RedirectDifference.Case], new RedirectUris(Web, ["https://app.example/callback"], []).Judge("https://app.example:8443/Callback").Differences);
        Assert.Equal(@"https://app\.example/tenants/[a-z]+", uris.Judge("https://app.example/tenants/north").Registered);
    }

    [Fact]
    public void says_why_nobody_of_the_kind_may_have_it()
    {
        Assert.Contains("fragment", new RedirectUris(Web, ["https://app.example/cb"], []).Judge("https://app.example/cb#x").Reason!, StringComparison.Ordinal);
        Assert.Equal([RedirectDifference.NotCanonical], new RedirectUris(Web, ["https://app.example/cb"], []).Judge("HTTPS://APP.example/cb").Differences);
        var localhost = new RedirectUris(Native, ["http://127.0.0.1/cb"], []).Judge("http://localhost:5000/cb");
        Assert.Equal([RedirectDifference.Forbidden], localhost.Differences);
        Assert.Contains("never to localhost", localhost.Reason!, StringComparison.Ordinal);
        Assert.True(new RedirectUris(Native, ["http://127.0.0.1/cb"], []).Judge("http://127.0.0.1:5000/cb").Matches);
        Assert.Contains("production", new RedirectUris(Web with { InDevelopment = false }, ["http://localhost/cb"], []).Judge("http://localhost/cb").Reason!, StringComparison.Ordinal);
        Assert.Equal([RedirectDifference.NothingRegistered], new RedirectUris(Web, [], []).Judge("https://app.example/cb").Differences);
    }

    [Fact]
    public void never_says_other_than_the_rule()
    {
        var part = Gen.Select(Gen.OneOf("https", "http", "HTTPS", "com.example.app"), Gen.OneOf("app.example", "127.0.0.1", "localhost", "[::1]", "App.example"), Gen.OneOf("", ":8443", ":51004", ":0"), Gen.OneOf("", "/", "/cb", "/CB", "/cb/", "/tenants/north"), Gen.OneOf("", "?", "?a=1", "#x"))
            .Select((scheme, host, port, path, query) => $"{scheme}://{host}{port}{path}{query}");
        var pattern = Gen.OneOf(@"https://app\.example/tenants/[a-z]+", @"http://localhost:[0-9]+/cb", @"http://127\.0\.0\.1:[0-9]+");
        Gen.Select(part.Array[0, 3], pattern.Array[0, 2], part, Gen.Bool, Gen.Bool).Sample((whole, patterns, sent, native, development) =>
        {
            var uris = new RedirectUris((native ? Native : Web) with { InDevelopment = development }, whole, patterns);
            var verdict = uris.Judge(sent);
            return verdict.Matches == uris.Match(sent) && (!verdict.Matches || verdict.Registered is not null) && verdict.Reason is not null == verdict.Differences.Any(d => d is RedirectDifference.NotCanonical or RedirectDifference.Forbidden);
        });
    }
}
