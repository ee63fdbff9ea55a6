using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stagedoor.Client.AspNetCore;

namespace Stagedoor.Client.Tests.AspNetCore;

/// <summary><c>AddStagedoorTokens(…)</c>: an API that is not Stagedoor's, protected by its tokens, revocation included.</summary>
[OnStore(StoreKind.Sqlite)]
public class An_API_of_ones_own(ResourceFixture apps) : IClassFixture<ResourceFixture>
{
    private const string Api = ResourceFixture.Api;

    public static TheoryData<Dialect> Dialects => Applications.Dialects;

    [Theory, MemberData(nameof(Dialects)), Spec("RFC 9068", "4"), Spec("RFC 8707", "2")]
    public async Task lets_tokens_in_that_were_made_for_it(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var api = await StartAsync(app);
        var token = await TokenAsync(app, dialect);
        Assert.Equal($"{Seed.DailiesBot.Id} openid AdobeID frame.s2s.all", (await GetAsync(api, "/who", token)).Ok().Text);
        (await GetAsync(api, "/open", null)).Ok();
    }

    [Theory, MemberData(nameof(Dialects)), Attack("E1")]
    public async Task refuses_every_other_one(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var api = await StartAsync(app);
        var token = await TokenAsync(app, dialect);
        var forAnother = (await app.Bot(dialect).GetTokenAsync()).Reveal();
        var board = app.Board(dialect);
        await app.SignInAsync(board);
        var state = (await board.ExportAsync())!;
        var jws = Jws.Read(token);
        foreach (var wrong in new[]
        {
            forAnother, state.IdToken!, state.RefreshToken!, "nonsense", token + "x", token[..^4], jws.With(payload: jws.Payload.GetRawText().Replace("frame.s2s.all", "frame.s2s.ALL", StringComparison.Ordinal)),
            jws.With(header: """{"alg":"none","typ":"at+jwt"}""", signature: []), jws.With(header: jws.Header.GetRawText().Replace("at+jwt", "JWT", StringComparison.Ordinal)),
        })
        {
            var answer = (await GetAsync(api, "/who", wrong)).Is(401);
            Assert.Equal("Bearer error=\"invalid_token\", error_description=\"the access token is not valid\"", answer.Header("WWW-Authenticate"));
        }

        Assert.Equal("Bearer", (await GetAsync(api, "/who", null)).Is(401).Header("WWW-Authenticate"));
        app.Clock.Advance(TimeSpan.FromHours(24));
        (await GetAsync(api, "/who", token)).Is(401);
    }

    [Fact, Spec("RFC 6750", "3.1")]
    public async Task names_the_scope_that_is_missing()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var api = await StartAsync(app);
        var narrow = app.Bot(Dialect.Standard, options => { options.Resources.Add(Api); options.Scopes.Add("openid"); });
        var answer = (await GetAsync(api, "/all", (await narrow.GetTokenAsync()).Reveal())).Is(403);
        Assert.Equal("Bearer error=\"insufficient_scope\", scope=\"frame.s2s.all\"", answer.Header("WWW-Authenticate"));
        (await GetAsync(api, "/all", await TokenAsync(app, Dialect.Ims))).Ok();
    }

    [Theory, MemberData(nameof(Dialects)), Spec("RFC 7662", "2.2"), Attack("E8")]
    public async Task closes_to_a_revoked_token_within_its_delay(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var api = await StartAsync(app);
        var bot = app.Bot(dialect, options => options.Resources.Add(Api));
        var token = (await bot.GetTokenAsync()).Reveal();
        (await GetAsync(api, "/who", token)).Ok();
        await bot.RevokeAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await GetAsync(api, "/who", token)).Is(401);
    }

    [Fact]
    public async Task asks_once_per_token_and_delay_however_many_requests_carry_it()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var asked = 0;
        await using var api = await StartAsync(app, options => options.HttpClient = new(new Counting(() => Interlocked.Increment(ref asked))));
        var token = await TokenAsync(app, Dialect.Standard);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => (await GetAsync(api, "/who", token)).Ok()));
        Assert.Equal(1, asked);
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ => (await GetAsync(api, "/who", token)).Ok()));
        Assert.Equal(2, asked);
    }

    [Fact, Attack("I5")]
    public async Task lets_nobody_in_when_nobody_can_say()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var broken = false;
        await using var api = await StartAsync(app, options => options.HttpClient = new(new Counting(() => { if (broken) throw new HttpRequestException("gone"); })));
        var token = await TokenAsync(app, Dialect.Standard);
        (await GetAsync(api, "/who", token)).Ok();
        broken = true;
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("1", (await GetAsync(api, "/who", token)).Is(503).Header("Retry-After"));
        broken = false;
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        (await GetAsync(api, "/who", token)).Ok();
    }

    [Theory]
    [InlineData("Audience"), InlineData("ClientSecret"), InlineData("Authority")]
    public async Task does_not_begin_without_what_it_needs(string missing)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        await using var api = await StartAsync(app, options => _ = missing switch { "Audience" => options.Audience = "", "ClientSecret" => options.ClientSecret = "", _ => options.Authority = "" });
        Assert.Equal(500, (await GetAsync(api, "/who", "t")).Code);
    }

    private static async Task<string> TokenAsync(StagedoorApp app, Dialect dialect) => (await app.Bot(dialect, options => options.Resources.Add(Api)).GetTokenAsync()).Reveal();

    private static async Task<Answer> GetAsync(WebApplication api, string path, string? token)
    {
        using var http = new HttpClient { BaseAddress = new(api.Urls.First()) };
        return await http.GetAsync(path, token);
    }

    private static async Task<WebApplication> StartAsync(StagedoorApp app, Action<StagedoorTokenOptions>? change = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(app.Clock);
        builder.Services.AddAuthentication(StagedoorTokenOptions.DefaultScheme).AddStagedoorTokens(options =>
        {
            (options.Authority, options.Audience, options.ClientId, options.ClientSecret) = (app.Issuer, Api, Seed.ReviewBoard.Id, Seed.ReviewBoard.Secret!);
            change?.Invoke(options);
        });
        builder.Services.AddAuthorization();
        var api = builder.Build();
        api.UseAuthentication().UseAuthorization();
        api.MapGet("/open", () => "open");
        api.MapGet("/who", (HttpContext context) => $"{context.User.FindFirst("client_id")?.Value} {string.Join(' ', context.User.FindAll("scope").Select(scope => scope.Value))}").RequireAuthorization();
        api.MapGet("/all", () => "all").RequireAuthorization(policy => policy.RequireScope("frame.s2s.all"));
        await api.StartAsync();
        return api;
    }

    private sealed class Counting(Action asked) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/introspect", StringComparison.Ordinal)) asked();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
