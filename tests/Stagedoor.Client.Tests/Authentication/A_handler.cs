using System.Net;

namespace Stagedoor.Client.Tests.Authentication;

/// <summary>What puts the token into requests.</summary>
public class A_handler
{
    private readonly List<string> renewals = [];

    [Fact]
    public async Task renews_once_and_repeats_once_after_a_401()
    {
        using var api = new Wire(sent => Wire.Json(sent.Authorization == "Bearer t-0" ? 401 : 200, "{}"));
        using var http = Client(api);
        using var content = new StringContent("{\"data\":1}");
        var response = await http.PostAsync(new Uri("https://api.frame.io/v4/search"), content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([("Bearer t-0", "{\"data\":1}"), ("Bearer t-1", "{\"data\":1}")], api.All.Select(sent => (sent.Authorization, sent.Body)));
    }

    [Fact]
    public async Task repeats_no_content_that_may_be_spent_and_nothing_that_lacks_a_scope()
    {
        using var api = new Wire(sent => Wire.Json(401, "{}", sent.Method == "GET" ? [("WWW-Authenticate", "Bearer error=\"insufficient_scope\"")] : []));
        using var http = Client(api);
        using var stream = new StreamContent(new MemoryStream([1, 2, 3]));
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PutAsync(new Uri("https://api.frame.io/v4/x"), stream)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(new Uri("https://api.frame.io/v4/x"))).StatusCode);
        Assert.Equal(2, api.All.Count);
        Assert.Empty(renewals);
    }

    [Theory]
    [InlineData("https://frameio-uploads.s3.amazonaws.com/part/1")]
    [InlineData("http://api.frame.io/v4/me")]
    [InlineData("https://api.frame.io:8443/v4/me")]
    [InlineData("https://api.frame.io.evil.example/v4/me")]
    public async Task shows_the_token_to_the_API_and_to_no_one_else(string address)
    {
        using var api = new Wire(_ => Wire.Json(200, "{}"));
        using var http = Client(api);
        await http.GetAsync(new Uri(address));
        Assert.Null(Assert.Single(api.All).Authorization);
    }

    [Fact]
    public async Task leaves_a_header_that_the_caller_set()
    {
        using var api = new Wire(_ => Wire.Json(401, "{}"));
        using var http = Client(api);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.frame.io/v4/me") { Headers = { Authorization = new("Bearer", "mine") } };
        await http.SendAsync(request);
        Assert.Equal("Bearer mine", Assert.Single(api.All).Authorization);
    }

    [Fact]
    public void is_not_made_for_an_API_in_the_clear() => Assert.Throws<ArgumentException>(() => new FrameioHandler(TokenSource.Static("t"), new("http://api.frame.io")));

    [Fact]
    public async Task takes_a_static_token_too()
    {
        using var api = new Wire(_ => Wire.Json(401, "{}"));
        using var http = new HttpClient(new FrameioHandler(TokenSource.Static("fio-u-legacy"), new("https://api.frame.io")) { InnerHandler = api });
        await http.GetAsync(new Uri("https://api.frame.io/v4/me"));
        Assert.Equal("Bearer fio-u-legacy", Assert.Single(api.All).Authorization);
    }

    private HttpClient Client(Wire api) => new(new FrameioHandler(new Counting(renewals), new("https://api.frame.io")) { InnerHandler = api });

    private sealed class Counting(List<string> renewals) : ITokenSource
    {
        public ValueTask<AccessToken> GetTokenAsync(CancellationToken cancellation) => new(new AccessToken($"t-{renewals.Count}"));

        public ValueTask<AccessToken> RenewAsync(AccessToken refused, CancellationToken cancellation)
        {
            renewals.Add(refused.Reveal());
            return GetTokenAsync(cancellation);
        }
    }
}
