using Stagedoor.Server.Clients.Kinds;
using Request = Stagedoor.TestKit.Authorize;

namespace Stagedoor.Server.Tests.Endpoints.Authorize;

/// <summary>Who must sign in again, and whom an answer may be about: with two people in one browser.</summary>
[Spec("OIDC Core", "3.1.2.1"), OnStore(StoreKind.Sqlite)]
public class A_prompt(AppFixture apps) : IClassFixture<AppFixture>
{
    [Theory, Attack("F6")]
    [InlineData("prompt", "login")]
    [InlineData("max_age", "0")]
    [InlineData("max_age", "5")]
    public async Task for_a_new_sign_in_is_answered_by_one_of_this_journey_only(string name, string value)
    {
        var (app, client, browser) = await AdaAsync();
        app.Clock.Advance(TimeSpan.FromSeconds(6));
        var first = await browser.GoAsync(Request.Url(client, ProofKey.New(), (name, value)));
        Assert.True(first.HasField("password"), first.ToString());

        // Another tab signs in, in a journey of its own or in none: it is not this journey's.
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        app.Clock.Advance(TimeSpan.FromSeconds(6));
        var still = await browser.GoAsync("/oauth2/authorize/resume" + first.Url.Query);
        Assert.True(still.HasField("password"), still.ToString());
        Assert.True((await browser.FinishAsync(still, Seed.Ada, Seed.AdaPassword)).Callback.ContainsKey("code"));
    }

    [Fact, Attack("F6")]
    public async Task for_a_new_sign_in_that_is_cancelled_keeps_nobody()
    {
        var (_, client, browser) = await AdaAsync();
        var page = await browser.GoAsync(Request.Url(client, ProofKey.New(), ("prompt", "login")));
        Assert.Equal("access_denied", (await browser.PressAsync(page, "Cancel")).Callback["error"]);
    }

    [Fact, Attack("F6")]
    public async Task for_a_new_sign_in_is_about_who_signed_in()
    {
        var (app, client, browser) = await AdaAsync();
        var proof = ProofKey.New();
        var page = await browser.FinishAsync(await browser.GoAsync(Request.Url(client, proof, ("prompt", "login"))), Seed.Ben, Seed.BenPassword);
        Assert.Equal(await IdOfAsync(app, Seed.Ben), await SubjectAsync(app, client, page, proof));
    }

    [Fact, Attack("F6"), Spec("OIDC Core", "3.1.2.1")]
    public async Task with_a_hint_is_never_about_somebody_else()
    {
        var (app, client, browser) = await AdaAsync();
        var hint = await IdTokenAsync(app, client, browser);
        AssertCode(await browser.GoAsync(Request.Url(client, ProofKey.New(), ("prompt", "none"), ("id_token_hint", hint))));

        // Ben signs in after Ada: the hint still means Ada, who is still here.
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var proof = ProofKey.New();
        var silent = await browser.GoAsync(Request.Url(client, proof, ("prompt", "none"), ("id_token_hint", hint)));
        Assert.Equal(await IdOfAsync(app, Seed.Ada), await SubjectAsync(app, client, silent, proof));

        // In a browser where only Ben is, Ada must sign in, and Ben's sign-in is no answer.
        using var bens = app.NewBrowser();
        await bens.SignInAsync(Seed.Ben, Seed.BenPassword);
        Assert.Equal("login_required", (await bens.GoAsync(Request.Url(client, ProofKey.New(), ("prompt", "none"), ("id_token_hint", hint)))).Callback["error"]);
        var page = await bens.GoAsync(Request.Url(client, ProofKey.New(), ("id_token_hint", hint)));
        Assert.True(page.HasField("password"), page.ToString());
        Assert.Equal("login_required", (await bens.PressAsync(page, "Sign in", ("email", Seed.Ben), ("password", Seed.BenPassword))).Callback["error"]);
        AssertCode(await bens.FinishAsync(await bens.GoAsync(Request.Url(client, ProofKey.New(), ("id_token_hint", hint))), Seed.Ada, Seed.AdaPassword));
    }

