using CsCheck;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Protocol.Tests.OAuth;

[Spec("RFC 9700", "2.1")]
public class A_redirect_uri
{
    private static readonly RedirectRules Web = new() { Web = true, PrivateUseSchemes = false, LoopbackOnAnyPort = false, InDevelopment = true, ClientId = "c1" };
    private static readonly RedirectRules Live = Web with { InDevelopment = false };
    private static readonly RedirectRules Native = new() { Web = false, PrivateUseSchemes = true, LoopbackOnAnyPort = true, InDevelopment = true, ClientId = "c1" };

    private static readonly string Assigned = "adobe+" + new string('a', 40) + "://adobeid/c1";

    /// <summary>Whole URIs that may be registered nowhere and proven nowhere.</summary>
    public static readonly TheoryData<string> Refused =
    [
        "", " ", "https", "https:", "https:/", "https://", "//evil.example", "/\t//evil.example", @"\/evil.example", "/callback", "callback", "?code=1",
        "javascript:alert(1)", "javascript://app.example/%0Aalert(1)", "data:text/html,x", "file:///etc/passwd", "file://host/x", "vbscript:x", "blob:https://app.example/x", "about:blank", "mailto:a@b.example", "urn:ietf:wg:oauth:2.0:oob",
        "https://app.example/cb#", "https://app.example/cb#x", "https://app.example/cb%23x#y",
        "https://app.example@evil.example/cb", "https://user:pass@app.example/cb", "https://app.example%40evil.example/cb", "https://@app.example/cb", "http://127.0.0.1@evil.example/callback",
        @"https://app.example\@evil.example/cb", @"https:\\app.example\cb", @"https://evil.example\.app.example/cb", "https://app.example/\\evil",
        "https://app.example/c b", "https://app.example/cb\n", "https://app.example/cb\r\nSet-Cookie: x", "\thttps://app.example/cb", "https://app.example/\u0000", "https://app\u0000.example/cb", "https://app.example/cb\u007f",
        "https://аpp.example/cb", "https://app.exаmple/cb", "https://app。example/cb", "https://app.example/cb\u200b", "https://ⓐpp.example/cb",
        "HTTPS://app.example/cb", "Https://app.example/cb", "https://App.example/cb", "https://app.example:443/cb", "http://127.0.0.1:80/callback", "https://app.example:0443/cb", "https://app.example:/cb", "https://app.example:0/cb", "https://app.example:65536/cb", "https://app.example:+443/cb", "https://app.example:8443:1/cb",
        "https://app.example/./cb", "https://app.example/../cb", "https://app.example/a/..", "https://app.example/a/.", "https://app.example//cb", "https://app.example/cb//", "https://app.example/%2e%2e/cb", "https://app.example/%2E%2E/cb", "https://app.example/%63b", "https://app.example/cb%2f", "https://app.example/cb%2F..", "https://app.example/%5Cevil", "https://app.example/%09/evil", "https://app.example/%00", "https://app.example/cb%", "https://app.example/cb%4", "https://app.example/cb%zz", "https://app.example/cb?x=%0D%0A", "https://app.example/cb?x=%7E", "https://app.example/cb?x=%c3%A4",
        "https://app.example./cb", "https://.app.example/cb", "https://app..example/cb", "https://-app.example/cb", "https://app_1.example/cb", "https://*.example/cb", "https://app.example,evil.example/cb",
        "https://2130706433/cb", "https://0x7f.1/cb", "https://127.1/cb", "https://0177.0.0.1/cb", "https://127.0.0.1.0/cb", "https://127.0.0.256/cb", "https://127.0.0.01/cb", "https://evil.example.1/cb",
        "https://[::1/cb", "https://[0:0:0:0:0:0:0:1]/cb", "https://[::ffff:7f00:1]/cb", "https://[::ffff:127.0.0.1]/cb", "https://[::7f00:1]/cb", "https://[2001:DB8::1]/cb", "https://[2001:db8:0::1]/cb", "https://[2001:0db8::1]/cb", "https://[1::2::3]/cb", "https://[1:2:3:4:5:6:7::8]/cb", "https://[1:2:3:4:5:6:7:8:9]/cb", "https://[:1]/cb", "https://[::12345]/cb", "https://[::1%25eth0]/cb", "https://[fe80::1%eth0]/cb", "https://[v1.x]/cb", "https://[]/cb", "https://[::1]evil.example/cb", "https://::1/cb",
        "https://app.example/<script>", "https://app.example/\"cb", "https://app.example/{cb}", "https://app.example/c|b", "https://app.example/c^b", "https://app.example/c`b", "https://app.example/[cb]",
    ];

