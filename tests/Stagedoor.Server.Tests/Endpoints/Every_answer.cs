using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Endpoints;

namespace Stagedoor.Server.Tests.Endpoints;

/// <summary>What holds for all endpoints: request ids, methods, unknown paths, faults, and input of any size or shape.</summary>
[Collection(EndpointTests.Name)]
public class Every_answer(EndpointApps apps)
{
    private static readonly string[] Paths =
    [
        "/ims/token", "/ims/token/v1", "/ims/token/v2", "/ims/token/v3", "/ims/token/v4", "/ims/revoke", "/ims/invalidate_token/v2", "/ims/validate_token/v1", "/ims/exchange/jwt", "/ims/exchange/v1/jwt",
        "/ims/userinfo", "/ims/userinfo/v1", "/ims/userinfo/v2", "/ims/profile/v1", "/ims/organizations/v5", "/ims/organizations/v6", "/ims/keys", "/ims/.well-known/openid-configuration",
        "/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/oauth2/userinfo", "/oauth2/jwks", "/oauth2/par", "/oauth2/device_authorization", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server",
    ];

    private static readonly string[] Reading = ["/ims/token", "/ims/token/v3", "/ims/revoke", "/ims/invalidate_token/v2", "/ims/validate_token/v1", "/ims/userinfo/v2", "/oauth2/token", "/oauth2/revoke", "/oauth2/introspect", "/oauth2/userinfo"];

