using System.Diagnostics;
using CsCheck;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Protocol.Tests.OAuth;

[Spec("ims.md", "2.2")]
public class A_redirect_pattern
{
    private static readonly RedirectRules Web = new() { Web = true, PrivateUseSchemes = false, LoopbackOnAnyPort = false, InDevelopment = true, ClientId = "c1" };

    [Theory]
    [InlineData(@"http://127\.0\.0\.1:[0-9]+/callback", "http://127.0.0.1:51004/callback")]
    [InlineData(@"http://localhost:[0-9]+/callback", "http://localhost:8888/callback")]
    [InlineData(@"http://localhost:[0-9]+", "http://localhost:8888")]
    [InlineData(@"http://localhost:[0-9]+", "http://localhost:8888/")]
    [InlineData(@"http://localhost:\d+/", "http://localhost:8888")]
    [InlineData(@"http:\/\/localhost:[0-9]+\/callback", "http://localhost:8888/callback")]
    [InlineData(@"http://\[::1\]:[0-9]+/callback", "http://[::1]:8888/callback")]
    [InlineData(@"http://localhost:9898/callback", "http://localhost:9898/callback")]
    [InlineData(@"https://app\.example/callback", "https://app.example/callback")]
    [InlineData(@"https://app\.example:8443/tenants/[a-z]+/callback", "https://app.example:8443/tenants/north/callback")]
    [InlineData(@"https://app\.example/.*", "https://app.example")]
    [InlineData(@"https://app\.example/.*", "https://app.example/a/b?c=d")]
    [InlineData(@"https://app\.example/(?:a|b)/callback", "https://app.example/b/callback")]
    [InlineData(@"https://app\.example/a|/b", "https://app.example/b")]
    public void matches_what_it_describes(string pattern, string sent)
    {
        Assert.Null(RedirectUris.WhatIsWrongWithPatterns(Web, [pattern]));
        Assert.True(new RedirectUris(Web, [], [pattern]).Match(sent));
    }

    [Theory, Attack("A1"), Attack("A4")]
    [InlineData(@"http://127\.0\.0\.1:[0-9]+/callback", "http://127.0.0.1/callback2")]
    [InlineData(@"http://127\.0\.0\.1:[0-9]+/callback", "http://127.0.0.1:51004/callback/")]
    [InlineData(@"http://127\.0\.0\.1:[0-9]+/callback", "http://127.0.0.1:51004/callback?x=1")]
    [InlineData(@"http://127\.0\.0\.1:[0-9]+/callback", "http://127.0.0.1:51004/x/callback")]
    [InlineData(@"http://127\.0\.0\.1:[0-9]+/callback", "http://127.0.0.1:99999/callback")]
    [InlineData(@"http://127\.0\.0\.1:[0-9]+/callback", "http://127.0.0.1:x@evil.example/callback")]
    [InlineData(@"http://127\.0\.0\.1:[0-9]+/callback", "http://127a0a0a1:51004/callback")]
    [InlineData(@"http://127\.0\.0\.1:[0-9]+/callback", "https://127.0.0.1:51004/callback")]
    [InlineData(@"http://127\.0\.0\.1:[0-9]+/callback", "http://127.0.0.1.evil.example:51004/callback")]
    [InlineData(@"http://localhost:[0-9]+", "http://localhost:8888/callback")]
    [InlineData(@"http://localhost:[0-9]+", "http://localhost:8888.evil.example")]
    [InlineData(@"http://localhost:[0-9]+", "http://localhost:8888@evil.example")]
    [InlineData(@"https://app\.example/.*", "https://app.example.evil.example/a")]
    [InlineData(@"https://app\.example/.*", "https://app.example/../a")]
    [InlineData(@"https://app\.example/.*", "https://app.example//evil.example")]
    [InlineData(@"https://app\.example/.*", "https://app.example/a#b")]
    [InlineData(@"https://app\.example/a|/b", "https://app.example/ax")]
    [InlineData(@"https://app\.example/a|/b", "https://app.example/x/b")]
    [InlineData(@"https://app\.example/callback", "https://app.example/callback\n")]
    public void matches_nothing_else(string pattern, string sent) => Assert.False(new RedirectUris(Web, [], [pattern]).Match(sent));