    public static readonly TheoryData<string> Fine = ["https://app.example", "https://app.example/", "https://app.example/cb", "https://app.example:8443/cb?a=b&c=%20d/?e", "https://127.0.0.1:7443/callback", "https://localhost/redirect/", "https://[2001:db8::1]/cb", "https://xn--app-0ra.example/cb", "https://app.example/a%20b/c@d:e;f=g"];

    [Theory, MemberData(nameof(Refused)), Attack("A1"), Attack("A3"), Attack("A4"), Attack("A5")]
    public void is_refused_in_every_form_that_two_readers_could_read_differently(string text)
    {
        Assert.NotNull(RedirectUris.WhatIsWrongWithUri(Web, text));
        Assert.NotNull(RedirectUris.WhatIsWrongWithUri(Native, text));

        // Not even where it stands in the database after all.
        Assert.False(new RedirectUris(Web, [text], []).Match(text));
        Assert.False(new RedirectUris(Native, [text], []).Match(text));
        Assert.False(new RedirectUris(Web, [], [@"https://app\.example/.*", @"http://127\.0\.0\.1:[0-9]+/.*"]).Match(text));
    }

    [Theory, MemberData(nameof(Fine))]
    public void of_a_web_application_is_https_in_its_canonical_form(string text)
    {
        Assert.Null(RedirectUris.WhatIsWrongWithUri(Live, text));
        Assert.True(new RedirectUris(Live, [text], []).Match(text));
        Assert.NotNull(RedirectUris.WhatIsWrongWithUri(Native, text));
    }

    [Theory, Attack("A1")]
    [InlineData("https://app.example.evil.example/cb")]
    [InlineData("https://appXexample/cb")]
    [InlineData("https://evil.example/https://app.example/cb")]
    [InlineData("https://app.example/cb/")]
    [InlineData("https://app.example/CB")]
    [InlineData("https://app.example/cb?")]
    [InlineData("https://app.example/cb?x=1")]
    [InlineData("https://app.example/cbx")]
    [InlineData("https://app.example/c")]
    [InlineData("https://app.example")]
    [InlineData("https://app.example:8443/cb")]
    [InlineData("http://app.example/cb")]
    [InlineData("https://www.app.example/cb")]
    public void is_proven_character_by_character(string sent) => Assert.False(new RedirectUris(Web, ["https://app.example/cb"], []).Match(sent));

    [Theory]
    [InlineData("http://127.0.0.1:7443/cb", true)]
    [InlineData("http://localhost:7443/cb", true)]
    [InlineData("http://[::1]:7443/cb", true)]
    [InlineData("http://app.example/cb", false)]
    [InlineData("http://127.0.0.2/cb", false)]
    [InlineData("http://localhost.evil.example/cb", false)]
    [InlineData("com.example.app:/cb", false)]
    public void of_a_web_application_is_http_on_this_machine_only_while_in_development(string text, bool inDevelopment)
    {
        Assert.Equal(inDevelopment, RedirectUris.WhatIsWrongWithUri(Web, text) is null);
        Assert.NotNull(RedirectUris.WhatIsWrongWithUri(Live, text));

        // One that was registered in development is dead in production.
        Assert.False(new RedirectUris(Live, [text], []).Match(text));
    }

    [Theory, Spec("RFC 8252", "7"), Attack("A5")]
    [InlineData("http://127.0.0.1/callback", true)]
    [InlineData("http://[::1]:1234/callback", true)]
    [InlineData("northlight.ingest:/callback", true)]
    [InlineData("com.example.app://done/callback", true)]
    [InlineData("northlight:/callback", false)]
    [InlineData("northlight.:/callback", false)]
    [InlineData("northlight.ingest:callback", false)]
    [InlineData("http://localhost/callback", false)]
    [InlineData("http://localhost:1234/callback", false)]
    [InlineData("http://127.0.0.1.evil.example/callback", false)]
    [InlineData("adobe+0123://adobeid/c1", false)]
    [InlineData("adobe+0123456789abcdef0123456789abcdef01234567://adobeid/c1", true)]
    [InlineData("adobe+0123456789abcdef0123456789abcdef01234567://adobeid/c2", false)]
    [InlineData("adobe+0123456789abcdef0123456789abcdef01234567://adobeid/c1/x", false)]
    [InlineData("adobe+0123456789ABCDEF0123456789ABCDEF01234567://adobeid/c1", false)]
    public void of_a_native_application_is_a_scheme_of_its_own_or_a_loopback_address(string text, bool allowed) =>
        Assert.Equal(allowed, RedirectUris.WhatIsWrongWithUri(Native, text) is null);

