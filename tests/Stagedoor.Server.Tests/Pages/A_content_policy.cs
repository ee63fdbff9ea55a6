using Stagedoor.Pages;

namespace Stagedoor.Server.Tests.Pages;

[Attack("F8"), Spec("CSP 3", "6.3.1")]
public class A_content_policy
{
    [Theory]
    [InlineData(null, "form-action 'self';")]
    [InlineData("https://app.example/callback?x=1", "form-action 'self' https://app.example:443;")]
    [InlineData("http://127.0.0.1:7443/callback", "form-action 'self' http://127.0.0.1:7443;")]
    [InlineData("http://localhost:3000/cb", "form-action 'self' http://localhost:3000;")]
    [InlineData("http://[::1]:3000/cb", "form-action 'self' http:;")]
    [InlineData("northlight.ingest:/callback", "form-action 'self' northlight.ingest:;")]
    [InlineData("adobe+0123456789abcdef0123456789abcdef01234567://adobeid/0f1e", "form-action 'self' adobe+0123456789abcdef0123456789abcdef01234567:;")]
    public void names_the_place_that_the_form_may_end_at(string? callback, string part) => Assert.Contains(part, ContentPolicy.For(callback), StringComparison.Ordinal);

    [Theory]
    [InlineData("x y:/callback")]
    [InlineData("x;script-src *:/callback")]
    [InlineData("https://a.example;script-src 'unsafe-inline'/")]
    [InlineData("no scheme")]
    [InlineData("")]
    public void takes_nothing_else_from_the_callback(string callback)
    {
        var policy = ContentPolicy.For(callback);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain('*', policy);
        Assert.Equal(6, policy.Split(';').Length);
    }
}
