using Stagedoor.Server.Administration;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Developer;

/// <summary>"Would it match?", on the page and over the API: always what the authorization endpoint does.</summary>
public class The_redirect_tester(AppFixture apps) : IClassFixture<AppFixture>
{
    private static readonly string[] Sent =
    [
        "https://app.example/cb", "https://app.example/cb/", "https://app.example/CB", "https://app.example/cb?x=1", "https://app.example/cb#x", "https://app.example:8443/cb", "https://evil.example/cb", "HTTPS://app.example/cb",
        "https://app.example/tenants/north", "https://app.example/tenants/7", "http://localhost:5001/cb", "http://127.0.0.1:5001/cb", "http://127.0.0.1/cb", "com.example.app:/cb", "javascript:alert(1)", "<b>", " ",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Spec("RFC 9700", "2.1")]
    public async Task says_what_the_authorization_endpoint_does(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var administrator = await app.AdministratorAsync(owner, Seed.Organization);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        using var browser = app.NewBrowser();
        await browser.SignInAsync(owner.Email, Seed.BenPassword);
        var project = await Examples.ProjectAsync(app, owner);
        NewCredential[] wanted =
        [
            new() { Api = "frameio", Kind = "web_app", Name = "Web", DefaultRedirectUri = "https://app.example/cb", RedirectUriPatterns = [@"https://app\.example/tenants/[a-z]+", @"http://localhost:[0-9]+/cb"] },
            new() { Api = "frameio", Kind = "single_page_app", Name = "Page", DefaultRedirectUri = "https://app.example/cb" },
            new() { Api = "frameio", Kind = "native_app", Name = "Native", RedirectUris = ["http://127.0.0.1/cb", "com.example.app:/cb"] },
        ];
        var yes = 0;
        foreach (var one in wanted)
        {
            Assert.False((await app.Of<Credentials>().CreateAsync(administrator, project, one, Cancellation)).Failed(out _, out var card));
            var client = new SeedClient(card!.Client.ClientId, null, null, "openid");
            foreach (var uri in Sent)
            {
                var proven = (await browser.GoAsync(Authorize.Url(client, ProofKey.New(), ("redirect_uri", uri)))).Code != 400;
                if (proven) yes++;
                var page = await browser.GoAsync($"/developer/projects/{project}/credentials/{client.Id}?redirect_uri={Uri.EscapeDataString(uri)}");
                var answer = await app.ManageAsync(token, HttpMethod.Get, $"/credentials/{client.Id}/redirect-test?redirect_uri={Uri.EscapeDataString(uri)}");
                if (string.IsNullOrWhiteSpace(uri))
                {
                    Assert.Equal("no_redirect_uri", answer.Is(422)["code"]);
                    continue;
                }

                Assert.Equal(proven ? "Yes: answers may go there." : "No: the authorization page would refuse it.", page.Document.QuerySelector("#verdict strong")!.TextContent);
                Assert.Equal(uri, page.Document.QuerySelector("#redirect_uri")!.GetAttribute("value"));
                Assert.Equal(proven, answer.Ok().Json.GetProperty("matches").GetBoolean());
                Assert.Equal(proven, answer.Json.GetProperty("differences").GetArrayLength() == 0);
            }
        }

        Assert.Equal(7, yes);
    }

    [Theory, Stores]
    public async Task explains_what_differs_and_knows_who_has_none(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var owner = await app.ColleagueAsync(Seed.Organization, "developer");
        var clientId = await Examples.CredentialAsync(app, owner);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var answer = await app.ManageAsync(token, HttpMethod.Get, $"/credentials/{clientId}/redirect-test?redirect_uri=https%3A%2F%2Fapp.example%2Fcb%2F");
        Assert.Equal("https://app.example/cb", answer.Ok()["registered"]);
        Assert.Equal("trailing_slash", answer.Json.GetProperty("differences")[0].GetString());
        var project = (await app.Of<Credentials>().FindAsync(await app.AdministratorAsync(owner, Seed.Organization), clientId, Cancellation)).Failed(out _, out var card) ? "" : card.Client.ProjectId;
        using var browser = app.NewBrowser();
        await browser.SignInAsync(owner.Email, Seed.BenPassword);
        var page = await browser.GoAsync($"/developer/projects/{project}/credentials/{clientId}?redirect_uri=https%3A%2F%2Fapp.example%2Fcb%2F");
        Assert.Contains("slash at its end", page.Document.QuerySelector("#verdict")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("https://app.example/cb", page.Document.QuerySelector("#verdict code")!.TextContent, StringComparison.Ordinal);
        var bot = (await app.BotCredentialAsync()).ClientId;
        Assert.Equal("no_redirect_uris", (await app.ManageAsync(token, HttpMethod.Get, $"/credentials/{bot}/redirect-test?redirect_uri=https%3A%2F%2Fapp.example%2Fcb")).Is(409)["code"]);
    }
}
