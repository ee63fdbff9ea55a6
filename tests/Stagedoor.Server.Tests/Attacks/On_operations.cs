using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Stagedoor.Host;
using Stagedoor.Server.Clients;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Tests.Attacks;

/// <summary>Rows I: what operators see, and what nobody may see.</summary>
public class On_operations
{
    [Theory, Stores, Attack("E10")]
    public async Task a_seed_gives_no_credential_an_identity_in_another_organization_s_account(StoreKind store)
    {
        var folder = Directory.CreateTempSubdirectory("stagedoor-seed-").FullName;
        string Write(string organization, string name, string api, string scopes)
        {
            var file = Path.Combine(folder, name + ".json");
            File.WriteAllText(file, $$"""
                {"organizations":[{"id":"{{organization}}@AdobeOrg","name":"{{name}}","projects":[{"name":"Bots","apis":["{{api}}"],"credentials":[{"kind":"server_to_server","name":"Bot",
                "client_id":"c0000000000000000000000000000001","client_secrets":[{"name":"first","value":"bot-secret-1-not-for-production"}],"scopes":[{{scopes}}]}]}]}]}
                """);
            return file;
        }

        await using (var first = await StagedoorApp.StartAsync(new AppOptions { Store = store, KeepData = true, SeedPath = Write("5A1D00C0FFEE00C0FFEE00C3", "One", "io_management", "\"adobeio_api\"") }))
        {
            await first.DisposeAsync();
            await using var second = await StagedoorApp.StartAsync(new AppOptions { Store = store, RestartOf = first, SeedPath = Write("5A1D00C0FFEE00C0FFEE00D4", "Other", "frameio", "\"openid\", \"frame.s2s.all\"") });
            Assert.NotNull(await second.Services.GetRequiredService<IClientStore>().FindAsync("c0000000000000000000000000000001", TestContext.Current.CancellationToken));
            Assert.Null(await second.Services.GetRequiredService<IServiceAccountStore>().FindByClientAsync("c0000000000000000000000000000001", TestContext.Current.CancellationToken));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory, Attack("G1")]
    [InlineData("Service Account User", null, "how service account users are called")]
    [InlineData("service  account user 12", null, "how service account users are called")]
    [InlineData("S\u0435rvic\u0435 \u0410ccount Us\u0435r l0", null, "how service account users are called")]
    [InlineData("Ada", "Ada\u202eadA", "given_name is not")]
    public async Task a_seed_gives_no_person_a_service_account_s_name_or_one_that_turns_the_text(string name, string? given, string sentence)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("stagedoor-seed-").FullName, "seed.json");
        await File.WriteAllTextAsync(file, System.Text.Json.JsonSerializer.Serialize(new { organizations = new[] { new { name = "One", people = new[] { new { email = "a@one.example", name, given_name = given } } } } }), TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => StagedoorApp.StartAsync(new AppOptions { SeedPath = file }));
        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
    }

    [Fact, OnStore(StoreKind.Postgres), Attack("I5")]
    public async Task a_token_that_nobody_can_judge_while_storage_is_gone_is_neither_taken_nor_called_dead()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = StoreKind.Postgres, SeedPath = Crew.SeedFile });
        var tokens = await app.SignInAsync(Crew.Board);
        var access = tokens["access_token"];
        var parts = access!.Split('.');
        var otherKey = System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"ES256","typ":"at+jwt","kid":"sd-of-another-node"}"""u8) + "." + parts[1] + "." + parts[2];
        (await app.Http.GetAsync("/v4/me", access)).Ok();
        var own = new NpgsqlConnectionStringBuilder(app.ConnectionString);
        await using var admin = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(app.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await admin.OpenAsync(TestContext.Current.CancellationToken);
        await SayAsync($"ALTER DATABASE \"{own.Database}\" ALLOW_CONNECTIONS false");
        await SayAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{own.Database}'");

        // What was read last is fresh for a second more.
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        foreach (var token in (string[])[access, otherKey])
        {
            (string, Task<Answer>)[] answers =
            [
                ("me", app.Http.GetAsync("/v4/me", token)), ("userinfo", app.Http.GetAsync("/oauth2/userinfo", token)), ("profile", app.Http.GetAsync("/ims/profile/v1", token)),
                ("validate", app.Http.GetAsync("/ims/validate_token/v1", token)), ("invalidate", app.Http.PostFormAsync("/ims/invalidate_token/v2", ("token", token))),
                ("revoke", app.Http.PostFormAsync("/oauth2/revoke", [("token", token)], Crew.Board)), ("introspect", app.Http.PostFormAsync("/oauth2/introspect", [("token", token)], Crew.Board)),
                ("logout", app.Http.PostFormAsync("/ims/logout/v1", ("client_id", Crew.Board.Id), ("client_secret", Crew.Board.Secret), ("access_token", token))),
                ("refresh", app.Http.RefreshAsync("/oauth2/token", Crew.Board, tokens["refresh_token"])), ("signin", app.Http.GetAsync("/oauth2/authorize?client_id=" + Crew.Board.Id, null)),
            ];
            foreach (var (name, answer) in answers) Assert.Equal((name, 503), (name, (await answer).Code));
        }

        await SayAsync($"ALTER DATABASE \"{own.Database}\" ALLOW_CONNECTIONS true");

        async Task SayAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, admin);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory, Stores, Attack("I3"), Attack("A12")]
    public async Task no_secret_code_token_or_password_is_ever_logged_or_stored(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, SeedPath = Crew.SeedFile });
        var canaries = new List<string> { Crew.Bot.Secret!, Crew.Board.Secret!, Seed.AdaPassword, "typed-by-mistake-canary" };
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, "typed-by-mistake-canary");
        var grant = await app.AllowAsync(Crew.Board, browser, changes: [("state", "state-canary"), ("nonce", "nonce-canary")]);
        var tokens = (await app.RedeemAsync(grant)).Ok();
        var next = (await app.Http.RefreshAsync("/oauth2/token", Crew.Board, tokens["refresh_token"])).Ok();
        await app.Http.PostFormAsync($"/ims/token/v3?client_id={Crew.Legacy.Id}&client_secret={Crew.Legacy.Secret}&grant_type=refresh_token&refresh_token={next["refresh_token"]}");
        await app.Http.ClientCredentialsAsync("/oauth2/token", Crew.Bot with { Secret = "wrong-secret-canary" });
        (await app.Http.GetAsync("/v4/me", next["access_token"])).Ok();
        await app.Http.GetAsync("/v4/me", tokens["access_token"] + "x");
        await browser.GoAsync($"/oauth2/logout?id_token_hint={next["id_token"] ?? tokens["id_token"]}");
        canaries.AddRange([Crew.Legacy.Secret!, "wrong-secret-canary", grant.Code, grant.Proof.Verifier, tokens["access_token"]!, tokens["refresh_token"]!, next["access_token"]!, next["refresh_token"]!, tokens["id_token"]!, browser.Cookies.GetCookies(app.Address)["stagedoor"]?.Value ?? "no cookie"]);
        canaries.AddRange([.. canaries.Where(canary => canary.Count(c => c == '.') == 2).Select(canary => canary.Split('.')[2])]);
        var log = string.Join('\n', app.Log.Lines);
        Assert.All(canaries, canary => Assert.DoesNotContain(canary, log, StringComparison.Ordinal));
        Assert.DoesNotContain("state-canary", log, StringComparison.Ordinal);
        Assert.DoesNotContain("client_secret=", log, StringComparison.Ordinal);

        foreach (var file in Directory.EnumerateFiles(app.Data, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var text = System.Text.Encoding.Latin1.GetString(await ReadAsync(file));
            Assert.All(canaries, canary => Assert.False(text.Contains(canary, StringComparison.Ordinal), $"{Path.GetFileName(file)} holds {canary[..8]}…"));
        }
    }

    [Fact, Attack("A12")]
    public async Task every_answer_has_a_request_id_that_the_log_has_too()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });
        var ims = await app.Http.ClientCredentialsAsync("/ims/token/v3", Crew.Bot with { Secret = "wrong" });
        var standard = await app.Http.ClientCredentialsAsync("/oauth2/token", Crew.Bot with { Secret = "wrong" });
        var api = await app.Http.GetAsync("/v4/me", bearer: "x");
        Assert.True(app.Log.Contain(ims.Header("x-debug-id")!), "x-debug-id is not in the log");
        Assert.True(app.Log.Contain(standard.Header("x-request-id")!), "x-request-id is not in the log");
        Assert.NotNull(api.Header("x-request-id"));
        Assert.NotNull((await app.Http.GetAsync("/nothing", bearer: null)).Header("x-request-id"));
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }
}
