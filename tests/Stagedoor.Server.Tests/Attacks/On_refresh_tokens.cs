using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Attacks;

/// <summary>Rows C: refresh tokens and their families.</summary>
[Spec("RFC 9700", "4.14.2")]
public class On_refresh_tokens(Stage stage) : IClassFixture<Stage>
{
    private const string Standard = "/oauth2/token", Ims = "/ims/token/v3";

    public static readonly TheoryData<string> Paths = [Standard, Ims, "/ims/token/v4"];

    [Theory, MemberData(nameof(Paths)), Attack("C1")]
    public async Task an_old_one_after_the_retry_window_kills_the_family_and_its_access_tokens(string path)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });
        foreach (var client in (SeedClient[])[Crew.Board, Crew.Page, Crew.Ingest])
        {
            var first = await app.SignInAsync(client);
            var second = (await app.Http.RefreshAsync(path, client, first["refresh_token"])).Ok();
            app.Clock.Advance(TimeSpan.FromSeconds(11));
            (await app.Http.RefreshAsync(path, client, first["refresh_token"])).Is(400, "invalid_grant");
            (await app.Http.RefreshAsync(path, client, second["refresh_token"])).Is(400, "invalid_grant");
            await IsDeadAsync(app, first);
            await IsDeadAsync(app, second);
        }
    }

    [Fact, Attack("C1")]
    public async Task one_that_was_used_and_whose_successor_was_used_kills_the_family_at_once()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var first = await app.SignInAsync(Crew.Board);
        var second = (await app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"])).Ok();
        var third = (await app.Http.RefreshAsync(Standard, Crew.Board, second["refresh_token"])).Ok();
        (await app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"])).Is(400, "invalid_grant");
        (await app.Http.RefreshAsync(Standard, Crew.Board, third["refresh_token"])).Is(400, "invalid_grant");
        await IsDeadAsync(app, third);
    }

    [Theory, Stores, Attack("C1")]
    public async Task one_that_was_used_twice_is_told_to_the_person_once(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, SeedPath = Crew.SeedFile });
        var first = await app.SignInAsync(Crew.Board);
        await app.MailsAreSentAsync();
        (await app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"])).Ok();
        app.Clock.Advance(TimeSpan.FromSeconds(11));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"])));
        await app.MailsAreSentAsync();
        var mail = Assert.Single(Directory.GetFiles(Path.Combine(app.Data, "outbox"), "*.eml").Select(file => MimeKit.MimeMessage.Load(file)), mail => mail.Subject == "An application lost its access");
        Assert.Contains("127.0.0.1", mail.TextBody!, StringComparison.Ordinal);
        Assert.Equal("/profile", mail.LinkTo("/profile"));
    }

    [Theory, Stores, Attack("C2")]
    public async Task a_hundred_at_once_get_one_new_token_and_one_family(StoreKind store)
    {
        var app = await stage.OnAsync(store);
        var first = await app.SignInAsync(Crew.Board);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"])));
        Assert.All(answers, answer => answer.Ok());
        var next = Assert.Single(answers.Select(answer => answer["refresh_token"]).Distinct());
        Assert.Single(answers.Select(answer => answer["access_token"]).Distinct());
        Assert.Single(answers.Select(answer => Jws.Read(answer["access_token"])["rtid"]).Distinct());
        (await app.Http.RefreshAsync(Standard, Crew.Board, next)).Ok();
    }

    [Theory, Stores, Attack("C3")]
    public async Task one_whose_answer_was_lost_gets_the_same_answer_again(StoreKind store)
    {
        var app = await stage.OnAsync(store);
        foreach (var path in (string[])[Standard, Ims])
        {
            var first = await app.SignInAsync(Crew.Board);
            var answer = (await app.Http.RefreshAsync(path, Crew.Board, first["refresh_token"])).Ok();
            var again = (await app.Http.RefreshAsync(path, Crew.Board, first["refresh_token"])).Ok();
            Assert.Equal(answer["refresh_token"], again["refresh_token"]);
            Assert.Equal(answer["access_token"], again["access_token"]);
        }
    }

    [Fact, Attack("C6")]
    public async Task one_shows_no_claim_whose_scope_was_taken_from_the_credential_since()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });
        var clients = app.Services.GetRequiredService<IClientStore>();
        var first = await app.SignInAsync(Crew.Board, changes: [("scope", "openid offline_access"), ("claims", """{"userinfo":{"email":null,"name":null}}""")]);
        Assert.Equal(Seed.Ada, (await app.Http.GetAsync("/oauth2/userinfo", first["access_token"])).Ok()["email"]);
        var board = (await clients.FindAsync(Crew.Board.Id, TestContext.Current.CancellationToken))!;
        await clients.ChangeAsync(board.ClientId, board.Name, board.Settings with { Scopes = ["openid", "profile", "offline_access"] }, TestContext.Current.CancellationToken);
        var second = (await app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"])).Ok();
        var userinfo = (await app.Http.GetAsync("/oauth2/userinfo", second["access_token"])).Ok();
        Assert.Equal(("Ada Field", null), (userinfo["name"], userinfo["email"]));
    }

    [Fact, Attack("C3")]
    public async Task one_repeated_as_another_request_does_not_get_the_same_answer()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var first = await app.SignInAsync(Crew.Board);
        (await app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"])).Ok();
        (await app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"], scope: "openid")).Is(400, "invalid_grant");
    }

    [Theory, Attack("C6")]
    [InlineData("openid email profile offline_access additional_info.roles address")]
    [InlineData("openid frame.s2s.all")]
    [InlineData("openid nonsense")]
    public async Task one_used_for_a_wider_scope_is_refused(string scope)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var first = await app.SignInAsync(Crew.Board);
        (await app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"], scope)).Is(400, "invalid_scope");
        (await app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"])).Ok();
    }

    [Fact, Attack("C6"), Spec("RFC 6749", "6")]
    public async Task one_used_for_a_narrower_scope_narrows_this_answer_only()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var first = await app.SignInAsync(Crew.Board);
        var narrow = (await app.Http.RefreshAsync(Standard, Crew.Board, first["refresh_token"], "openid email")).Ok();
        Assert.Equal("openid email", Jws.Read(narrow["access_token"])["scope"]);
        var wide = (await app.Http.RefreshAsync(Standard, Crew.Board, narrow["refresh_token"])).Ok();
        Assert.Contains("profile", Jws.Read(wide["access_token"])["scope"], StringComparison.Ordinal);
    }

    [Fact, Attack("C6"), Spec("RFC 8707", "2.2")]
    public async Task one_used_for_another_audience_is_refused()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var first = await app.SignInAsync(Crew.Board);
        (await app.Http.PostFormAsync(Standard, [("grant_type", "refresh_token"), ("refresh_token", first["refresh_token"]), ("resource", "https://evil.example/api")], Crew.Board)).Is(400, "invalid_target");
    }

    [Fact, Attack("C6")]
    public async Task one_of_another_client_is_refused()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        foreach (var (owner, thief) in ((SeedClient, SeedClient)[])[(Crew.Board, Crew.Other), (Crew.Page, Crew.Ingest), (Crew.Ingest, Crew.Board)])
        {
            var first = await app.SignInAsync(owner);
            (await app.Http.RefreshAsync(Standard, thief, first["refresh_token"])).Is(400, "invalid_grant");
            (await app.Http.RefreshAsync(Ims, thief, first["refresh_token"])).Is(400, "invalid_grant");
        }
    }

    [Theory, Stores, Attack("C7")]
    public async Task one_of_a_disabled_person_is_dead(StoreKind store) => await DiesAsync(store, (app, person) =>
        app.Services.GetRequiredService<IPersonStore>().SetDisabledAsync(person, disabled: true, app.Clock.GetUtcNow(), default));

    [Theory, Stores, Attack("C7")]
    public async Task one_of_a_person_who_changed_the_password_is_dead(StoreKind store) => await DiesAsync(store, (app, person) =>
        app.Services.GetRequiredService<IPersonStore>().ChangePasswordAsync(person, "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", app.Clock.GetUtcNow(), default));

    [Theory, Stores, Attack("C7")]
    public async Task one_whose_consent_was_withdrawn_is_dead(StoreKind store) => await DiesAsync(store, (app, person) =>
        app.Services.GetRequiredService<IConsentStore>().WithdrawAsync(person, Crew.Board.Id, app.Clock.GetUtcNow(), default));

    [Theory, Stores, Attack("C7"), Attack("F15")]
    public async Task one_whose_session_was_ended_is_dead(StoreKind store) => await DiesAsync(store, (app, _, tokens) =>
        app.Services.GetRequiredService<ISessionStore>().EndAsync(Jws.Read(tokens["access_token"])["sid"]!, app.Clock.GetUtcNow(), default));

    [Theory, Stores, Attack("C7")]
    public async Task one_of_a_disabled_client_is_dead(StoreKind store) => await DiesAsync(store, (app, _) =>
        app.Services.GetRequiredService<IClientStore>().SetDisabledAsync(Crew.Board.Id, disabled: true, app.Clock.GetUtcNow(), default), "invalid_client");

    private static Task DiesAsync(StoreKind store, Func<StagedoorApp, string, Task> act, string error = "invalid_grant") => DiesAsync(store, (app, person, _) => act(app, person), error);

    /// <summary>Within a second, on the node that acted and on another one that shares the database (PostgreSQL).</summary>
    private static async Task DiesAsync(StoreKind store, Func<StagedoorApp, string, Answer, Task> act, string error = "invalid_grant")
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, SeedPath = Crew.SeedFile });
        await using var second = store == StoreKind.Postgres ? await StagedoorApp.StartAsync(new AppOptions { Store = store, SeedPath = Crew.SeedFile, NodeOf = app }) : null;
        var tokens = await app.SignInAsync(Crew.Board);
        await act(app, Jws.Read(tokens["access_token"])["user_id"]!, tokens);
        foreach (var node in (StagedoorApp?[])[app, second])
        {
            if (node is null) continue;
            using var http = new HttpClient { BaseAddress = node.Address };
            Assert.Equal(error, (await http.RefreshAsync(Standard, Crew.Board, tokens["refresh_token"])).Error);
            await Eventually.TrueAsync(async () => (await http.GetAsync("/v4/me", tokens["access_token"])).Code == 401, TimeSpan.FromSeconds(1), "the access token lives on");
        }
    }

    private static async Task IsDeadAsync(StagedoorApp app, Answer tokens)
    {
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Code == 401, TimeSpan.FromSeconds(1), "the access token lives on");
        Assert.Equal(401, (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Code);
        Assert.Equal("false", (await app.Http.PostFormAsync("/ims/validate_token/v1", ("type", "access_token"), ("client_id", Crew.Board.Id), ("token", tokens["access_token"]))).Ok()["valid"]);
    }
}