    [Theory]
    [InlineData("https://app.example/callback", "a period")]
    [InlineData("http://127.0.0.1:[0-9]+/callback", "a period")]
    [InlineData(@"https://.*\.example/callback", "a period")]
    [InlineData(@"https://[a-z]+\.example/callback", "literal")]
    [InlineData(@"https://(app|web)\.example/callback", "literal")]
    [InlineData(@"https?://app\.example/callback", "literal")]
    [InlineData(@"^https://app\.example/callback$", "literal")]
    [InlineData(@"https://app\.example:[0-9]+/callback", "any port")]
    [InlineData(@"https://127\.0\.0\.1:[0-9]+5/callback", "literal")]
    [InlineData(@"http://\[::[0-9]+\]/callback", "literal")]
    [InlineData(@"https://app\.example:84[0-9]+/callback", "literal")]
    [InlineData(@"http://app\.example/callback", "http")]
    [InlineData(@"https://app\.example@evil\.example/callback", "literal")]
    [InlineData(@"https://app\.example/a)|(b", "regular expression")]
    [InlineData(@"https://app\.example/(a", "regular expression")]
    [InlineData(@"https://app\.example/(a)\1", "regular expression")]
    [InlineData(@"https://app\.example/(?=a)a", "not supported")]
    [InlineData(@"https://app\.example/(?i)a", "not supported")]
    [InlineData(@"https://app\.example/(?#x)a", "not supported")]
    [InlineData(@"https://app\.example/((a{1000}){1000}){1000}", "regular expression")]
    [InlineData(@"https://app\.example/a b", "a space")]
    [InlineData(@"https://аpp\.example/a", "literal")]
    [InlineData(@"javascript:.*", "a period")]
    [InlineData("", "empty")]
    [InlineData(@"com\.example\.app:/callback", "")]
    public void is_refused_at_registration_when_anything_but_the_path_is_an_expression(string pattern, string because)
    {
        Assert.Contains(because, RedirectUris.WhatIsWrongWithPatterns(Web, [pattern]) ?? throw new InvalidOperationException("it was registered"), StringComparison.Ordinal);
        foreach (var sent in (string[])["https://app.example/callback", "https://evil.example/callback", "https://evil.example/", "http://127.0.0.1:5/callback", "https://app.example/a"]) Assert.False(new RedirectUris(Web, [], [pattern]).Match(sent));
    }

    [Fact]
    public void is_no_matter_for_a_native_application() =>
        Assert.NotNull(RedirectUris.WhatIsWrongWithPatterns(new() { Web = false, PrivateUseSchemes = true, LoopbackOnAnyPort = true, InDevelopment = true, ClientId = "c1" }, [@"http://localhost:[0-9]+"]));

    [Fact]
    public void has_any_port_only_in_development() => Assert.NotNull(RedirectUris.WhatIsWrongWithPatterns(Web with { InDevelopment = false }, [@"https://127\.0\.0\.1:[0-9]+/callback"]));

    [Fact]
    public void counts_against_512_characters_with_all_others()
    {
        var half = @"https://app\.example/" + new string('a', 235);
        Assert.Null(RedirectUris.WhatIsWrongWithPatterns(Web, [half, half[..^1]]));
        Assert.NotNull(RedirectUris.WhatIsWrongWithPatterns(Web, [half, half]));
    }

    [Theory, Attack("H9")]
    [InlineData(@"https://app\.example/(a+)+b")]
    [InlineData(@"https://app\.example/(a|aa)+b")]
    [InlineData(@"https://app\.example/(.*)*b")]
    public void takes_bounded_time(string pattern)
    {
        var uris = new RedirectUris(Web, [], [pattern]);
        var text = "https://app.example/" + new string('a', 2000);
        Assert.False(uris.Match(text));
        var watch = Stopwatch.StartNew();
        Assert.False(uris.Match(text));
        Assert.True(watch.ElapsedMilliseconds < 500, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact, Attack("H9")]
    public void never_throws_and_never_leaves_its_host()
    {
        var parts = Gen.OneOf<string>(Gen.OneOf("https://", "http://", @"app\.example", "localhost", ":[0-9]+", ":8443", "/", "/cb", ".*", "(", ")", "|", "[", "]", @"\", "^", "$", "*", "?", "(?:", "{2}", "@", "#"), Gen.String[0, 3]);
        parts.List[0, 10].Select(string.Concat).Sample(text =>
        {
            _ = RedirectUris.WhatIsWrongWithPatterns(Web, [text]);
            var uris = new RedirectUris(Web, [], [text]);
            return !uris.Match("https://evil.example/cb") && !uris.Match("https://evil.example") && !uris.MatchOrigin("https://evil.example");
        }, iter: 5_000);
    }
}
