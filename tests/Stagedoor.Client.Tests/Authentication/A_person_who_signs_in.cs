namespace Stagedoor.Client.Tests.Authentication;

/// <summary>The three credentials that people sign in with, against the real server in both dialects.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_person_who_signs_in(AppFixture apps) : IClassFixture<AppFixture>
{
    public static TheoryData<string, Dialect> Kinds => new MatrixTheoryData<string, Dialect>(["web app", "single page app", "native app"], [Dialect.Ims, Dialect.Standard]);

    [Theory, MemberData(nameof(Kinds)), Spec("RFC 7636", "4"), Spec("OIDC Core", "3.1.3.7"), Spec("RFC 9207", "2.4")]
    public async Task calls_the_api_and_is_renewed_and_signed_out(string kind, Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var user = User(app, kind, dialect);
        var changes = new List<TokenChange>();
        user.TokensChanged += (_, news) => changes.Add(news.Change);
        var signedIn = await app.SignInAsync(user);
        Assert.Contains("offline_access", signedIn.Scopes);
        using var frameio = user.CreateHttpClient();
        Assert.Contains("\"Ada Field\"", await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative)));

        var person = await user.GetUserInfoAsync();
        Assert.Equal((signedIn.Subject, "Ada Field", Seed.Ada, true), (person.Subject, person.Name, person.Email, person.EmailVerified));

        var before = (await user.ExportAsync())!;
        var token = await user.GetTokenAsync();
        app.Clock.Advance(token.ExpiresAt - app.Clock.GetUtcNow() - TimeSpan.FromSeconds(10));
        var renewed = await user.GetTokenAsync();
        Assert.False(renewed.IsSameAs(token));
        var after = (await user.ExportAsync())!;
        Assert.NotEqual(before.RefreshToken, after.RefreshToken);
        Assert.Equal((before.Subject, before.IdToken), (after.Subject, after.IdToken));
        Assert.Contains("Ada Field", await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative)));

        await user.SignOutAsync();
        (await app.Http.GetAsync("/v4/me", renewed.Reveal())).Is(401);
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await user.GetTokenAsync());
        Assert.Equal(AuthenticationProblem.SignInAgain, problem.Problem);
        Assert.Equal([TokenChange.Obtained, TokenChange.Renewed, TokenChange.Ended], changes);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task takes_the_tokens_along_by_export_and_import(string kind, Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var user = User(app, kind, dialect);
        await app.SignInAsync(user);
        var json = (await user.ExportAsync())!.ToJson();
        var elsewhere = User(app, kind, dialect);
        await elsewhere.ImportAsync(TokenState.FromJson(json)!);
        Assert.True((await user.GetTokenAsync()).IsSameAs(await elsewhere.GetTokenAsync()));
        Assert.False((await elsewhere.RenewAsync(await elsewhere.GetTokenAsync())).IsSameAs(await user.GetTokenAsync()));
        await Assert.ThrowsAsync<ArgumentException>(() => elsewhere.ImportAsync(TokenState.FromJson(json)! with { ClientId = "another" }));
        await Assert.ThrowsAsync<ArgumentException>(() => elsewhere.ImportAsync(TokenState.FromJson(json)! with { Issuer = "https://another.example" }));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task may_refuse(string kind, Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var user = User(app, kind, dialect);
        var pending = await user.BeginSignInAsync();
        using var browser = app.NewBrowser();
        var left = (await browser.PressAsync(await browser.GoAsync(pending.Address), "Cancel")).Left!.OriginalString;
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => user.CompleteSignInAsync(pending, left));
        Assert.Equal((AuthenticationProblem.RefusedByPerson, "access_denied"), (problem.Problem, problem.Code));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task has_to_sign_in_again_when_the_family_was_ended_elsewhere(string kind, Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var user = User(app, kind, dialect);
        var ended = 0;
        user.TokensChanged += (_, news) => ended += news.Change == TokenChange.Ended ? 1 : 0;
        await app.SignInAsync(user);
        var elsewhere = User(app, kind, dialect);
        await elsewhere.ImportAsync((await user.ExportAsync())!);
        await elsewhere.RevokeAsync();
        using var frameio = user.CreateHttpClient();
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative)));
        Assert.Equal((AuthenticationProblem.SignInAgain, "invalid_grant", 1), (problem.Problem, problem.Code, ended));
        Assert.Null(await user.ExportAsync());
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task is_led_to_the_issuers_own_sign_out(string kind, Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var user = User(app, kind, dialect);
        await app.SignInAsync(user);
        var address = (await user.GetSignOutAddressAsync(kind == "web app" ? Seed.ReviewBoardSignedOut : null, "s"))!;
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(address);
        if (kind == "web app") Assert.Equal(Seed.ReviewBoardSignedOut + "?state=s", page.Left!.OriginalString);
        else Assert.Contains("signed out", page.Words, StringComparison.Ordinal);
    }

    private static UserAuthentication User(StagedoorApp app, string kind, Dialect dialect) => kind switch
    {
        "web app" => app.Board(dialect),
        "single page app" => app.Page(dialect),
        _ => app.Ingest(dialect),
    };
}
