using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Frameio.App.ServiceAccounts;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Users;

namespace Stagedoor.Frameio.Tests.App.ServiceAccounts;

/// <summary>What people see of the service accounts of an account, and who changes what (design §6, issue 4 §3).</summary>
public class The_pages_of_service_accounts
{
    private const string List = "/app/accounts/" + Seed.Account + "/settings/service-accounts";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("I1")]
    public async Task are_for_members_and_nothing_to_anybody_else(StoreKind kind)
    {
        await using var app = await StagedoorApp.StartAsync(kind);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(List + "?text=Service");
        Assert.Equal("/signin", page.Url.AbsolutePath);
        page = await browser.PressAsync(page, "Sign in", ("email", Seed.Ben), ("password", Seed.BenPassword));
        Assert.Equal((200, List + "?text=Service"), (page.Code, page.Url.PathAndQuery));
        Assert.Contains("Service Account User Service account", page.Words, StringComparison.Ordinal);

        // Another's account is not there, nor is one in which somebody only reviews shares.
        var (foreign, reviewed) = (await OrganizationAsync(app), await OrganizationAsync(app));
        var ben = (await app.Services.GetRequiredService<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!;
        await app.Services.GetRequiredService<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = reviewed.Id, PersonId = ben.Id, AccountRole = "reviewer" }, Cancellation);
        var bot = await BotAsync(app);
        foreach (var account in (string[])[foreign.Account.Id.ToString(), reviewed.Account.Id.ToString(), "none", "adobe:none@AdobeOrg"])
        {
            foreach (var below in (string[])["", $"/{bot.FrameioId}", $"/{bot.FrameioId}/edit", $"/{bot.FrameioId}/access"]) Assert.Equal(404, (await browser.GoAsync($"/app/accounts/{account}/settings/service-accounts{below}")).Code);
        }

        // A person is no service account, and neither is what is not there.
        foreach (var id in (string[])[ben.FrameioId.ToString(), Guid.NewGuid().ToString(), "none"]) Assert.Equal(404, (await browser.GoAsync($"{List}/{id}")).Code);
    }

    [Theory, Stores]
    public async Task rename_for_admins_and_every_place_shows_the_new_name_while_the_audit_keeps_the_old(StoreKind kind)
    {
        await using var app = await StagedoorApp.StartAsync(kind);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var bot = await BotAsync(app);
        var api = await Api.OfBotAsync(app);
        var page = await browser.GoAsync($"{List}/{bot.FrameioId}/edit");
        page = await browser.PressAsync(page, "Save", ("name", "  Dailies <b>bot</b> "), ("description", "Brings the day\u2019s takes in"));
        Assert.Equal((200, "?saved=1"), (page.Code, page.Url.Query));
        Assert.Equal("Dailies <b>bot</b>", (await api.DataAsync(HttpMethod.Get, "/v4/me")).Text("name"));
        Assert.Contains("Dailies &lt;b&gt;bot&lt;/b&gt;", (await browser.GoAsync(List)).Html, StringComparison.Ordinal);
        Assert.Contains("Brings the day\u2019s takes in", (await browser.GoAsync($"{List}/{bot.FrameioId}")).Words, StringComparison.Ordinal);
        var audit = await AuditAsync(app);
        Assert.Contains(audit, body => body.Contains("service_account.renamed", StringComparison.Ordinal) && body.Contains("\"Service Account User\"", StringComparison.Ordinal));
        Assert.Contains(audit, body => body.Contains("service_account.changed", StringComparison.Ordinal) && body.Contains("description", StringComparison.Ordinal));

        // All of a long description stands on its own page.
        var words = string.Join(' ', Enumerable.Repeat("takes", 50));
        page = await browser.PressAsync(await browser.GoAsync($"{List}/{bot.FrameioId}/edit"), "Save", ("name", "Dailies <b>bot</b>"), ("description", words));
        Assert.Contains(words, (await browser.GoAsync($"{List}/{bot.FrameioId}")).Words, StringComparison.Ordinal);

        // The number is not given again.
        Assert.Equal("Service Account User 2", (await AnotherBotAsync(app)).Name);
    }

    [Theory, Stores, Attack("G1")]
    public async Task take_no_name_that_hides_turns_or_is_somebodys(StoreKind kind)
    {
        await using var app = await StagedoorApp.StartAsync(kind);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var bot = await BotAsync(app);
        var page = await browser.GoAsync($"{List}/{bot.FrameioId}/edit");
        foreach (var name in new[] { "", "   ", new string('a', 101), "Bot\u202egro.evil", "Bot\u200b", "Bot\u0007", "Ada Field", "\u0410da Field", "BEN  OKAFOR" })
        {
            var answer = await browser.SendAsync(Browser.Request(page, "Save", ("name", name), ("description", "")));
            Assert.True(answer.Code == 400, $"{name}: {answer.Code}");
            Assert.Contains("aria-invalid=\"true\"", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Save", ("name", "Bot"), ("description", new string('a', 301))))).Code);
        Assert.Equal(bot with { LastActivityAt = null }, await BotAsync(app) with { LastActivityAt = null });
    }

    [Theory, Stores]
    public async Task tell_the_second_of_two_editors_that_it_changed(StoreKind kind)
    {
        await using var app = await StagedoorApp.StartAsync(kind);
        using var first = app.NewBrowser();
        using var second = app.NewBrowser();
        var bot = await BotAsync(app);
        await first.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await second.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var (one, other) = (await first.GoAsync($"{List}/{bot.FrameioId}/edit"), await second.GoAsync($"{List}/{bot.FrameioId}/edit"));
        Assert.Equal(200, (await first.PressAsync(one, "Save", ("name", "Dailies"), ("description", ""))).Code);
        var late = await second.PressAsync(other, "Save", ("name", "Nightlies"), ("description", ""));
        Assert.Equal(409, late.Code);
        Assert.Contains("changed it meanwhile", late.Words, StringComparison.Ordinal);
        Assert.Equal("Dailies", late.Document.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Equal(200, (await second.PressAsync(late, "Save", ("name", "Nightlies"), ("description", ""))).Code);
        Assert.Equal("Nightlies", (await BotAsync(app)).Name);
    }

    [Theory, Stores, Attack("F11")]
    public async Task are_not_outrun_by_who_names_the_version_that_comes_next(StoreKind kind)
    {
        var changes = new Meanwhile();
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = kind, Services = changes.Watch });
        using var ben = app.NewBrowser();
        await ben.SignInAsync(Seed.Ben, Seed.BenPassword);
        var ids = app.Services.GetRequiredService<IPersonStore>();
        var (owner, chief) = ((await ids.FindByEmailAsync(Seed.Ben, Cancellation))!, (await ids.FindByEmailAsync(Seed.Ada, Cancellation))!);
        foreach (var (page, fields) in new (string, (string, string)[])[] { ("/edit", [("name", "Ben\u2019s bot"), ("description", "")]), ("/access", [("action", "save"), ("owner", ""), ("role", "admin")]) })
        {
            var bot = await AnotherBotAsync(app);
            var accounts = app.Services.GetRequiredService<IServiceAccounts>();
            async Task AsAsync(string role)
            {
                var now = (await accounts.FindAsync(bot.OrganizationId, bot.Id, Cancellation))!;
                Assert.Equal(Saved.Done, await accounts.EditAsync(new(chief.Id, null, "test"), bot.Id, now.Version, AppServiceAccountEdit.Of(now) with { OwnerId = owner.Id, AccountRole = role }, Cancellation));
            }

            await AsAsync("admin");
            var form = await ben.GoAsync($"{List}/{bot.FrameioId}{page}");
            var (token, version) = (form.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!, (await FoundAsync()).Version);

            // An admin takes the role away after Ben's request read the account, and before it writes.
            changes.BeforeEdit = () => AsAsync("member");
            var late = await ben.PostAsync($"{List}/{bot.FrameioId}{page}", [("__RequestVerificationToken", token), ("version", (version + 1).ToString(CultureInfo.InvariantCulture)), .. fields]);
            Assert.Equal(409, late.Code);
            if (changes.BeforeEdit is { } notYet)
            {
                changes.BeforeEdit = null;
                await notYet();
            }

            Assert.Equal(("member", owner.Id, version + 1), ((await FoundAsync()).AccountRole, (await FoundAsync()).OwnerId, (await FoundAsync()).Version));
            async Task<ServiceAccount> FoundAsync() => (await app.Services.GetRequiredService<IServiceAccountStore>().FindAsync(bot.Id, Cancellation))!;

            // What was read is as old as the form: told so before anything else about it.
            Assert.Equal(409, (await ben.PostAsync($"{List}/{bot.FrameioId}{page}", [("__RequestVerificationToken", token), ("version", version.ToString(CultureInfo.InvariantCulture)), .. fields])).Code);
        }
    }

    [Theory, Stores, Attack("I1")]
    public async Task lower_no_service_account_that_stands_above_who_asks(StoreKind kind)
    {
        await using var app = await StagedoorApp.StartAsync(kind);
        using var ada = app.NewBrowser();
        using var ben = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await ben.SignInAsync(Seed.Ben, Seed.BenPassword);
        var (admin, night) = (await Api.OfAsync(app, Seed.Ada), await AnotherBotAsync(app, "Night bot"));
        var (user, me) = (night.FrameioId.ToString(), await (await Api.OfAsync(app, Seed.Ben)).MeAsync());
        var workspace = await admin.NewWorkspaceAsync("Features");
        var project = (await admin.NewProjectAsync(workspace, "The Long Night")).Text("id");
        await ada.PressAsync(await ada.GoAsync($"{List}/{user}/access"), "Save", ("owner", Seed.Ben), ("role", "member"));
        await admin.GiveAsync("projects/" + project, me, "full_access");
        await admin.GiveAsync("workspaces/" + workspace, user, "workspace_admin");
        async Task<string> RoleAsync() => (await admin.AllAsync($"/projects/{project}/users")).Single(entry => entry.GetProperty("user").Text("id") == user).Text("role");

        // By the form, and by one made by hand; as the API refuses it.
        var page = await ben.GoAsync($"{List}/{user}/access?find=long");
        page = await ben.PressAsync(page, "Give this role", ("place", $"project {project}"), ("role", "viewer"));
        Assert.Equal(400, page.Code);
        Assert.Contains("a higher role than yours", page.Words, StringComparison.Ordinal);
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var (action, role) in new[] { ("give", "viewer"), ("give", "full_access"), ("take", "") })
        {
            Assert.Equal(400, (await ben.PostAsync($"{List}/{user}/access", [("__RequestVerificationToken", token), ("action", action), ("place", $"project {project}"), ("role", role)])).Code);
            Assert.Equal("workspace_admin", await RoleAsync());
        }

        (await (await Api.OfAsync(app, Seed.Ben)).PatchAsync($"/projects/{project}/users/{user}", """{"data":{"role":"viewer"}}""")).Is(403);

        // An admin of the account stands above both; and who is as high as the service account changes it.
        page = await ada.PressAsync(await ada.GoAsync($"{List}/{user}/access?find=long"), "Give this role", ("place", $"project {project}"), ("role", "editor"));
        Assert.Equal("?done=given", page.Url.Query);
        Assert.Equal("editor", await RoleAsync());
        page = await ben.PressAsync(await ben.GoAsync($"{List}/{user}/access?find=long"), "Give this role", ("place", $"project {project}"), ("role", "viewer"));
        Assert.Equal("?done=given", page.Url.Query);
        Assert.Equal("viewer", await RoleAsync());
    }

    [Theory, Stores, Attack("F7")]
    public async Task do_nothing_for_a_forged_form(StoreKind kind)
    {
        await using var app = await StagedoorApp.StartAsync(kind);
        using var ada = app.NewBrowser();
        using var ben = app.NewBrowser();
        var bot = await BotAsync(app);
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await ben.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await ada.GoAsync($"{List}/{bot.FrameioId}/edit");
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (string, string)[] fields = [("name", "Forged"), ("description", ""), ("version", "1")];
        Assert.Equal(400, (await ada.PostAsync($"{List}/{bot.FrameioId}/edit", fields)).Code);
        Assert.Equal(400, (await ada.PostAsync($"{List}/{bot.FrameioId}/access", [("action", "save"), ("role", "admin"), ("owner", ""), ("version", "1")])).Code);

        // One form's token is nothing in another form.
        Assert.Equal(400, (await ada.PostAsync($"{List}/{bot.FrameioId}/access", [("__RequestVerificationToken", token), ("action", "save"), ("role", "member"), ("owner", ""), ("version", "1")])).Code);

        // A member who manages nothing finds no form, and another's does nothing.
        foreach (var below in (string[])["/edit", "/access"])
        {
            Assert.Equal(404, (await ben.GoAsync($"{List}/{bot.FrameioId}{below}")).Code);
            Assert.Equal(404, (await ben.PostAsync($"{List}/{bot.FrameioId}{below}", [("__RequestVerificationToken", token), .. fields])).Code);
        }

        Assert.DoesNotContain("/edit", (await ben.GoAsync($"{List}/{bot.FrameioId}")).Html, StringComparison.Ordinal);
        Assert.Equal(("Service Account User", "admin", 1), ((await BotAsync(app)).Name, (await BotAsync(app)).AccountRole, (await BotAsync(app)).Version));
    }

    [Theory, Stores, Attack("F11")]
    public async Task let_an_owner_who_is_no_admin_manage_within_what_they_may_themselves(StoreKind kind)
    {
        await using var app = await StagedoorApp.StartAsync(kind);
        using var ada = app.NewBrowser();
        using var ben = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var bot = await BotAsync(app);
        var api = await Api.OfBotAsync(app);
        var workspace = await api.NewWorkspaceAsync("Features");
        var project = (await api.NewProjectAsync(workspace, "The Long Night")).Text("id");
        var page = await ada.GoAsync($"{List}/{bot.FrameioId}/access");
        page = await ada.PressAsync(page, "Save", ("owner", "nobody@northlight.example"), ("role", "member"));
        Assert.Contains("Nobody active", page.Words, StringComparison.Ordinal);
        page = await ada.PressAsync(await ada.GoAsync($"{List}/{bot.FrameioId}/access"), "Save", ("owner", bot.Id), ("role", "member"));
        Assert.Equal(400, page.Code);
        page = await ada.PressAsync(await ada.GoAsync($"{List}/{bot.FrameioId}/access"), "Save", ("owner", " BEN@northlight.example "), ("role", "member"));
        Assert.Contains("Saved.", page.Words, StringComparison.Ordinal);
        (await api.GetAsync($"/projects/{project}")).Is(404);

        // Ben renames it, and gives it no more than he may give.
        await ben.SignInAsync(Seed.Ben, Seed.BenPassword);
        page = await ben.PressAsync(await ben.GoAsync($"{List}/{bot.FrameioId}/edit"), "Save", ("name", "Ben\u2019s bot"), ("description", ""));
        Assert.Equal(200, page.Code);
        page = await ben.GoAsync($"{List}/{bot.FrameioId}/access");
        Assert.Contains("no workspace or project where you may give roles", page.Words, StringComparison.Ordinal);
        Assert.Equal(403, (await ben.PressAsync(page, "Save", ("owner", Seed.Ben), ("role", "admin"))).Code);
        var token = page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        foreach (var place in (string[])[$"workspace {workspace}", $"project {project}", $"project {Guid.NewGuid()}", "account " + Seed.Account, "workspace", ""])
        {
            Assert.Equal(400, (await ben.PostAsync($"{List}/{bot.FrameioId}/access", [("__RequestVerificationToken", token), ("action", "give"), ("place", place), ("role", "viewer")])).Code);
        }

        (await api.GetAsync($"/projects/{project}")).Is(404);

        // Where he may, he does; and takes it back.
        var admin = new Api(app.Http, await app.PersonTokenAsync(Seed.Ada));
        await admin.GiveAsync("projects/" + project, await (await Api.OfAsync(app, Seed.Ben)).MeAsync(), "full_access");
        page = await ben.GoAsync($"{List}/{bot.FrameioId}/access?find=long");
        page = await ben.PressAsync(page, "Give this role", ("place", $"project {project}"), ("role", "workspace_admin"));
        Assert.Equal(400, page.Code);
        page = await ben.PressAsync(await ben.GoAsync($"{List}/{bot.FrameioId}/access?find=LONG"), "Give this role", ("place", $"project {project}"), ("role", "viewer"));
        Assert.Equal("?done=given", page.Url.Query);
        Assert.Contains("The Long Night", page.Words, StringComparison.Ordinal);
        (await api.GetAsync($"/projects/{project}")).Ok();
        page = await ben.PressAsync(page, "Remove");
        Assert.Equal("?done=taken", page.Url.Query);
        (await api.GetAsync($"/projects/{project}")).Is(404);

        // Who gives it away has nothing more to manage.
        page = await ben.PressAsync(await ben.GoAsync($"{List}/{bot.FrameioId}/access"), "Save", ("owner", Seed.Ada), ("role", "member"));
        Assert.Equal($"{List}/{bot.FrameioId}", page.Url.PathAndQuery);
        Assert.Equal(404, (await ben.GoAsync($"{List}/{bot.FrameioId}/edit")).Code);
    }

    [Theory, Stores]
    public async Task show_no_place_that_who_looks_does_not_see(StoreKind kind)
    {
        await using var app = await StagedoorApp.StartAsync(kind);
        using var ada = app.NewBrowser();
        using var ben = app.NewBrowser();
        var api = await Api.OfBotAsync(app);
        var night = await AnotherBotAsync(app);
        foreach (var name in (string[])["Open", "Secret"])
        {
            var workspace = await api.NewWorkspaceAsync(name + " space");
            var project = (await api.NewProjectAsync(workspace, name + " film", restricted: true)).Text("id");
            await api.GiveAsync("workspaces/" + workspace, night.FrameioId.ToString(), "editor");
            await api.GiveAsync("projects/" + project, night.FrameioId.ToString(), "commenter");
            if (name == "Open") await api.GiveAsync("projects/" + project, await (await Api.OfAsync(app, Seed.Ben)).MeAsync(), "viewer");
        }

        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await ben.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await ada.GoAsync($"{List}/{night.FrameioId}");
        foreach (var name in (string[])["Open space", "Secret space", "Open film", "Secret film"]) Assert.Contains(name, page.Words, StringComparison.Ordinal);
        page = await ben.GoAsync($"{List}/{night.FrameioId}");
        Assert.Contains("Open film", page.Words, StringComparison.Ordinal);
        foreach (var name in (string[])["Secret space", "Secret film"]) Assert.DoesNotContain(name, page.Words, StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("F4")]
    public async Task ask_for_a_fresh_proof_before_owner_and_roles(StoreKind kind)
    {
        await using var app = await StagedoorApp.StartAsync(kind);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var bot = await BotAsync(app);
        var page = await browser.GoAsync($"{List}/{bot.FrameioId}/access");
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        var again = await browser.PressAsync(page, "Save", ("owner", Seed.Ben), ("role", "member"));
        Assert.Equal("/signin", again.Url.AbsolutePath);
        Assert.Equal(1, (await BotAsync(app)).Version);
        page = await browser.PressAsync(again, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        Assert.Equal((200, $"{List}/{bot.FrameioId}/access"), (page.Code, page.Url.PathAndQuery));
    }

    [Theory, Stores]
    public async Task page_through_many_by_name(StoreKind kind)
    {
        await using var app = await StagedoorApp.StartAsync(kind);
        using var browser = app.NewBrowser();
        for (var i = 0; i < 55; i++) await AnotherBotAsync(app, $"Robot {i:00}");
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        List<string> seen = [];
        for (string? next = List + "?text=robot"; next is not null;)
        {
            var page = await browser.GoAsync(next);
            seen.AddRange(page.Document.QuerySelectorAll("#accounts strong").Select(name => name.TextContent));
            next = page.Document.QuerySelector(".aside a[href*=after]")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 55).Select(i => $"Robot {i:00}"), seen);
        foreach (var cursor in (string[])["%20", "AAAA", "_____", new string('a', 2000)]) Assert.Equal(200, (await browser.GoAsync($"{List}?after={cursor}")).Code);
    }

    private static async Task<ServiceAccount> BotAsync(StagedoorApp app) => (await app.Services.GetRequiredService<IServiceAccountStore>().FindByClientAsync(Seed.DailiesBot.Id, Cancellation))!;

    private static Task<ServiceAccount> AnotherBotAsync(StagedoorApp app, string? name = null) => Bots.AddAsync(app, name);

    private static async Task<Organization> OrganizationAsync(StagedoorApp app)
    {
        var organization = new Organization { Id = Bots.Hex() + "@AdobeOrg", Name = "Elsewhere", CreatedAt = app.Clock.GetUtcNow(), Account = new() { Id = Guid.NewGuid(), DisplayName = "Elsewhere" } };
        Assert.True(await app.Services.GetRequiredService<IOrganizationStore>().AddAsync(organization, Cancellation));
        return organization;
    }

    private static async Task<List<string>> AuditAsync(StagedoorApp app)
    {
        var log = app.Services.GetRequiredService<IAuditLog>();
        var bodies = new List<string>();
        await foreach (var record in log.ReadAsync(log.Node, 0, Cancellation)) bodies.Add(record.Body);
        return bodies;
    }
}
