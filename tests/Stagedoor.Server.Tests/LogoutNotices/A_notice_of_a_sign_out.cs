using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.LogoutNotices;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.LogoutNotices;

/// <summary>What an application hears when a session ends: OpenID Connect Back-Channel Logout 1.0.</summary>
public class A_notice_of_a_sign_out
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("F15"), Spec("OIDC Back-Channel Logout", "2.4")]
    public async Task is_a_signed_logout_token_that_names_session_and_person_and_has_no_nonce(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(Hearing.OnThisMachine(store));
        await using var receiver = await Receiver.StartAsync();
        await app.HearsAsync(Seed.ReviewBoard, new Uri(receiver.Address, "/backchannel?kept=1").AbsoluteUri);
        using var browser = app.NewBrowser();
        var tokens = await app.SignInAsync(Seed.ReviewBoard, browser);
        await browser.PressAsync(await browser.GoAsync("/signout"), "Sign out");

        await receiver.SawAsync(1);
        var got = receiver.All[0];
        Assert.Equal(("POST", "/backchannel?kept=1", "application/x-www-form-urlencoded"), (got.Method, got.Path, got["Content-Type"]));
        Assert.Null(got["Authorization"]);
        Assert.Null(got["Cookie"]);
        var token = await app.TokenOfAsync(got);
        Assert.Equal("logout+jwt", token.Header.GetProperty("typ").GetString());
        Assert.Equal(["aud", "events", "exp", "iat", "iss", "jti", "sid", "sub"], Hearing.Names(token.Payload).Order(StringComparer.Ordinal));
        Assert.Equal((app.Issuer, Seed.ReviewBoard.Id, Hearing.SubOf(tokens), Hearing.SidOf(tokens)), (token["iss"], token["aud"], token["sub"], token["sid"]));
        Assert.Equal("""{"http://schemas.openid.net/event/backchannel-logout":{}}""", token["events"]);
        Assert.Equal(120, token.Payload.GetProperty("exp").GetInt64() - token.Payload.GetProperty("iat").GetInt64());
        Assert.InRange(token.Payload.GetProperty("iat").GetInt64() - app.Clock.GetUtcNow().ToUnixTimeSeconds(), -5, 0);

        // It opens nothing here, and 200 was the end of it.
        Assert.Equal(401, (await app.Http.GetAsync("/v4/me", token.Text)).Code);
        app.Clock.Advance(TimeSpan.FromHours(2));
        await Task.Delay(1000, Cancellation);
        Assert.Single(receiver.All);
    }

    [Theory, Stores, Attack("F15")]
    public async Task comes_within_a_second_beside_dead_tokens_to_each_application_of_the_session_and_no_other(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(Hearing.OnThisMachine(store) with { RealClock = true });
        await using var board = await Receiver.StartAsync();
        await using var page = await Receiver.StartAsync();
        await using var ingest = await Receiver.StartAsync();
        await app.HearsAsync(Seed.ReviewBoard, board.Address.AbsoluteUri);
        await app.HearsAsync(Seed.ReviewPage, page.Address.AbsoluteUri);
        await app.HearsAsync(Seed.DesktopIngest, ingest.Address.AbsoluteUri);
        using var here = app.NewBrowser();
        using var lost = app.NewBrowser();
        await app.SignInAsync(Seed.DesktopIngest, here);
        var tokens = await app.SignInAsync(Seed.ReviewBoard, lost);
        await app.SignInAsync(Seed.ReviewPage, lost);

        var listed = await here.GoAsync("/profile/sessions");
        await here.PressAsync(listed, "End");

        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Code == 401, TimeSpan.FromSeconds(1), "the access token lives");
        await Eventually.TrueAsync(() => Task.FromResult(board.All.Count == 1 && page.All.Count == 1), TimeSpan.FromSeconds(2), $"{board.All.Count} and {page.All.Count} notices came");
        foreach (var notice in (Received[])[board.All[0], page.All[0]]) Assert.Equal(Hearing.SidOf(tokens), (await app.TokenOfAsync(notice))["sid"]);
        Assert.Equal(Seed.ReviewPage.Id, (await app.TokenOfAsync(page.All[0]))["aud"]);
        await Task.Delay(800, Cancellation);
        Assert.Empty(ingest.All);
    }

    [Theory, Stores, Attack("F15")]
    public async Task follows_every_way_in_which_sessions_end(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(Hearing.OnThisMachine(store));
        await using var receiver = await Receiver.StartAsync();
        await app.HearsAsync(Seed.ReviewBoard, receiver.Address.AbsoluteUri);
        var people = app.Get<IPersonStore>();
        var heard = 0;

        async Task<Answer> BensAsync() => await app.SignInAsync(Seed.ReviewBoard, email: Seed.Ben, password: Seed.BenPassword);

        async Task HeardAsync(string how, params Answer[] ended)
        {
            await Eventually.TrueAsync(() => Task.FromResult(receiver.All.Count >= heard + ended.Length), TimeSpan.FromSeconds(20), $"{how}: {receiver.All.Count - heard} of {ended.Length} notices");
            var sids = new List<string?>();
            foreach (var notice in receiver.All.Skip(heard)) sids.Add((await app.TokenOfAsync(notice))["sid"]);
            Assert.Equal(ended.Select(Hearing.SidOf).Order(StringComparer.Ordinal), sids.Order(StringComparer.Ordinal));
            heard = receiver.All.Count;
        }

        // All others, on the person's page.
        using var browser = app.NewBrowser();
        Answer[] others = [await BensAsync(), await BensAsync()];
        var kept = await app.SignInAsync(Seed.ReviewBoard, browser, Seed.Ben, Seed.BenPassword);
        await browser.PressAsync(await browser.GoAsync("/profile/sessions"), "End all others");
        await HeardAsync("all others", others);
        var ben = Hearing.SubOf(kept);

        // At the wish of another application, without a page.
        (await app.Http.GetAsync($"/v4/me", kept["access_token"])).Ok();
        await browser.GoAsync($"/oauth2/logout?id_token_hint={kept["id_token"]}");
        await HeardAsync("a hint", kept);

        // By an administrator.
        var one = await BensAsync();
        using var ada = app.NewBrowser();
        var listed = await ada.SignInAsync(Seed.Ada, Seed.AdaPassword, "/signin?return=" + Uri.EscapeDataString($"/admin/people?text={Seed.Ben}"));
        var path = listed.Document.QuerySelector("tbody a")!.GetAttribute("href")!;
        await ada.PressAsync(await ada.GoAsync(path + "/sessions"), "End");
        await HeardAsync("an administrator", one);

        // Another password, and a recovery.
        Answer[] two = [await BensAsync(), await BensAsync()];
        var person = (await people.FindAsync(ben, Cancellation))!;
        Assert.True(await people.ReplacePasswordAsync(ben, person.Credentials, person.PasswordHash!, false, app.Now(), Cancellation));
        await HeardAsync("another password", two);
        one = await BensAsync();
        Assert.True(await people.RecoverPasswordAsync(ben, person.Credentials + 1, person.PasswordHash!, false, app.Now(), Cancellation));
        await HeardAsync("a recovery", one);

        // A refresh token outlives its session, and its application hears of the end all the same.
        one = await BensAsync();
        app.Clock.Advance(TimeSpan.FromHours(30));
        Assert.True(await people.SetDisabledAsync(ben, true, app.Now(), Cancellation));
        await HeardAsync("deactivation", one);
        Assert.True(await people.SetDisabledAsync(ben, false, app.Now(), Cancellation));

        // The account's end: the row that is still to be sent outlives it.
        one = await BensAsync();
        Assert.Equal(Erasure.Erased, await app.Get<IPersonalData>().EraseAsync(ben, new Dictionary<string, string>(), app.Now(), Cancellation));
        await HeardAsync("deletion", one);
    }

    [Theory, Stores]
    public async Task is_not_sent_where_no_id_token_was_nor_for_a_code_that_nobody_redeemed(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(Hearing.OnThisMachine(store));
        await using var receiver = await Receiver.StartAsync();
        await app.HearsAsync(Seed.ReviewPage, receiver.Address.AbsoluteUri);
        await app.HearsAsync(Seed.ReviewBoard, receiver.Address.AbsoluteUri);
        using var browser = app.NewBrowser();
        Assert.Null((await app.SignInAsync(Seed.ReviewPage, browser, changes: [("scope", "email profile"), ("nonce", null)]))["id_token"]);
        await app.AllowAsync(Seed.ReviewBoard, browser);
        await browser.PressAsync(await browser.GoAsync("/signout"), "Sign out");
        await Task.Delay(1200, Cancellation);
        Assert.Empty(receiver.All);
    }

    [Theory, Stores, Attack("F15"), Spec("OIDC Back-Channel Logout", "2.8")]
    public async Task that_fails_is_sent_again_ever_later_until_the_receiver_is_up(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(Hearing.OnThisMachine(store));
        var answers = new Queue<int>([500, 400, 302, 204]);
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = answers.Dequeue();
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        await app.HearsAsync(Seed.ReviewBoard, receiver.Address.AbsoluteUri + "hook");
        using var browser = app.NewBrowser();
        await app.SignInAsync(Seed.ReviewBoard, browser);
        await browser.PressAsync(await browser.GoAsync("/signout"), "Sign out");
        await receiver.SawAsync(1);
        for (var attempt = 2; attempt <= 4; attempt++)
        {
            var from = app.Clock.GetUtcNow();
            var wait = 5 << (attempt - 2);
            await receiver.SawLaterAsync(app, attempt, TimeSpan.FromSeconds(wait) / 10);
            Assert.InRange((app.Clock.GetUtcNow() - from).TotalSeconds, wait * 0.9, wait * 2.6);
        }

        app.Clock.Advance(TimeSpan.FromHours(2));
        await Task.Delay(1200, Cancellation);
        Assert.Equal(4, receiver.All.Count);
        Assert.All(receiver.All, got => Assert.Equal("/hook", got.Path));

        // Each attempt is a token of its own, so that none is refused for being old or a replay.
        var tokens = new List<Jws>();
        foreach (var got in receiver.All) tokens.Add(await app.TokenOfAsync(got));
        Assert.Equal(4, tokens.Select(token => token["jti"]).Distinct().Count());
        Assert.Equal(4, tokens.Select(token => token["iat"]).Distinct().Count());
        var latest = (await app.Get<ILogoutNotices>().LatestAsync(Seed.ReviewBoard.Id, Cancellation))!;
        Assert.Equal((LogoutNoticeState.Delivered, 4, 204), (latest.State, latest.Attempts, latest.Status));
    }

    [Theory, Stores, Attack("F15")]
    public async Task that_never_arrives_is_given_up_which_the_audit_says(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(Hearing.OnThisMachine(store));
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await app.HearsAsync(Seed.ReviewBoard, receiver.Address.AbsoluteUri);
        using var browser = app.NewBrowser();
        var tokens = await app.SignInAsync(Seed.ReviewBoard, browser);
        await browser.PressAsync(await browser.GoAsync("/signout"), "Sign out");
        var latest = await EndedAsync(1);
        for (var attempt = 2; attempt <= 10; attempt++)
        {
            // The clock moves only between attempts: one that it overtook would run out and be another.
            app.Clock.Advance(latest.Next!.Value - app.Now() + TimeSpan.FromMilliseconds(1));
            latest = await EndedAsync(attempt);
        }

        Assert.Equal((LogoutNoticeState.GivenUp, 10, 503), (latest.State, latest.Attempts, latest.Status));
        app.Clock.Advance(TimeSpan.FromHours(12));
        await Task.Delay(1200, Cancellation);
        Assert.Equal(10, receiver.All.Count);
        var entries = new List<string>();
        await Eventually.TrueAsync(
            async () =>
            {
                entries.Clear();
                foreach (var node in await app.Get<IAuditLog>().NodesAsync(Cancellation)) await foreach (var record in app.Get<IAuditLog>().ReadAsync(node, 0, Cancellation)) entries.Add(record.Body);
                return entries.Any(entry => entry.Contains(AuditAct.LogoutNoticeUndelivered, StringComparison.Ordinal));
            },
            TimeSpan.FromSeconds(5),
            "the audit says nothing");
        var said = entries.Single(entry => entry.Contains(AuditAct.LogoutNoticeUndelivered, StringComparison.Ordinal));
        Assert.Contains("\"503\"", said, StringComparison.Ordinal);
        Assert.Contains(Hearing.SidOf(tokens), said, StringComparison.Ordinal);

        // Its result is kept: at the clock's time, which stands still.
        async Task<LatestLogoutNotice> EndedAsync(int attempt)
        {
            await receiver.SawAsync(attempt);
            LatestLogoutNotice? ended = null;
            await Eventually.TrueAsync(
                async () =>
                {
                    ended = await app.Get<ILogoutNotices>().LatestAsync(Seed.ReviewBoard.Id, Cancellation);
                    return ended is { Status: 503 } && ended.Attempts == attempt && app.Now() - ended.At < TimeSpan.FromMilliseconds(1);
                },
                TimeSpan.FromSeconds(10),
                $"attempt {attempt} does not end");
            return ended!;
        }
    }

    [Theory, Stores]
    public async Task is_dropped_when_its_credential_is_revoked_or_has_no_address_any_more(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(Hearing.OnThisMachine(store));
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await app.HearsAsync(Seed.ReviewBoard, receiver.Address.AbsoluteUri);
        await app.HearsAsync(Seed.ReviewPage, receiver.Address.AbsoluteUri);
        using var browser = app.NewBrowser();
        await app.SignInAsync(Seed.ReviewBoard, browser);
        await app.SignInAsync(Seed.ReviewPage, browser);
        await browser.PressAsync(await browser.GoAsync("/signout"), "Sign out");
        await receiver.SawAsync(2);
        await app.HearsAsync(Seed.ReviewPage, null);
        Assert.True(await app.Get<IClientStore>().SetDisabledAsync(Seed.ReviewBoard.Id, true, app.Now(), Cancellation));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var client in (SeedClient[])[Seed.ReviewBoard, Seed.ReviewPage])
        {
            await Eventually.TrueAsync(async () => (await app.Get<ILogoutNotices>().LatestAsync(client.Id, Cancellation))!.State == LogoutNoticeState.Dropped, TimeSpan.FromSeconds(10), "it waits still");
        }

        Assert.Equal(2, receiver.All.Count);
    }

    [Theory, Stores, Attack("H1"), Attack("F15")]
    public async Task goes_nowhere_inside(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        await using var receiver = await Receiver.StartAsync();
        foreach (var address in (string[])[receiver.Address.AbsoluteUri, "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data/", $"https://localhost:{receiver.Port}/", "https://[::ffff:7f00:1]/"])
        {
            await app.HearsAsync(Seed.ReviewBoard, address);
            using var browser = app.NewBrowser();
            var tokens = await app.SignInAsync(Seed.ReviewBoard, browser);
            await browser.PressAsync(await browser.GoAsync("/signout"), "Sign out");
            await Eventually.TrueAsync(
                async () => await app.Get<ILogoutNotices>().LatestAsync(Seed.ReviewBoard.Id, Cancellation) is { State: LogoutNoticeState.Dropped } or { Problem: "BadAddress" or "NotPublic" }, TimeSpan.FromSeconds(10), $"{address}: nothing came of it");
            app.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.Empty(receiver.All);
    }

    [Theory, Stores]
    public async Task is_not_sent_of_a_session_that_the_same_person_renews(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(Hearing.OnThisMachine(store));
        await using var receiver = await Receiver.StartAsync();
        await app.HearsAsync(Seed.ReviewBoard, receiver.Address.AbsoluteUri);
        using var browser = app.NewBrowser();
        var first = await app.SignInAsync(Seed.ReviewBoard, browser);
        var again = await app.SignInAsync(Seed.ReviewBoard, browser, changes: ("prompt", "login"));
        Assert.Equal(Hearing.SidOf(first), Hearing.SidOf(again));
        await Task.Delay(1000, Cancellation);
        Assert.Empty(receiver.All);
        Assert.NotEmpty(await app.Get<ISessionStore>().OfPersonAsync(Hearing.SubOf(first), null, 10, app.Now(), Cancellation));
    }
}