    [Fact]
    public async Task with_the_hint_of_another_application_or_forged_is_refused()
    {
        var (app, client, browser) = await AdaAsync();
        var other = await app.ClientAsync(ApplicationKind.WebApp);
        var hint = await IdTokenAsync(app, client, browser);
        Assert.Equal("invalid_request", (await browser.GoAsync(Request.Url(other, ProofKey.New(), ("id_token_hint", hint)))).Callback["error"]);
        Assert.Equal("invalid_request", (await browser.GoAsync(Request.Url(client, ProofKey.New(), ("id_token_hint", hint[..^6] + "AAAAAA")))).Callback["error"]);
    }

    [Fact]
    public async Task that_means_one_person_by_the_claims_parameter_is_about_nobody_else()
    {
        var (app, client, browser) = await AdaAsync();
        var claims = "{\"id_token\":{\"sub\":{\"value\":\"" + await IdOfAsync(app, Seed.Ben) + "\"}}}";
        Assert.Equal("login_required", (await browser.GoAsync(Request.Url(client, ProofKey.New(), ("prompt", "none"), ("claims", claims)))).Callback["error"]);
    }

    [Fact]
    public async Task for_a_choice_shows_who_is_here_and_takes_the_chosen()
    {
        var (app, client, browser) = await AdaAsync();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        Assert.Equal("account_selection_required", (await browser.GoAsync(Request.Url(client, ProofKey.New(), ("prompt", "none")))).Callback["error"]);
        var proof = ProofKey.New();
        var page = await browser.GoAsync(Request.Url(client, proof, ("prompt", "select_account")));
        Assert.True(page.HasButton(Seed.Ada) && page.HasButton(Seed.Ben), page.ToString());
        Assert.Equal(await IdOfAsync(app, Seed.Ada), await SubjectAsync(app, client, await browser.FinishAsync(page, Seed.Ada, Seed.AdaPassword), proof));
    }

    [Fact]
    public async Task for_a_choice_and_a_sign_in_asks_for_both()
    {
        var (_, client, browser) = await AdaAsync();
        var page = await browser.GoAsync(Request.Url(client, ProofKey.New(), ("prompt", "select_account login consent")));
        page = await browser.PressAsync(page, Seed.Ada);
        Assert.True(page.HasField("password"), page.ToString());
        page = await browser.PressAsync(page, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        Assert.True(page.HasButton("Allow access"), page.ToString());
        AssertCode(await browser.PressAsync(page, "Allow access"));
    }

    [Theory]
    [InlineData("{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"gold\"]}}}", "unmet_authentication_requirements")]
    [InlineData("{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"1\"}}}", null)]
    [InlineData("{\"id_token\":{\"acr\":{\"values\":[\"gold\"]}}}", null)]
    [InlineData("{\"userinfo\":{\"given_name\":{\"essential\":true},\"unheard_of\":null},\"more\":1}", null)]
    public async Task may_be_essential_about_how_the_person_signed_in(string claims, string? error)
    {
        var (_, client, browser) = await AdaAsync();
        var page = await browser.GoAsync(Request.Url(client, ProofKey.New(), ("prompt", "none"), ("claims", claims)));
        Assert.Equal(error, page.Callback.GetValueOrDefault("error"));
    }

    private async Task<(StagedoorApp App, SeedClient Client, Browser Browser)> AdaAsync()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var client = await app.ClientAsync(ApplicationKind.SinglePageApp);
        var browser = app.NewBrowser();
        AssertCode(await browser.SignInAndAllowAsync(Request.Url(client, ProofKey.New()), Seed.Ada, Seed.AdaPassword));
        return (app, client, browser);
    }

    private static void AssertCode(Page page) => Assert.True(page.Left is not null && page.Callback.ContainsKey("code"), $"expected a code, got {page}");

    private static async Task<string> IdTokenAsync(StagedoorApp app, SeedClient client, Browser browser)
    {
        var proof = ProofKey.New();
        var page = await browser.GoAsync(Request.Url(client, proof));
        return (await app.Http.RedeemAsync("/oauth2/token", client, page.Callback["code"], proof.Verifier)).Ok()["id_token"]!;
    }

    private static async Task<string> SubjectAsync(StagedoorApp app, SeedClient client, Page page, ProofKey proof) =>
        Jws.Read((await app.Http.RedeemAsync("/oauth2/token", client, page.Callback["code"], proof.Verifier)).Ok()["id_token"])["sub"]!;

    private static async Task<string> IdOfAsync(StagedoorApp app, string email) => (await app.Service<Server.Users.IPersonStore>().FindByEmailAsync(email, TestContext.Current.CancellationToken))!.Id;
}
