namespace Stagedoor.Client.Tests.Authentication;

/// <summary>Server to server, against the real server in both dialects.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_service_account(AppFixture apps) : IClassFixture<AppFixture>
{
    public static TheoryData<Dialect> Dialects => Applications.Dialects;

    [Theory, MemberData(nameof(Dialects)), Spec("RFC 6749", "4.4")]
    public async Task makes_a_first_call_in_five_lines(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = app.Bot(dialect);
        using var frameio = bot.CreateHttpClient();
        Assert.Contains("\"name\":\"Service Account User\"", await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative)));
        Assert.Equal(["openid", "AdobeID", "frame.s2s.all"], (await bot.GetTokenAsync()).Scopes);
        Assert.Null((await bot.ExportAsync())!.RefreshToken);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task gets_another_token_when_its_own_was_revoked(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = app.Bot(dialect);
        using var frameio = bot.CreateHttpClient();
        var first = await bot.GetTokenAsync();
        (await app.Http.PostFormAsync("/oauth2/revoke", [("token", first.Reveal())], Seed.DailiesBot)).Is(200);
        Assert.Contains("Service Account User", await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative)));
        Assert.False(first.IsSameAs(await bot.GetTokenAsync()));
    }

    [Theory, MemberData(nameof(Dialects)), Spec("RFC 7009", "2.1")]
    public async Task ends_its_token_when_it_signs_out(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = app.Bot(dialect);
        var token = await bot.GetTokenAsync();
        await bot.RevokeAsync();
        (await app.Http.GetAsync("/v4/me", token.Reveal())).Is(401);
        Assert.Null(await bot.ExportAsync());
        (await app.Http.GetAsync("/v4/me", (await bot.GetTokenAsync()).Reveal())).Ok();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task uses_its_other_secret_when_the_first_is_refused_and_remembers_it(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var bot = app.Bot(dialect, options => (options.ClientSecret, options.OtherClientSecret) = ("p8e-rotated-away-and-refused-since-0", Seed.DailiesBot.Secret));
        await bot.GetTokenAsync();
        await bot.RevokeAsync();
        await bot.GetTokenAsync();
        Assert.Equal(1, bot.Endpoint.Credential.Working);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task is_told_what_is_wrong_with_its_credential(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var wrong = app.Bot(dialect, options => options.ClientSecret = "p8e-some-other-secret-of-nobody-here");
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await wrong.GetTokenAsync());
        Assert.Equal((AuthenticationProblem.WrongCredential, "invalid_client", dialect == Dialect.Ims ? 400 : 401), (problem.Problem, problem.Code, problem.Status));
        Assert.NotNull(problem.RequestId);
        Assert.Contains("Developer Console", problem.Message, StringComparison.Ordinal);
        Assert.Contains(problem.RequestId, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("p8e-some-other", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task is_told_which_scope_it_may_not_have(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var wide = app.Bot(dialect, options => options.Scopes.Add("openid,email"));
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await wide.GetTokenAsync());
        Assert.Equal((AuthenticationProblem.WrongScope, "invalid_scope"), (problem.Problem, problem.Code));
        Assert.Contains("email", problem.Description, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task is_told_that_a_credential_for_people_is_of_the_wrong_kind(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var board = app.Bot(dialect, options => (options.ClientId, options.ClientSecret) = (Seed.ReviewBoard.Id, Seed.ReviewBoard.Secret!));
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await board.GetTokenAsync());
        Assert.Equal(AuthenticationProblem.WrongCredentialKind, problem.Problem);
        Assert.Contains("Web App", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task shares_its_token_between_objects_and_processes_through_a_store()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var store = new MemoryTokenStore(app.Clock);
        var one = app.Bot(Dialect.Ims, options => options.Store = store);
        var other = app.Bot(Dialect.Ims, options => options.Store = store);
        Assert.True((await one.GetTokenAsync()).IsSameAs(await other.GetTokenAsync()));
    }
}