    [Theory, Stores, Spec("ims.md", "1.15"), Spec("design", "9")]
    public async Task has_a_request_id_that_the_log_knows_and_no_client_chooses(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var path in Paths.Append("/ims/nowhere").Append("/oauth2/nowhere"))
        {
            var answer = await app.Http.GetAsync(path, "x", request => request.Headers.Add("x-request-id", "mine"));
            var id = answer.Header(path.StartsWith("/ims/", StringComparison.Ordinal) ? "x-debug-id" : "x-request-id");
            Assert.True(id is { Length: 32 } && id != "mine", $"{path}: {id}");
            if (answer.Code >= 400) Assert.True(app.Log.Contain(id), $"{path}: not in the log");
        }
    }

    [Theory, Stores, Spec("RFC 9110", "15.5.6")]
    public async Task to_a_wrong_method_names_the_right_ones_and_to_OPTIONS_too(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var path in Paths)
        {
            foreach (var method in (string[])["PUT", "DELETE", "PATCH", "TRACE", "FROBNICATE"])
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                var answer = (await Answer.OfAsync(await app.Http.SendAsync(request, Made.Stop))).Is(405, "invalid_request");
                Assert.Matches("GET|POST", answer.Header("Allow"));
            }

            using var options = new HttpRequestMessage(HttpMethod.Options, path);
            var allowed = await Answer.OfAsync(await app.Http.SendAsync(options, Made.Stop));
            Assert.Equal(204, allowed.Code);
            Assert.Contains("OPTIONS", allowed.Header("Allow"), StringComparison.Ordinal);
        }

        foreach (var path in (string[])["/ims/keys", "/.well-known/openid-configuration"])
        {
            using var head = new HttpRequestMessage(HttpMethod.Head, path);
            using var answer = (await app.Http.SendAsync(head, Made.Stop));
            Assert.True(answer.IsSuccessStatusCode && answer.Content.Headers.ContentLength > 100);
        }
    }

    [Theory, Stores, Spec("ims.md", "1.13")]
    public async Task to_an_unknown_path_and_to_the_ended_exchange_is_JSON(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        foreach (var path in (string[])["/ims/nowhere", "/ims/check/v6/token", "/ims/register", "/oauth2/nowhere", "/.well-known/nowhere"]) (await app.Http.GetAsync(path, null)).Is(404, "not_found");
        foreach (var path in (string[])["/ims/exchange/jwt", "/ims/exchange/v1/jwt"])
        {
            Assert.Contains("2025", (await app.Http.PostFormAsync(path, ("client_id", "x"), ("client_secret", "y"), ("jwt_token", "z"))).Is(400, "unsupported_grant_type")["error_description"], StringComparison.Ordinal);
        }

        var page = await app.Http.GetAsync("/nowhere", null);
        Assert.Equal((404, "text/html"), (page.Code, page.ContentType));
    }

    [Theory, Stores, Attack("H3"), Spec("RFC 6749", "3.2")]
    public async Task to_input_of_any_size_or_shape_is_a_quick_4xx(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer);
        string[] bodies =
        [
            "scope=" + new string('a', 50_000), "scope=" + string.Join('+', Enumerable.Range(0, 10_000).Select(i => $"s{i}")), string.Join('&', Enumerable.Range(0, 10_000).Select(i => $"k{i}=v")),
            "client_id=a&client_id=a", "token=a&token=b", "client_id=%", "client_id=%zz", "client_id=%00", "client_id=%ff%fe", "client_id=%ed%a0%80", "=", "&&&&", "grant_type", "%3d%3d", "client_id=" + new string('a', 60_000), "\0", "{\"grant_type\":\"client_credentials\"}", new string('&', 60_000), "grant_type=" + new string('g', 1_000_000),
        ];
        foreach (var path in Reading)
        {
            foreach (var body in bodies)
            {
                var started = TimeProvider.System.GetTimestamp();
                using var content = new StringContent(body, System.Text.Encoding.Latin1, "application/x-www-form-urlencoded");
                var answer = await Answer.OfAsync(await app.Http.PostAsync(path, content, Made.Stop));
                Assert.True(answer.Code is >= 400 and < 500 || (path.Contains("validate", StringComparison.Ordinal) && answer.Code == 200), $"{path} {body[..Math.Min(40, body.Length)]}: {answer}");
                Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(2), "slow");
            }

            foreach (var type in (string[])["application/json", "text/plain", "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data", "multipart/form-data; boundary=" + new string('b', 200), "x"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([1, 2, 3]) };
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                var answer = await Answer.OfAsync(await app.Http.SendAsync(request, Made.Stop));
                Assert.True(answer.Code is >= 400 and < 500 || (path.Contains("validate", StringComparison.Ordinal) && answer.Code == 200), $"{path} {type}: {answer}");
            }
        }

        foreach (var speaking in Speaking.Both)
        {
            (await app.Http.ClientCredentialsAsync(speaking.Token, client, "openid \"x\"")).Is(400, "invalid_scope");
            (await app.Http.ClientCredentialsAsync(speaking.Token, client, "openid <script>")).Is(400, "invalid_scope");
            (await app.Http.ClientCredentialsAsync(speaking.Token, client, string.Join(' ', Enumerable.Repeat("openid", 101)))).Is(400, "invalid_scope");
            Assert.Equal(431, (await app.Http.GetAsync(speaking.Userinfo, new string('x', 100_000))).Code);
        }
    }

    [Theory, Stores, Spec("design", "3")]
    public async Task to_a_name_sent_twice_is_a_refusal_even_with_equal_values_in_two_places(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer, settings => settings with { SecretInQuery = true });
        foreach (var speaking in Speaking.Both)
        {
            var answer = (await app.Http.PostFormAsync($"{speaking.Token}?scope=openid", ("grant_type", "client_credentials"), ("client_id", client.Id), ("client_secret", client.Secret), ("scope", "openid"))).Is(400, "invalid_request");
            Assert.Contains("scope", answer["error_description"], StringComparison.Ordinal);
            (await app.Http.PostFormAsync(speaking.Token, ("grant_type", "client_credentials"), ("client_id", client.Id), ("client_secret", client.Secret), ("client_secret", client.Secret))).Is(400, "invalid_request");
        }
    }

    [Fact, Spec("ims.md", "1.4"), Spec("design", "9")]
    public async Task to_an_unforeseen_fault_says_nothing_of_it_and_one_line_of_the_log_does()
    {
        foreach (var (path, code, words) in ((string, string, string)[])[("/ims/token/v3", "internal_error", "Please try again later"), ("/oauth2/token", "server_error", "")])
        {
            var (context, body, log) = await FailAsync(path, new InvalidOperationException("canary"));
            Assert.Equal(500, context.Response.StatusCode);
            Assert.Contains(code, body, StringComparison.Ordinal);
            Assert.Contains(words, body, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", body, StringComparison.Ordinal);
            Assert.Contains(context.TraceIdentifier, Assert.Single(log.Lines, line => line.Contains("canary", StringComparison.Ordinal)), StringComparison.Ordinal);
            Assert.Equal(context.TraceIdentifier, context.Response.Headers[path.StartsWith("/ims", StringComparison.Ordinal) ? "x-debug-id" : "x-request-id"]);
        }
    }

    [Fact, Attack("I5")]
    public async Task while_storage_rests_is_a_503_that_says_when_to_come_back()
    {
        foreach (var path in (string[])["/ims/token/v3", "/oauth2/token"])
        {
            var (context, body, _) = await FailAsync(path, new StorageUnavailableException("the database is gone"));
            Assert.Equal(503, context.Response.StatusCode);
            Assert.InRange(int.Parse(context.Response.Headers.RetryAfter!, CultureInfo.InvariantCulture), 1, 60);
            Assert.Contains("temporarily_unavailable", body, StringComparison.Ordinal);
            Assert.DoesNotContain("database", body, StringComparison.Ordinal);
        }
    }

    [Theory, Stores, Spec("design", "9")]
    public async Task leaves_no_query_secret_or_token_in_the_log(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var client = await app.CredentialAsync(ApplicationKind.ServerToServer, settings => settings with { SecretInQuery = true });
        await Answer.OfAsync(await app.Http.PostAsync($"/ims/token/v3?client_id={client.Id}&client_secret={client.Secret}&grant_type=client_credentials&scope=openid,canary-scope", null, Made.Stop));
        var token = (await Answer.OfAsync(await app.Http.PostAsync($"/ims/token/v3?client_id={client.Id}&client_secret={client.Secret}&grant_type=client_credentials&scope=openid", null, Made.Stop))).Ok()["access_token"]!;
        await app.Http.PostFormAsync("/ims/token/v3", ("grant_type", "client_credentials"), ("client_id", client.Id), ("client_secret", "canary-secret"), ("scope", "openid"));
        await app.Http.GetAsync("/ims/userinfo/v2?access_token=canary-token", token);
        foreach (var secret in (string[])[client.Secret!, token, "canary-secret", "canary-token", "client_secret="]) Assert.False(app.Log.Contain(secret), secret);
    }

    private static async Task<(HttpContext Context, string Body, LogLines Log)> FailAsync(string path, Exception problem)
    {
        var log = new LogLines();
        await using var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log)).BuildServiceProvider();
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Path = path;
        context.Request.Method = HttpMethods.Post;
        context.Response.Body = body;
        var edge = new ExceptionEdge(_ => throw problem, services.GetRequiredService<ILogger<ExceptionEdge>>());
        await new RequestId(edge.InvokeAsync).InvokeAsync(context);
        return (context, System.Text.Encoding.UTF8.GetString(body.ToArray()), log);
    }
}
