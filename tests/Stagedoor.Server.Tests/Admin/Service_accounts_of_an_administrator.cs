using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Admin;

/// <summary>The Admin Console's pages of service accounts, without a script.</summary>
public class Service_accounts_of_an_administrator(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string Root = "/admin/service-accounts";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task are_granted_renamed_disabled_enabled_and_deleted(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        var credential = await app.BotCredentialAsync();
        var page = await browser.SignInAsync(Seed.Ada, Seed.AdaPassword, "/signin?return=" + Root);
        Assert.Contains("Service Account User", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(await browser.GoAsync(Root + "/grant"), "Grant", ("credential", credential.ClientId), ("role", "member"));
        Assert.Equal(200, page.Code);
        Assert.Contains("Granted.", page.Words, StringComparison.Ordinal);
        Assert.Contains("Service Account User 2", page.Words, StringComparison.Ordinal);
        var path = page.Url.AbsolutePath;
        page = await browser.PressAsync(await browser.GoAsync(path + "/edit"), "Save", ("name", "Conform <b>bot</b>"), ("description", "Conforms"), ("owner", Seed.Ben), ("role", "admin"));
        Assert.Contains("Saved.", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>bot</b>", page.Html, StringComparison.Ordinal);
        Assert.Contains("Ben Okafor", page.Words, StringComparison.Ordinal);

        var bot = await app.WithSecretAsync(credential.ClientId);
        var token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Ok()["access_token"];
        page = await browser.GoAsync(path + "/disable");
        Assert.Contains("Live secrets that stop working for good: 1.", page.Words, StringComparison.Ordinal);
        Assert.Equal(400, (await browser.PressAsync(page, "Disable service account", ("confirm", "conform"))).Code);
        page = await browser.PressAsync(page, "Disable service account", ("confirm", "Conform <b>bot</b>"));
        Assert.Contains("Disabled.", page.Words, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", token)).Code == 401, TimeSpan.FromSeconds(2), "the token lives on");
        page = await browser.PressAsync(await browser.GoAsync(path + "/enable"), "Enable again");
        Assert.Contains("It needs a new secret", page.Words, StringComparison.Ordinal);
        bot = await app.WithSecretAsync(credential.ClientId);
        token = (await app.Http.ClientCredentialsAsync("/ims/token/v3", bot)).Ok()["access_token"];
        using (var request = new HttpRequestMessage(HttpMethod.Post, $"/v4/accounts/{Seed.Account}/workspaces") { Content = new StringContent("""{"data":{"name":"Made"}}""", System.Text.Encoding.UTF8, "application/json") })
        {
            request.Headers.Authorization = new("Bearer", token);
            (await Answer.OfAsync(await app.Http.SendAsync(request, Cancellation))).Is(201);
        }

        page = await browser.GoAsync(path + "/delete");
        Assert.Contains("Its credential Another bot is revoked", page.Words, StringComparison.Ordinal);
        Assert.Equal(400, (await browser.PressAsync(page, "Delete service account", ("confirm", ""))).Code);
        page = await browser.PressAsync(page, "Delete service account", ("confirm", "Conform <b>bot</b>"));
        Assert.Equal(Root, page.Url.AbsolutePath);
        Assert.Contains("Deleted.", page.Words, StringComparison.Ordinal);
        Assert.Equal(404, (await browser.GoAsync(path)).Code);
        Assert.DoesNotContain("Conform", (await browser.GoAsync(Root)).Words, StringComparison.Ordinal);

        var log = app.Of<IAuditLog>();
        var acts = new List<string>();
        await foreach (var record in log.ReadAsync(log.Node, 0, Cancellation)) acts.Add(record.Body);
        foreach (var act in (string[])[AuditAct.ServiceAccountCreated, AuditAct.ServiceAccountRenamed, AuditAct.ServiceAccountChanged, AuditAct.ServiceAccountDisabled, AuditAct.ServiceAccountEnabled, AuditAct.ServiceAccountDeleted])
        {
            Assert.Contains(acts, body => body.Contains($"\"{act}\"", StringComparison.Ordinal) && body.Contains(path[(Root.Length + 1)..].Replace("%40", "@", StringComparison.Ordinal), StringComparison.Ordinal));
        }
    }

    [Theory, Stores]
    public async Task are_found_by_what_is_wrong_with_them(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var (idle, soon, off, dead) = (await app.BotAsync("Idle bot"), await app.BotAsync("Soon bot"), await app.BotAsync("Off bot"), await app.BotAsync("Dead bot"));
        app.Clock.Advance(TimeSpan.FromDays(91));
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await app.Of<IClientStore>().AddSecretAsync(ClientAuthenticator.NewSecret(soon.ClientId, "ends", null, app.Clock.GetUtcNow(), app.Clock.GetUtcNow().AddDays(3)).Record, Cancellation);
        await app.Of<IServiceAccountStore>().SetDisabledAsync(off.Id, 1, true, app.Clock.GetUtcNow(), Cancellation);
        await app.Of<IClientStore>().SetDisabledAsync(dead.ClientId, true, app.Clock.GetUtcNow(), Cancellation);
        await app.BotAsync("New bot");
        foreach (var (query, names) in new (string, string[])[]
        {
            ("?text=BOT", ["Dead bot", "Idle bot", "New bot", "Off bot", "Soon bot"]),
            ("?text=bot&status=disabled", ["Off bot"]),
            ("?text=bot&status=revoked", ["Dead bot"]),
            ("?text=bot&show=expiring", ["Soon bot"]),
            ("?text=bot&show=inactive", ["Dead bot", "Idle bot", "Off bot", "Soon bot"]),
            ("?text=bot&show=ownerless&status=active", ["Idle bot", "New bot", "Soon bot"]),
            ("?text=nobody", []),
            ("?status=nonsense&show=nonsense&sort=nonsense&text=idle", ["Idle bot"]),
        })
        {
            var page = await browser.GoAsync(Root + query);
            Assert.Equal(200, page.Code);
            Assert.Equal(names, page.Document.QuerySelectorAll("tbody tr td:first-child a").Select(link => link.TextContent.Trim()));
        }

        Assert.Equal("New bot", (await browser.GoAsync(Root + "?text=bot&sort=idle")).Document.QuerySelectorAll("tbody tr td:first-child a")[^1].TextContent.Trim());
        Assert.Equal(400, (await browser.GoAsync(Root + "?after=forged")).Code);
        Assert.Contains("inactive", (await browser.GoAsync(Root + "/" + Uri.EscapeDataString(idle.Id))).Words, StringComparison.Ordinal);
    }

    [Fact, Attack("I1"), Attack("F7")]
    public async Task are_nothing_to_others()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var account = await app.BotAsync();
        var path = $"{Root}/{Uri.EscapeDataString(account.Id)}";
        var developer = await app.ColleagueAsync(Seed.Organization, "developer");
        var foreign = await app.ColleagueAsync((await app.AnotherOrganizationAsync()).Id, "system_admin");
        using var theirs = app.NewBrowser();
        using var stranger = app.NewBrowser();
        using var administrator = app.NewBrowser();
        await theirs.SignInAsync(developer.Email, Seed.BenPassword);
        await stranger.SignInAsync(foreign.Email, Seed.BenPassword);
        await administrator.SignInAsync(Seed.Ada, Seed.AdaPassword);
        foreach (var page in (string[])["", "/edit", "/disable", "/enable", "/delete"])
        {
            Assert.Equal(404, (await theirs.GoAsync(path + page)).Code);
            Assert.Equal(404, (await stranger.GoAsync(path + page)).Code);
            Assert.Equal(404, (await stranger.GoAsync($"{path}{page}?org={Uri.EscapeDataString(Seed.Organization)}")).Code);
            if (page.Length > 0) Assert.Equal(400, (await administrator.PostAsync(path + page, ("confirm", account.Name), ("version", "1"), ("name", "Forged"), ("role", "admin"))).Code);
        }

        // One page's token is nothing on another.
        var token = (await administrator.GoAsync(path + "/disable")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        Assert.Equal(400, (await administrator.PostAsync(path + "/delete", ("__RequestVerificationToken", token), ("confirm", account.Name), ("version", "1"))).Code);
        Assert.Equal((1, ServiceAccountStatus.Active), ((await app.Of<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.Version, (await app.Of<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.Status));
    }

    [Fact]
    public async Task that_somebody_else_changed_are_looked_at_again()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var account = await app.BotAsync("Contested");
        var path = $"{Root}/{Uri.EscapeDataString(account.Id)}";
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var (edit, disable, delete) = (await browser.GoAsync(path + "/edit"), await browser.GoAsync(path + "/disable"), await browser.GoAsync(path + "/delete"));
        Assert.IsType<ServiceAccountAnswer.Done>(await app.Of<IServiceAccountStore>().EditAsync(account.Id, 1, ServiceAccountEdit.Of(account) with { Description = "Somebody was here" }, Cancellation));
        var late = await browser.PressAsync(edit, "Save", ("name", "Mine"), ("role", "admin"));
        Assert.Contains("Somebody else changed this meanwhile", late.Words, StringComparison.Ordinal);
        Assert.Equal("Somebody was here", late.Document.QuerySelector("#description")!.GetAttribute("value"));
        foreach (var (page, button) in new[] { (disable, "Disable service account"), (delete, "Delete service account") }) Assert.Contains("Somebody else changed this meanwhile", (await browser.PressAsync(page, button, ("confirm", "Contested"))).Words, StringComparison.Ordinal);
        Assert.Equal(ServiceAccountStatus.Active, (await app.Of<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.Status);
    }

    [Fact]
    public async Task are_granted_once_to_a_server_to_server_credential_only()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var credential = await app.BotCredentialAsync();
        var made = (await GrantAsync(credential.ClientId)).Is(201);
        Assert.Equal("member", made["account_role"]);
        Assert.Equal("granted_before", (await GrantAsync(credential.ClientId)).Is(409)["code"]);
        (await app.ManageAsync(token, HttpMethod.Delete, "/service-accounts/" + made["id"])).Is(204);
        Assert.Equal("credential_revoked", (await GrantAsync(credential.ClientId)).Is(409)["code"]);
        Assert.Equal("not_server_to_server", (await GrantAsync(Seed.ReviewBoard.Id)).Is(422)["code"]);
        foreach (var none in (string[])["none", "", new string('a', 200)]) Assert.Equal("unknown_credential", (await GrantAsync(none)).Is(422)["code"]);
        Assert.Equal("bad_account_role", (await app.ManageAsync(token, HttpMethod.Post, "/service-accounts", $$"""{"credential":"{{(await app.BotCredentialAsync()).ClientId}}","account_role":"owner"}""")).Is(422)["code"]);
        Assert.Equal("api_missing", (await GrantAsync((await app.ManagerWithoutAccountAsync()).ClientId)).Is(409)["code"]);

        // Each role has its pages.
        var account = await app.BotAsync();
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        foreach (var role in ServiceAccount.AccountRoles)
        {
            (await app.ManageAsync(token, HttpMethod.Patch, "/service-accounts/" + account.Id, $$"""{"account_role":"{{role}}"}""")).Ok();
            foreach (var page in (string[])[Root, $"{Root}/{Uri.EscapeDataString(account.Id)}", $"{Root}/{Uri.EscapeDataString(account.Id)}/edit", $"/app/accounts/{Seed.Account}/settings/service-accounts/{account.FrameioId}", $"/app/accounts/{Seed.Account}/settings/service-accounts/{account.FrameioId}/access"])
            {
                Assert.Equal(200, (await browser.GoAsync(page)).Code);
            }
        }

        Task<Answer> GrantAsync(string clientId) => app.ManageAsync(token, HttpMethod.Post, "/service-accounts", $$"""{"credential":"{{clientId}}"}""");
    }
}
