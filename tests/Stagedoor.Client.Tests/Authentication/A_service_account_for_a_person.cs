using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Authentication;

/// <summary>Delegation by token exchange, against the real server: an application asks the person, and the service account acts in both names until the person or the application ends it.</summary>
[OnStore(StoreKind.Sqlite)]
public class A_service_account_for_a_person(RealClockFixture apps) : IClassFixture<RealClockFixture>
{
    [Fact, Spec("RFC 8693", "2")]
    public async Task acts_in_both_names()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var (bot, board) = (app.Bot(Dialect.Standard), await AllowedAsync(app));
        using var frameio = new FrameioClient(bot.ActFor(board), bot.ApiAddress, new());
        var me = await frameio.Users.GetMeAsync();
        Assert.Equal("Service Account User for Ada Field", me.Name);
        // What the person gave opens nothing by itself.
        using var alone = new FrameioClient(board);
        Assert.Equal(FrameioProblem.Unauthorized, (await Assert.ThrowsAsync<FrameioException>(() => alone.Users.GetMeAsync())).Problem);
    }

    [Fact]
    public async Task sends_one_request_however_many_wait()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var board = await AllowedAsync(app);
        var tokens = app.Bot(Dialect.Standard).ActFor(board);
        var all = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => tokens.GetTokenAsync().AsTask()));
        Assert.Single(all.Select(token => token.Reveal()).Distinct());
        Assert.Same(all[0], await tokens.GetTokenAsync());
        Assert.True(all[0].ExpiresAt <= (await board.GetTokenAsync()).ExpiresAt.AddSeconds(5));
    }

    [Fact]
    public async Task may_have_fewer_scopes()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var token = await app.Bot(Dialect.Standard).ActFor(await AllowedAsync(app), "openid", "profile").GetTokenAsync();
        Assert.Equal(["openid", "profile"], token.Scopes);
        var wider = app.Bot(Dialect.Standard).ActFor(await AllowedAsync(app), "stagedoor.manage");
        Assert.Equal(AuthenticationProblem.WrongScope, (await Assert.ThrowsAsync<AuthenticationException>(async () => await wider.GetTokenAsync())).Problem);
    }

    [Fact]
    public async Task goes_on_with_the_persons_next_token_when_one_was_revoked()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var (bot, board) = (app.Bot(Dialect.Standard), await AllowedAsync(app));
        using var frameio = new FrameioClient(bot.ActFor(board), bot.ApiAddress, new());
        await frameio.Users.GetMeAsync();
        var dead = await board.GetTokenAsync();
        (await app.Http.PostFormAsync("/oauth2/revoke", [("token", dead.Reveal())], Seed.ReviewBoard)).Is(200);
        Assert.Equal("Service Account User for Ada Field", (await frameio.Users.GetMeAsync()).Name);
        Assert.False(dead.IsSameAs(await board.GetTokenAsync()));
    }

    [Fact]
    public async Task ends_with_the_application()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var (bot, board) = (app.Bot(Dialect.Standard), await AllowedAsync(app));
        using var frameio = new FrameioClient(bot.ActFor(board), bot.ApiAddress, new());
        await frameio.Users.GetMeAsync();
        await board.RevokeAsync();
        Assert.Equal(AuthenticationProblem.SignInAgain, (await Assert.ThrowsAsync<AuthenticationException>(() => frameio.Users.GetMeAsync())).Problem);
    }

    [Fact, Spec("RFC 8693", "2.2.2")]
    public async Task is_refused_a_token_that_was_not_given_for_it()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var board = app.Board(Dialect.Standard);
        await app.SignInAsync(board);
        var usual = await board.GetTokenAsync();
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await app.Bot(Dialect.Standard).ActFor(TokenSource.Static(usual.Reveal())).GetTokenAsync());
        Assert.Equal(AuthenticationProblem.SignInAgain, problem.Problem);
        Assert.Contains("was not made for this credential", problem.Description, StringComparison.Ordinal);
        Assert.DoesNotContain(usual.Reveal(), problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_told_that_IMS_has_no_delegation()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var problem = await Assert.ThrowsAsync<AuthenticationException>(async () => await app.Bot(Dialect.Ims).ActFor(TokenSource.Static("x")).GetTokenAsync());
        Assert.Contains("without /ims", problem.WhatToDo, StringComparison.Ordinal);
    }

    private static async Task<WebAppAuthentication> AllowedAsync(StagedoorApp app)
    {
        var board = app.Board(Dialect.Standard, options => options.Identity = "for the bot");
        var pending = await board.BeginSignInAsync(new() { Audience = Seed.DailiesBot.Id });
        await board.CompleteSignInAsync(pending, await app.AllowAsync(pending));
        return board;
    }
}