    [Theory, Spec("RFC 8252", "7.3"), Attack("A5")]
    [InlineData("http://127.0.0.1/callback", true)]
    [InlineData("http://127.0.0.1:1/callback", true)]
    [InlineData("http://127.0.0.1:65535/callback", true)]
    [InlineData("http://127.0.0.1:51004/other", false)]
    [InlineData("http://127.0.0.1:51004/callback/", false)]
    [InlineData("http://127.0.0.1:51004/callback?x=1", false)]
    [InlineData("http://127.0.0.1:51004", false)]
    [InlineData("http://localhost:51004/callback", false)]
    [InlineData("http://[::1]:51004/callback", false)]
    [InlineData("https://127.0.0.1:51004/callback", false)]
    [InlineData("http://127.0.0.1.evil.example/callback", false)]
    [InlineData("http://127.0.0.1@evil.example/callback", false)]
    [InlineData("http://127.0.0.1:99999/callback", false)]
    [InlineData("northlight.ingest:/callback", true)]
    [InlineData("northlight.ingest:/callback2", false)]
    [InlineData("northlight.ingest://callback", false)]
    public void of_a_native_application_may_vary_in_its_loopback_port_and_nothing_else(string sent, bool proven) =>
        Assert.Equal(proven, new RedirectUris(Native, ["http://127.0.0.1/callback", "northlight.ingest:/callback", Assigned], []).Match(sent));

    [Fact]
    public void of_a_web_application_keeps_its_port() => Assert.False(new RedirectUris(Web, ["http://127.0.0.1:7443/cb"], []).Match("http://127.0.0.1:7444/cb"));

    [Fact]
    public void by_default_is_at_most_256_characters()
    {
        Assert.Null(RedirectUris.WhatIsWrongWithDefault(Web, "https://app.example/" + new string('a', 236)));
        Assert.NotNull(RedirectUris.WhatIsWrongWithDefault(Web, "https://app.example/" + new string('a', 237)));
    }

    [Theory]
    [InlineData("https://app.example", true)]
    [InlineData("http://127.0.0.1:51004", true)]
    [InlineData("https://app.example:8443", false)]
    [InlineData("http://app.example", false)]
    [InlineData("https://app.example.evil.example", false)]
    [InlineData("https://app.example/", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("https://App.example", false)]
    public void lends_its_origin_to_pages_of_the_same_scheme_host_and_port(string origin, bool allowed) =>
        Assert.Equal(allowed, new RedirectUris(Web, ["https://app.example/cb"], [@"http://127\.0\.0\.1:[0-9]+/callback"]).MatchOrigin(origin));

    [Fact, Attack("H9")]
    public void never_throws_and_is_what_it_says()
    {
        var parts = Gen.OneOf<string>(Gen.OneOf("https", "http", ":", "/", "//", "@", "\\", "?", "#", "[", "]", "%2F", "%2e", "..", ".", "127.0.0.1", "[::1]", "app.example", ":443", ":8443", "cb", "\t", "é"), Gen.String[0, 4]);
        parts.List[0, 12].Select(string.Concat).Sample(text =>
        {
            if (CanonicalUri.Parse(text, out var wrong) is not { } uri) return wrong.Length > 0;
            var rebuilt = uri.Scheme + ":" + (uri.Host is null ? "" : "//" + uri.Host + (uri.Port is { } port ? $":{port}" : "")) + uri.Path + uri.Query;
            return rebuilt == text && RedirectUris.WhatIsWrongWithUri(Web, text) is null == new RedirectUris(Web, [text], []).Match(text);
        }, iter: 20_000);
    }

    [Fact, Spec("RFC 5952", "4")]
    public void with_an_IPv6_address_is_read_as_the_platform_writes_it()
    {
        var zeros = Gen.OneOf(Gen.Const((ushort)0), Gen.UShort);
        zeros.Array[8].Sample(groups =>
        {
            var address = new System.Net.IPAddress([.. groups.SelectMany(group => new[] { (byte)(group >> 8), (byte)group })]).ToString();
            return address.Contains('.', StringComparison.Ordinal) || CanonicalUri.Parse($"https://[{address}]/cb", out _) is { } uri && uri.Host == $"[{address}]";
        });
    }

    [Fact, Spec("RFC 3986", "6.2.2")]
    public void is_read_as_the_platform_reads_it()
    {
        var label = Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['0', '9']), 1, 8].Select(text => "h" + text);
        Gen.Select(label.List[1, 3], Gen.Int[1, 65_535], Gen.OneOf("", "/", "/cb", "/a/b", "/a%20b"), Gen.OneOf("", "?x=1", "?x=%2F&y=/?")).Sample((labels, port, path, query) =>
        {
            var text = $"https://{string.Join('.', labels)}{(port == 443 ? "" : $":{port}")}{path}{query}";
            var theirs = new Uri(text);
            return CanonicalUri.Parse(text, out _) is { } ours && ours.Host == theirs.Host && (ours.Port ?? 443) == theirs.Port && (ours.Path.Length == 0 ? "/" : ours.Path) == theirs.AbsolutePath && ours.Query == theirs.Query;
        });
    }
}
