using System.Net;
using System.Text.RegularExpressions;

namespace Stagedoor.Server.Tests.Attacks;

/// <summary>Rows F: passwords, sessions and forms.</summary>
[Spec("RFC 9700", "4.16")]
public partial class On_signing_in(Stage stage) : IClassFixture<Stage>
{
    [Fact, Attack("F1")]
    public async Task a_wrong_password_and_an_unknown_address_look_the_same()
    {
        await using var app = await OwnAsync();
        var known = await FailAsync(app, Seed.Ada, "wrong password");
        var unknown = await FailAsync(app, "xxx@northlight.example", "wrong password");
        Assert.Equal(Plain(known, Seed.Ada), Plain(unknown, "xxx@northlight.example"));
        Assert.Equal(known.Code, unknown.Code);
        Assert.Equal(Headers(known), Headers(unknown));
    }

    [Theory, Attack("F1"), Attack("H7")]
    [InlineData("' or '1'='1")]
    [InlineData("ada@northlight.example' --")]
    [InlineData("ada@northlight.example\0")]
    [InlineData("<script>alert(1)</script>@x.example")]
    [InlineData("%00")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a@b@c@d")]
    public async Task a_strange_address_is_only_a_wrong_one(string email)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        var page = await FailAsync(app, email, "whatever it is");
        Assert.InRange(page.Code, 200, 499);
        Assert.True(page.HasField("password") || page.Code == 400, page.ToString());
        Assert.DoesNotContain("<script>alert", page.Html, StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("F2")]
    public async Task parallel_guesses_are_counted_one_by_one_and_the_victim_still_gets_in(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, SeedPath = Crew.SeedFile });
        using var browser = app.NewBrowser();
        var form = await browser.GoAsync("/signin");
        var requests = Enumerable.Range(0, 30).Select(_ => Browser.Request(form, "Sign in", ("email", Seed.Ada), ("password", "guess"))).ToList();
        var answers = await Task.WhenAll(requests.Select(browser.SendAsync));
        Assert.All(answers, answer => Assert.NotEqual(303, answer.Code));
        Assert.True(answers.Count(answer => answer.Code == 429) >= 20, $"refused: {answers.Count(answer => answer.Code == 429)} of 30");
        using var right = app.NewBrowser();
        Assert.Equal(429, (await right.SignInAsync(Seed.Ada, Seed.AdaPassword)).Code);
        Assert.NotEqual(429, (await right.SignInAsync(Seed.Ben, Seed.BenPassword)).Code);
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        using var later = app.NewBrowser();
        await SignedInAsync(later, await later.SignInAsync(Seed.Ada, Seed.AdaPassword));
    }

    [Fact, Attack("F4"), Spec("RFC 8628", "5.1")]
    public async Task guesses_of_device_codes_are_slowed()
    {
        await using var app = await OwnAsync();
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var answers = new List<Page>();
        for (var guess = 0; guess < 30; guess++) answers.Add(await browser.GoAsync($"/device?user_code=BBBB-{guess:D4}".Replace('0', 'C').Replace('1', 'D')));
        Assert.Contains(answers, page => page.Code == 429);
        Assert.All(answers, page => Assert.False(page.HasButton("Allow access")));
    }

    [Fact, Attack("F5")]
    public async Task a_cookie_from_before_the_sign_in_is_worth_nothing_after_it()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        browser.Cookies.Add(app.Address, new Cookie("stagedoor", new string('A', 43), "/"));
        await SignedInAsync(browser, await browser.SignInAsync(Seed.Ada, Seed.AdaPassword));
        var first = SessionCookie(browser, app);
        Assert.NotEqual(new string('A', 43), first);
        await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "login")));
        var again = await browser.SignInAndAllowAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "login")), Seed.Ada, Seed.AdaPassword);
        Assert.NotNull(again.Left);
        Assert.NotEqual(first, SessionCookie(browser, app));
        using var thief = app.NewBrowser();
        thief.Cookies.Add(app.Address, new Cookie("stagedoor", first, "/"));
        Assert.Equal("login_required", (await thief.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "none")))).Callback["error"]);
    }

    [Fact, Attack("F5")]
    public async Task the_cookie_is_for_this_host_alone_and_for_no_script()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var form = await browser.GoAsync("/signin");
        var answer = await browser.SendAsync(Browser.Request(form, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword)));
        var cookie = Assert.Single(answer.Response.Headers.GetValues("Set-Cookie"), value => value.StartsWith("stagedoor=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact, Attack("F6")]
    public async Task a_cancelled_prompt_for_login_gives_no_code_for_the_old_person()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        await app.AllowAsync(Crew.Board, browser);
        var page = await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "login")));
        Assert.True(page.HasField("password"));
        var cancelled = await browser.PressAsync(page, "Cancel");
        Assert.Equal("access_denied", cancelled.Callback["error"]);
        Assert.DoesNotContain("code", cancelled.Callback.Keys);
    }

    [Fact, Attack("F6")]
    public async Task another_person_who_signs_in_during_a_journey_is_whom_the_code_is_for()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var ada = await app.SignInAsync(Crew.Board, browser);
        foreach (var prompt in (string?[])["login", null])
        {
            var ben = await app.SignInAsync(Crew.Board, browser, Seed.Ben, Seed.BenPassword, [("prompt", prompt ?? "login select_account")]);
            Assert.NotEqual(Jws.Read(ada["id_token"])["sub"], Jws.Read(ben["id_token"])["sub"]);
            Assert.Equal(Seed.Ben, (await app.Http.GetAsync("/oauth2/userinfo", ben["access_token"])).Ok()["email"]);
        }
    }

    [Fact, Attack("F6")]
    public async Task a_hint_at_one_person_never_answers_for_another()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var ada = await app.SignInAsync(Crew.Board, browser);
        using var bens = app.NewBrowser();
        await app.SignInAsync(Crew.Board, bens, Seed.Ben, Seed.BenPassword);
        var page = await bens.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "none"), ("id_token_hint", ada["id_token"])));
        Assert.Contains(page.Callback["error"], (string[])["login_required", "interaction_required", "account_selection_required"]);
    }

    [Fact, Attack("F6"), Spec("OIDC Core", "3.1.2.1")]
    public async Task an_old_sign_in_does_not_satisfy_max_age()
    {
        await using var app = await OwnAsync();
        using var browser = app.NewBrowser();
        await app.AllowAsync(Crew.Board, browser);
        app.Clock.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal("login_required", (await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "none"), ("max_age", "60")))).Callback["error"]);
        Assert.True((await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("max_age", "0")))).HasField("password"));
    }

    [Fact, Attack("F7")]
    public async Task a_form_without_its_token_or_with_anothers_does_nothing()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        using var attacker = app.NewBrowser();
        var attackers = await attacker.GoAsync("/signin");
        var page = await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "consent")));
        await RefusesForgeriesAsync(browser, page, "Sign in", attackers, ("email", Seed.Ada), ("password", Seed.AdaPassword));
        page = await browser.PressAsync(page, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        Assert.True(page.HasButton("Allow access"), page.ToString());
        await RefusesForgeriesAsync(browser, page, "Allow access", attackers);
        Assert.NotNull((await browser.PressAsync(page, "Allow access")).Left);
    }

    [Fact, Attack("F7")]
    public async Task a_form_sent_from_another_site_does_nothing()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "consent")));
        page = await browser.PressAsync(page, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        foreach (var (name, value) in ((string, string)[])[("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site")])
        {
            var request = Browser.Request(page, "Allow access");
            request.Headers.Add(name, value);
            var answer = await browser.SendAsync(request);
            Assert.True(answer.Code is 400 or 403, $"{name}: {value} got {answer.Code}");
        }
    }

    [Fact, Attack("F7")]
    public async Task a_bare_sign_out_asks_first_and_an_image_cannot_sign_out()
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        await app.AllowAsync(Crew.Board, browser);
        foreach (var url in (string[])["/oauth2/logout", "/ims/logout/v1", $"/ims/logout/v1?client_id={Crew.Board.Id}&redirect_uri={Uri.EscapeDataString(Crew.Board.RedirectUri!)}"])
        {
            var page = await browser.GoAsync(url);
            Assert.True(page.HasButton("Sign out"), page.ToString());
            Assert.Equal(["code", "iss", "state"], (await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "none")))).Callback.Keys.Order(StringComparer.Ordinal));
        }
    }

    [Fact, Attack("F14")]
    public async Task a_long_password_is_not_cut_and_is_typed_in_either_unicode_form()
    {
        const string Password = "pässwörter sind länger als zweiundsiebzig Bytes, und jedes davon zählt: auch dieses letzte hier";
        var app = await stage.OnAsync(StoreKind.Sqlite);
        Assert.True((await FailAsync(app, "dana@northlight.example", Password[..^1])).HasField("password"));
        Assert.True((await FailAsync(app, "dana@northlight.example", Password[..72])).HasField("password"));
        foreach (var form in (System.Text.NormalizationForm[])[System.Text.NormalizationForm.FormC, System.Text.NormalizationForm.FormD])
        {
            using var browser = app.NewBrowser();
            await SignedInAsync(browser, await browser.SignInAsync("dana@northlight.example", Password.Normalize(form)));
        }
    }

    [Theory, Attack("F14")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_000)]
    [InlineData(1_000_000)]
    public async Task a_password_of_any_length_gets_an_answer(int length)
    {
        var app = await stage.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var form = await browser.GoAsync("/signin");
        try
        {
            var answer = await browser.SendAsync(Browser.Request(form, "Sign in", ("email", Seed.Ada), ("password", new string('x', length))));
            Assert.InRange(answer.Code, 200, 499);
            Assert.NotEqual(303, answer.Code);
        }
        catch (HttpRequestException) when (length == 1_000_000)
        {
            // The server may close the connection on a body that it will not read.
        }
    }

    private static Task<StagedoorApp> OwnAsync() => StagedoorApp.StartAsync(new AppOptions { SeedPath = Crew.SeedFile });

    private static async Task<Page> FailAsync(StagedoorApp app, string email, string password)
    {
        using var browser = app.NewBrowser();
        return await browser.SignInAsync(email, password);
    }

    private static async Task SignedInAsync(Browser browser, Page page)
    {
        Assert.False(page.HasField("password"), page.ToString());
        var silent = await browser.GoAsync(Authorize.Url(Crew.Board, ProofKey.New(), ("prompt", "none")));
        Assert.True(silent.Callback.ContainsKey("code") || silent.Callback["error"] == "consent_required", silent.ToString());
    }

    private static async Task RefusesForgeriesAsync(Browser browser, Page page, string button, Page attackers, params (string, string)[] fill)
    {
        var names = page.Document.QuerySelectorAll("input[type=hidden]").Select(input => input.GetAttribute("name")!).Where(name => attackers.Document.QuerySelector($"input[type=hidden][name='{name}']") is { } other && other.GetAttribute("value") != page.Document.QuerySelector($"input[name='{name}']")!.GetAttribute("value")).ToList();
        Assert.NotEmpty(names);
        foreach (var name in names)
        {
            foreach (var value in (string[])["", "forged", attackers.Document.QuerySelector($"input[name='{name}']")!.GetAttribute("value")!])
            {
                var answer = await browser.SendAsync(Browser.Request(page, button, [.. fill, (name, value)]));
                Assert.True(answer.Code is >= 400 and < 500 || (answer.Code == 200 && answer.Response.Headers.Location is null), $"{name}={value}: {answer.Code} {answer.Response.Headers.Location}");
            }
        }
    }

    private static string SessionCookie(Browser browser, StagedoorApp app) => browser.Cookies.GetCookies(app.Address)["stagedoor"]!.Value;

    private static string Plain(Page page, string email) => Tokens().Replace(page.Html.Replace(email, "(address)", StringComparison.Ordinal), "(varies)");

    private static readonly HashSet<string> Varying = new(["x-request-id", "Date", "Set-Cookie", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    private static string[] Headers(Page page) => [.. page.Answer.Response.Headers.Concat(page.Answer.Response.Content.Headers).Where(header => !Varying.Contains(header.Key)).Select(header => $"{header.Key}: {Tokens().Replace(string.Join(',', header.Value), "(varies)")}").Order(StringComparer.Ordinal)];

    // Antiforgery tokens and request ids.
    [GeneratedRegex(@"(?<=value="")[\w\-+/=]{60,}(?="")|0HN[A-Z0-9]+:[0-9A-F]+")]
    private static partial Regex Tokens();
}
