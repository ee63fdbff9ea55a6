using Microsoft.Data.Sqlite;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Request = Stagedoor.TestKit.Authorize;

namespace Stagedoor.Server.Tests.Endpoints.Logout;

[Spec("OIDC RP-Initiated Logout", "2"), OnStore(StoreKind.Sqlite)]
public class A_sign_out(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string After = "https://app.example/signed-out";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task with_the_session_s_own_id_token_is_done_at_once_and_returns_with_state(bool post)
    {
        var flow = await FlowAsync();
        var left = post
            ? await flow.Browser.PostAsync("/oauth2/logout", ("id_token_hint", flow.IdToken), ("post_logout_redirect_uri", After), ("state", "a b&c"))
            : await flow.Browser.GoAsync($"/oauth2/logout?id_token_hint={flow.IdToken}&post_logout_redirect_uri={Uri.EscapeDataString(After)}&state=a%20b%26c");
        Assert.Equal(After + "?state=a%20b%26c", left.Left!.OriginalString);
        await IsSignedOutAsync(flow);
    }

    [Fact]
    public async Task ends_on_a_page_in_the_language_that_the_application_asked_for()
    {
        var flow = await FlowAsync();
        Assert.Contains("Abmelden", (await flow.Browser.GoAsync("/oauth2/logout?ui_locales=tlh%20de")).Words, StringComparison.Ordinal);
        var page = await flow.Browser.PressAsync(await flow.Browser.GoAsync("/oauth2/logout?ui_locales=tlh%20de"), "Abmelden");
        IsGerman(page);

        // Nobody is signed in any more; and then an ID token proves who asks.
        IsGerman(await flow.Browser.GoAsync("/oauth2/logout?ui_locales=de"));
        flow = await FlowAsync();
        IsGerman(await flow.Browser.GoAsync($"/oauth2/logout?id_token_hint={flow.IdToken}&ui_locales=de%26x%3D1%20de"));
        Assert.Equal("/signed-out", (await flow.Browser.GoAsync("/oauth2/logout?ui_locales=" + new string('d', 5000))).Url.PathAndQuery);

        static void IsGerman(Page page)
        {
            Assert.Equal(("/signed-out", "de"), (page.Url.AbsolutePath, page.Document.DocumentElement.GetAttribute("lang")));
            Assert.Contains("abgemeldet", page.Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task posted_from_another_site_still_finds_the_session()
    {
        var flow = await FlowAsync();
        var answer = await flow.App.Http.PostFormAsync("/oauth2/logout", ("id_token_hint", flow.IdToken), ("post_logout_redirect_uri", After));
        Assert.StartsWith("/oauth2/logout?continue=", answer.Header("Location"), StringComparison.Ordinal);
        Assert.DoesNotContain(flow.IdToken, answer.Header("Location"), StringComparison.Ordinal);
        Assert.Equal(After, (await flow.Browser.GoAsync(answer.Header("Location")!)).Left!.OriginalString);
        await IsSignedOutAsync(flow);
    }

    [Theory, Attack("A10")]
    [InlineData("https://app.example/signed-out?foo=bar")]
    [InlineData("https://app.example/signed-out/")]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData(@"/\evil")]
    [InlineData("/%09/evil")]
    [InlineData("javascript:alert(1)")]
    [InlineData(Given.Callback)]
    public async Task to_an_address_that_is_not_registered_for_it_gets_a_page(string uri)
    {
        var flow = await FlowAsync();
        (await flow.Browser.GoAsync($"/oauth2/logout?id_token_hint={flow.IdToken}&post_logout_redirect_uri={Uri.EscapeDataString(uri)}")).Answer.IsPage();
        (await flow.App.Http.GetAsync($"/ims/logout/v1?client_id={flow.Client.Id}&redirect_uri={Uri.EscapeDataString(uri == Given.Callback ? After : uri)}", null)).IsPage();
    }

    [Theory, Attack("F7")]
    [InlineData("")]
    [InlineData("?state=x")]
    [InlineData("?client_id={client}&post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fsigned-out")]
    [InlineData("?id_token_hint={none}&post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fsigned-out")]
    [InlineData("?id_token_hint={bad}&post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fsigned-out")]
    public async Task without_a_proof_asks_first_and_returns_nowhere(string query)
    {
        var flow = await FlowAsync();
        var parts = flow.IdToken.Split('.');
        var none = $"{System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"none"}"""u8)}.{parts[1]}.";
        query = query.Replace("{client}", flow.Client.Id, StringComparison.Ordinal).Replace("{none}", none, StringComparison.Ordinal).Replace("{bad}", $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}", StringComparison.Ordinal);
        var page = await flow.Browser.GoAsync("/oauth2/logout" + query);
        Assert.True(page.HasButton("Sign out"), page.ToString());
        Assert.True((await flow.Browser.GoAsync(Request.Url(flow.Client, ProofKey.New(), ("prompt", "none")))).Callback.ContainsKey("code"));
        var done = await flow.Browser.PressAsync(await flow.Browser.GoAsync("/oauth2/logout" + query), "Sign out");
        Assert.Null(done.Left);
        Assert.Equal("/signed-out", done.Url.AbsolutePath);
        await IsSignedOutAsync(flow);
    }

    [Fact]
    public async Task by_a_hint_that_means_somebody_else_asks_first()
    {
        var flow = await FlowAsync();
        using var bens = flow.App.NewBrowser();
        await bens.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await bens.GoAsync($"/oauth2/logout?id_token_hint={flow.IdToken}&post_logout_redirect_uri={Uri.EscapeDataString(After)}");
        Assert.True(page.HasButton("Sign out"), page.ToString());
    }

    [Fact]
    public async Task ends_one_person_s_session_and_leaves_the_other_s()
    {
        var flow = await FlowAsync();
        await flow.Browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        await flow.Browser.GoAsync($"/oauth2/logout?id_token_hint={flow.IdToken}");
        var page = await flow.Browser.GoAsync(Request.Url(flow.Client, ProofKey.New(), ("prompt", "select_account")));
        Assert.True(page.HasButton(Seed.Ben) && !page.HasButton(Seed.Ada), page.ToString());
    }

    [Fact, Attack("F7"), Spec("ims.md", "1.11")]
    public async Task in_ims_with_the_session_s_own_access_token_is_done_at_once()
    {
        var flow = await FlowAsync();
        var asks = await flow.Browser.GoAsync($"/ims/logout/v1?client_id={flow.Client.Id}&redirect_uri={Uri.EscapeDataString(Given.Callback)}");
        Assert.True(asks.HasButton("Sign out"), asks.ToString());
        var left = await flow.Browser.GoAsync($"/ims/logout/v1?client_id={flow.Client.Id}&redirect_uri={Uri.EscapeDataString(Given.Callback)}&access_token={flow.AccessToken}");
        Assert.Equal(Given.Callback, left.Left!.OriginalString);
        Assert.Equal(302, left.Code);
        Assert.Equal("no-store", left.Answer.Header("Cache-Control"));
        await IsSignedOutAsync(flow);
    }

    [Fact, Spec("ims.md", "1.11")]
    public async Task in_ims_where_nobody_is_signed_in_returns_at_once()
    {
        var flow = await FlowAsync();
        Assert.Equal(Given.Callback, (await flow.App.Http.GetAsync($"/ims/logout/v1?client_id={flow.Client.Id}&redirect_uri={Uri.EscapeDataString(Given.Callback)}", null)).Header("Location"));
        (await flow.App.Http.GetAsync("/ims/logout/v1?client_id=nobody", null)).IsPage("client_id");
    }

    [Fact, Attack("F7")]
    public async Task in_ims_with_another_s_access_token_asks_first()
    {
        var flow = await FlowAsync();
        var other = await FlowAsync();
        var page = await flow.Browser.GoAsync($"/ims/logout/v1?client_id={other.Client.Id}&redirect_uri={Uri.EscapeDataString(Given.Callback)}&access_token={other.AccessToken}");
        Assert.True(page.HasButton("Sign out"), page.ToString());
    }

    [Fact, Spec("ims.md", "1.11")]
    public async Task in_ims_through_the_back_channel_needs_the_client_s_secret()
    {
        var flow = await FlowAsync(ApplicationKind.WebApp);
        (await flow.App.Http.PostFormAsync("/ims/logout/v1", ("client_id", flow.Client.Id), ("client_secret", "wrong"), ("access_token", flow.AccessToken))).Is(400, "invalid_client");
        (await flow.App.Http.PostFormAsync("/ims/logout/v1", ("client_id", flow.Client.Id), ("client_secret", flow.Client.Secret), ("access_token", flow.AccessToken))).Ok();
        await IsSignedOutAsync(flow);
    }

    [Fact, Attack("A12"), Spec("RFC 9700", "2.5")]
    public async Task in_ims_through_the_back_channel_takes_no_secret_from_a_query_and_writes_down_a_guess()
    {
        var flow = await FlowAsync(ApplicationKind.WebApp);
        var clients = flow.App.Service<IClientStore>();
        var client = (await clients.FindAsync(flow.Client.Id, default))!;
        await clients.ChangeAsync(client.ClientId, client.Name, client.Settings with { SecretInQuery = true }, default);
        (await flow.App.Http.PostFormAsync($"/ims/logout/v1?client_secret={flow.Client.Secret}", ("client_id", flow.Client.Id), ("access_token", flow.AccessToken))).Is(400, "invalid_request");
        (await flow.App.Http.GetAsync($"/ims/logout/v1?client_id={flow.Client.Id}&client_secret={flow.Client.Secret}&access_token={flow.AccessToken}", null)).Is(400, "invalid_request");
        (await flow.App.Http.GetAsync("/oauth2/userinfo", flow.AccessToken)).Ok();
        (await flow.App.Http.PostFormAsync("/ims/logout/v1", ("client_id", flow.Client.Id), ("client_secret", "wrong"), ("access_token", flow.AccessToken))).Is(400, "invalid_client");
        await using var database = new SqliteConnection($"Data Source={Path.Combine(flow.App.Data, "stagedoor.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        await using var written = database.CreateCommand();
        written.CommandText = "SELECT COUNT(*) FROM audit WHERE CAST(body AS TEXT) LIKE '%' || @client || '%' AND CAST(body AS TEXT) LIKE '%\"logout\"%'";
        written.Parameters.AddWithValue("@client", flow.Client.Id);
        Assert.Equal(1L, await written.ExecuteScalarAsync());
    }

    private sealed record Flow(StagedoorApp App, SeedClient Client, Browser Browser, string IdToken, string AccessToken);

    private async Task<Flow> FlowAsync(ApplicationKind? kind = null)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var client = await app.ClientAsync(kind ?? ApplicationKind.SinglePageApp, settings => settings with { PostLogoutRedirectUris = [After] });
        var browser = app.NewBrowser();
        var proof = ProofKey.New();
        var page = await browser.SignInAndAllowAsync(Request.Url(client, proof), Seed.Ada, Seed.AdaPassword);
        var tokens = (await app.Http.RedeemAsync("/oauth2/token", client, page.Callback["code"], proof.Verifier)).Ok();
        return new(app, client, browser, tokens["id_token"]!, tokens["access_token"]!);
    }

    private static async Task IsSignedOutAsync(Flow flow) => Assert.Equal("login_required", (await flow.Browser.GoAsync(Request.Url(flow.Client, ProofKey.New(), ("prompt", "none")))).Callback["error"]);
}
