namespace Stagedoor.Client.Tests.Authentication;

/// <summary>What a browser may bring back that is not the answer to the sign-in that it began.</summary>
[OnStore(StoreKind.Sqlite)]
public class An_answer_to_a_sign_in(AppFixture apps) : IClassFixture<AppFixture>
{
    public static TheoryData<Dialect> Dialects => Applications.Dialects;

    [Theory, MemberData(nameof(Dialects)), Spec("RFC 6749", "10.12")]
    public async Task with_another_state_is_refused_before_the_code_is_spent(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var board = app.Board(dialect);
        var (mine, anothers) = (await board.BeginSignInAsync(), await board.BeginSignInAsync());
        var answer = await app.AllowAsync(anothers);
        await UntrustedAsync(() => board.CompleteSignInAsync(mine, answer));
        await board.CompleteSignInAsync(anothers, answer);
    }

    [Theory, MemberData(nameof(Dialects)), Attack("B8"), Spec("RFC 9700", "4.5")]
    public async Task with_a_code_of_another_sign_in_is_refused(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var board = app.Board(dialect);
        var (victims, attackers) = (await board.BeginSignInAsync(), await board.BeginSignInAsync());
        var stolen = await app.AllowAsync(attackers, Seed.Ben, Seed.BenPassword);

        // The attacker's code in the victim's answer: the state is right, the proof key is not.
        var injected = stolen.Replace(attackers.State, victims.State, StringComparison.Ordinal);
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => board.CompleteSignInAsync(victims, injected));
        Assert.Equal(AuthenticationProblem.SignInAgain, problem.Problem);
        Assert.Null(await board.ExportAsync());
    }

    [Theory, MemberData(nameof(Dialects)), Spec("OIDC Core", "3.1.3.7 (11)")]
    public async Task whose_id_token_has_another_nonce_is_refused(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var board = app.Board(dialect);
        var pending = await board.BeginSignInAsync();
        var tampered = PendingSignIn.FromJson(pending.ToJson().Replace(pending.Nonce, PendingSignIn.New(), StringComparison.Ordinal))!;
        var answer = await app.AllowAsync(pending);
        await UntrustedAsync(() => board.CompleteSignInAsync(tampered, answer));
        Assert.Null(await board.ExportAsync());
    }

    [Theory, MemberData(nameof(Dialects)), Attack("B9"), Spec("RFC 9207", "2.4")]
    public async Task of_another_issuer_or_of_none_is_refused(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var board = app.Board(dialect);
        var pending = await board.BeginSignInAsync();
        var answer = await app.AllowAsync(pending);
        var iss = "&iss=" + Uri.EscapeDataString(app.Issuer);
        Assert.Contains(iss, answer, StringComparison.Ordinal);
        await UntrustedAsync(() => board.CompleteSignInAsync(pending, answer.Replace(iss, "&iss=https%3A%2F%2Fevil.example", StringComparison.Ordinal)));
        await UntrustedAsync(() => board.CompleteSignInAsync(pending, answer.Replace(iss, "", StringComparison.Ordinal)));
        await UntrustedAsync(() => board.CompleteSignInAsync(pending, answer + iss));
        await board.CompleteSignInAsync(pending, answer);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task is_taken_once_and_at_its_own_address_only(Dialect dialect)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var board = app.Board(dialect);
        var pending = await board.BeginSignInAsync();
        var answer = await app.AllowAsync(pending);
        await UntrustedAsync(() => board.CompleteSignInAsync(pending, answer.Replace("/callback", "/other", StringComparison.Ordinal)));
        await UntrustedAsync(() => board.CompleteSignInAsync(pending, "no address"));
        await board.CompleteSignInAsync(pending, answer);
        await UntrustedAsync(() => board.CompleteSignInAsync(pending, answer));
        Assert.NotNull(await board.ExportAsync());
    }

    [Fact]
    public async Task of_another_application_or_too_late_is_refused()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var (board, page) = (app.Board(Dialect.Standard), app.Page(Dialect.Standard));
        var pending = await board.BeginSignInAsync();
        await UntrustedAsync(() => page.CompleteSignInAsync(pending, Seed.ReviewBoard.RedirectUri + "?code=x&state=" + pending.State));
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => board.CompleteSignInAsync(pending, Seed.ReviewBoard.RedirectUri + "?code=x&state=" + pending.State));
        Assert.Equal(AuthenticationProblem.SignInAgain, problem.Problem);
    }

    [Fact]
    public async Task survives_a_session_that_keeps_it_as_text()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var board = app.Board(Dialect.Standard);
        var pending = PendingSignIn.FromJson((await board.BeginSignInAsync(new() { MaxAge = TimeSpan.FromMinutes(5) })).ToJson())!;
        Assert.Contains("max_age=300", pending.Address, StringComparison.Ordinal);
        await board.CompleteSignInAsync(pending, await app.AllowAsync(pending));
        Assert.Null(PendingSignIn.FromJson("{}"));
        Assert.Null(PendingSignIn.FromJson("no json"));
    }

    [Fact]
    public async Task of_prompt_none_says_that_a_sign_in_is_needed()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var board = app.Board(Dialect.Ims);
        var pending = await board.BeginSignInAsync(new() { Prompt = "none" });
        using var browser = app.NewBrowser();
        var answer = (await browser.GoAsync(pending.Address)).Left!.OriginalString;
        var problem = await Assert.ThrowsAsync<AuthenticationException>(() => board.CompleteSignInAsync(pending, answer));
        Assert.Equal((AuthenticationProblem.SignInAgain, "login_required"), (problem.Problem, problem.Code));
    }

    private static async Task UntrustedAsync(Func<Task> complete) => Assert.Equal(AuthenticationProblem.UntrustedAnswer, (await Assert.ThrowsAsync<AuthenticationException>(complete)).Problem);
}
