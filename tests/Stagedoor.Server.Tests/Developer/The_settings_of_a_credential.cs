using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Developer;

/// <summary>What the settings page changes beside names and redirect URIs.</summary>
public class The_settings_of_a_credential(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Spec("RFC 9700", "2.1.1")]
    public async Task leave_out_pkce_for_a_web_app_alone_and_say_what_that_means(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var clientId = await Examples.CredentialAsync(app, owner);
        var client = await app.WithSecretAsync(clientId) with { RedirectUri = "https://app.example/cb", Scope = "openid" };
        using var browser = app.NewBrowser();
        await browser.SignInAsync(owner.Email, Seed.BenPassword);
        var path = await PathAsync(app, owner, clientId);
        var page = await browser.GoAsync(path + "/settings");
        Assert.Contains("RFC 9700", page.Words, StringComparison.Ordinal);
        Assert.Contains("error=invalid_request", (await app.NewBrowser().GoAsync(Authorize.Url(client, null))).Left!.OriginalString, StringComparison.Ordinal);

        // A box that is not checked is not sent: a browser leaves the field out.
        page = await browser.PressAsync(page, "Save", ("require_pkce", ""));
        Assert.Contains("not required", page.Words, StringComparison.Ordinal);
        Assert.Equal("/signin", (await app.NewBrowser().GoAsync(Authorize.Url(client, null))).Url.AbsolutePath);
        page = await browser.PressAsync(await browser.GoAsync(path + "/settings"), "Save", ("require_pkce", "yes"));
        Assert.DoesNotContain("not required", page.Words, StringComparison.Ordinal);
        var administrator = await app.AdministratorAsync(owner, Seed.Organization);
        Assert.False((await app.Of<Credentials>().CreateAsync(administrator, path.Split('/')[3], new() { Api = "frameio", Kind = "single_page_app", Name = "Page", DefaultRedirectUri = "https://page.example/" }, Cancellation)).Failed(out _, out var single));
        Assert.DoesNotContain("require_pkce", (await browser.GoAsync(await PathAsync(app, owner, single!.Client.ClientId) + "/settings")).Html, StringComparison.Ordinal);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        Assert.Equal("pkce_of_web_apps", (await app.ManageAsync(token, HttpMethod.Patch, "/credentials/" + single.Client.ClientId, """{"require_pkce":false}""")).Is(422)["code"]);
    }

    [Theory, Stores, Spec("OpenID Connect RP-Initiated Logout", "2.1")]
    public async Task name_where_a_person_may_go_after_signing_out(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var clientId = await Examples.CredentialAsync(app, owner);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(owner.Email, Seed.BenPassword);
        var path = await PathAsync(app, owner, clientId);
        var page = await browser.PressAsync(await browser.GoAsync(path + "/settings"), "Save", ("post_logout_redirect_uris", "https://app.example/bye\r\nftp://app.example/bye"));
        Assert.Equal(400, page.Code);
        Assert.Contains("ftp://app.example/bye", page.Document.QuerySelector("#post_logout_redirect_uris")!.TextContent, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Save", ("post_logout_redirect_uris", "https://app.example/bye\r\nhttps://app.example/later"));
        Assert.Contains("https://app.example/later", page.Words, StringComparison.Ordinal);
        Assert.Equal(["https://app.example/bye", "https://app.example/later"], (await app.Of<IClientStore>().FindAsync(clientId, Cancellation))!.Settings.PostLogoutRedirectUris);
    }

    private static async Task<string> PathAsync(StagedoorApp app, Server.Users.Person owner, string clientId) =>
        (await app.Of<Credentials>().FindAsync(await app.AdministratorAsync(owner, Seed.Organization), clientId, Cancellation)).Failed(out var why, out var card) ? throw new InvalidOperationException(why.Sentence) : $"/developer/projects/{card.Client.ProjectId}/credentials/{clientId}";
}
