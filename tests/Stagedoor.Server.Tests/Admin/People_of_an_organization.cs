using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tests.Management;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Admin;

/// <summary>The Admin Console's pages of people, without a script; and what comes of them elsewhere.</summary>
public class People_of_an_organization(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string Root = "/admin/people", Password = Seed.BenPassword;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task are_found_given_roles_deactivated_and_reactivated(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, heir) = (await app.ColleagueAsync(Seed.Organization), await app.ColleagueAsync(Seed.Organization));
        using var browser = app.NewBrowser();
        var page = await browser.SignInAsync(Seed.Ada, Seed.AdaPassword, "/signin?return=/admin");
        Assert.Equal(Root, page.Url.AbsolutePath);
        Assert.Contains(person.Email, page.Words, StringComparison.Ordinal);
        page = await browser.GoAsync($"{Root}?text={Uri.EscapeDataString(person.Email)}&role=none&status=active&sort=signin");
        var path = page.Document.QuerySelector("tbody a")!.GetAttribute("href")!;
        Assert.Single(page.Document.QuerySelectorAll("tbody tr"));
        page = await browser.PressAsync(await browser.GoAsync(path + "/roles"), "Save", ("developer", "1"), ("account_role", "admin"));
        Assert.Contains("The roles were changed.", page.Words, StringComparison.Ordinal);
        Assert.Contains("Developer, Account admin", page.Words, StringComparison.Ordinal);

        // Where they are signed in, and what they own.
        using var theirs = app.NewBrowser();
        await theirs.SignInAsync(person.Email, Password);
        Assert.Equal(200, (await theirs.GoAsync("/developer")).Code);
        var account = await app.BotAsync("Their bot", person.Id);
        page = await browser.GoAsync(path + "/sign-ins");
        Assert.Contains("Signed in", page.Words, StringComparison.Ordinal);
        page = await browser.GoAsync(path + "/sessions");
        page = await browser.PressAsync(page, "End");
        Assert.Contains("Ended.", page.Words, StringComparison.Ordinal);
        Assert.Equal("/signin", (await theirs.GoAsync("/developer")).Url.AbsolutePath);
        await theirs.SignInAsync(person.Email, Password);

        page = await browser.GoAsync(path + "/deactivate");
        Assert.Contains("need a new owner: 1", page.Words, StringComparison.Ordinal);
        Assert.Equal(400, (await browser.PressAsync(page, "Deactivate person", ("heir", heir.Email), ("confirm", "somebody"))).Code);
        page = await browser.PressAsync(await browser.GoAsync(path + "/deactivate"), "Deactivate person", ("heir", person.Email), ("confirm", person.Name));
        Assert.Contains("another active person", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Deactivate person", ("heir", heir.Email), ("confirm", person.Name));
        Assert.Contains("Every session and token of the person is dead.", page.Words, StringComparison.Ordinal);
        Assert.Equal(heir.Id, (await app.Of<IServiceAccountStore>().FindAsync(account.Id, Cancellation))!.OwnerId);
        Assert.Equal("/signin", (await theirs.GoAsync("/developer")).Url.AbsolutePath);
        Assert.NotEqual(200, (await theirs.SignInAsync(person.Email, Password)).Code);
        Assert.Contains("Deactivated", (await browser.GoAsync(Root + "?status=deactivated")).Words, StringComparison.Ordinal);

        page = await browser.PressAsync(await browser.GoAsync(path + "/reactivate"), "Reactivate");
        Assert.Contains("Reactivated.", page.Words, StringComparison.Ordinal);
        await theirs.SignInAsync(person.Email, Password);
        Assert.Equal(200, (await theirs.GoAsync("/developer")).Code);
        page = await browser.PressAsync(await browser.GoAsync(path + "/recovery"), "Send the link", ("what", "password"));
        Assert.Contains("on its way", page.Words, StringComparison.Ordinal);
        var mail = await app.MailAsync(person.Email, "Set a new password");
        Assert.Contains("/recover/password?link=", mail.LinkTo("/recover/password"), StringComparison.Ordinal);
        Assert.DoesNotContain("link=", page.Html, StringComparison.Ordinal);

        var log = app.Of<IAuditLog>();
        var acts = new List<string>();
        await foreach (var record in log.ReadAsync(log.Node, 0, Cancellation)) acts.Add(record.Body);
        foreach (var act in (string[])[AuditAct.RolesChanged, AuditAct.SignedOut, AuditAct.ServiceAccountsPassedOn, AuditAct.PersonDeactivated, AuditAct.PersonReactivated, AuditAct.RecoveryBegun])
        {
            Assert.Contains(acts, body => body.Contains($"\"{act}\"", StringComparison.Ordinal) && body.Contains(person.Id, StringComparison.Ordinal));
        }
    }

    [Theory, Stores]
    public async Task are_invited_by_mail_and_the_invitation_is_withdrawn(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await browser.PressAsync(await browser.GoAsync(Root + "/invite"), "Send invitation", ("email", "nobody"), ("account_role", "member"));
        Assert.Equal(400, page.Code);
        page = await browser.PressAsync(page, "Send invitation", ("email", Seed.Ben), ("account_role", "member"));
        Assert.Contains("is in the organization already", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Send invitation", ("email", "cleo@northlight.example"), ("developer", "1"), ("account_role", "reviewer"));
        Assert.Contains("The invitation is on its way.", page.Words, StringComparison.Ordinal);
        Assert.Contains("Developer, Reviewer", page.Words, StringComparison.Ordinal);
        var link = (await app.MailAsync("cleo@northlight.example", "You are invited to an organization")).LinkTo("/invitation");
        using var theirs = app.NewBrowser();
        Assert.Equal(200, (await theirs.GoAsync(link)).Code);
        page = await browser.PressAsync(page, "Withdraw");
        Assert.Contains("Withdrawn.", page.Words, StringComparison.Ordinal);
        Assert.Equal(400, (await theirs.GoAsync(link)).Code);
        Assert.Contains("No invitation is open", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task keep_an_administrator_and_are_not_changed_by_who_saw_them_as_they_were()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        using var one = app.NewBrowser();
        await one.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var ada = (await app.Of<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!;
        var own = $"{Root}/{Uri.EscapeDataString(ada.Id)}";
        var page = await one.PressAsync(await one.GoAsync(own + "/roles"), "Save", ("system_admin", ""), ("developer", "1"), ("account_role", "owner"));
        Assert.Contains("the last system administrator", page.Words, StringComparison.Ordinal);
        Assert.Contains("Nobody deactivates themselves", (await one.GoAsync(own + "/deactivate")).Words, StringComparison.Ordinal);
        var second = await app.ColleagueAsync(Seed.Organization, "system_admin");
        using var other = app.NewBrowser();
        await other.SignInAsync(second.Email, Password);
        var person = await app.ColleagueAsync(Seed.Organization);
        var path = $"{Root}/{Uri.EscapeDataString(person.Id)}";
        var (mine, theirs) = (await one.GoAsync(path + "/roles"), await other.GoAsync(path + "/roles"));
        await one.PressAsync(mine, "Save", ("developer", "1"), ("account_role", "member"));
        var late = await other.PressAsync(theirs, "Save", ("account_role", "reviewer"));
        Assert.Equal(400, late.Code);
        Assert.Contains("Somebody else changed this meanwhile", late.Words, StringComparison.Ordinal);
        Assert.NotNull(late.Document.QuerySelector("input[name=developer][checked]"));
    }

    [Theory, Stores, Attack("F4")]
    public async Task are_come_back_to_after_the_proof_that_a_form_asked_for(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var person = await app.ColleagueAsync(Seed.Organization);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var path = $"{Root}/{person.Id}/roles";
        var page = await browser.GoAsync(path);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        page = await browser.PressAsync(page, "Save", ("developer", "1"), ("account_role", "member"));
        Assert.Equal("/signin", page.Url.AbsolutePath);
        Assert.Equal(path, (await browser.PressAsync(page, "Sign in", ("password", Seed.AdaPassword))).Url.AbsolutePath);
    }

    [Fact, Attack("I1"), Attack("F7")]
    public async Task are_nothing_to_others()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var person = await app.ColleagueAsync(Seed.Organization);
        var path = $"{Root}/{Uri.EscapeDataString(person.Id)}";
        var developer = await app.ColleagueAsync(Seed.Organization, "developer");
        var foreign = await app.ColleagueAsync((await app.AnotherOrganizationAsync()).Id, "system_admin");
        foreach (var stranger in new[] { developer.Email, foreign.Email, Seed.Ben })
        {
            using var browser = app.NewBrowser();
            await browser.SignInAsync(stranger, Password);
            foreach (var place in new[] { "", "/roles", "/deactivate", "/reactivate", "/recovery", "/sessions", "/sign-ins" }) Assert.Equal(404, (await browser.GoAsync(path + place)).Code);
            foreach (var act in new[] { "/roles", "/deactivate", "/recovery", "/sessions" }) Assert.NotEqual(200, (await browser.PostAsync(path + act, ("system_admin", "1"), ("account_role", "owner"), ("confirm", person.Name), ("version", "1"), ("what", "password"), ("action", "end-all"))).Code);
        }

        Assert.Equal(("", "member"), (await app.Of<IOrganizationPeople>().FindAsync(Seed.Organization, person.Id, Cancellation)) is { IsActive: true } card ? (string.Join(' ', card.AdminRoles), card.AccountRole) : default);
    }

    [Fact, Attack("I1")]
    public async Task are_not_made_administrators_by_a_credential()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var person = await app.ColleagueAsync(Seed.Organization);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var path = $"/people/{Uri.EscapeDataString(person.Id)}";
        Assert.Equal(403, (await app.ManageAsync(token, HttpMethod.Patch, path, """{"admin_roles":["system_admin"]}""")).Code);
        Assert.Equal(403, (await app.ManageAsync(token, HttpMethod.Post, "/invitations", """{"email":"dora@northlight.example","admin_roles":["system_admin"]}""")).Code);
        Assert.Equal(422, (await app.ManageAsync(token, HttpMethod.Patch, path, """{"account_role":"emperor"}""")).Code);
        var answer = await app.ManageAsync(token, HttpMethod.Patch, path, """{"admin_roles":["developer"]}""");
        Assert.Equal(("person", "active", "developer"), (answer.Json.GetProperty("type").GetString(), answer.Json.GetProperty("status").GetString(), answer.Json.GetProperty("admin_roles")[0].GetString()));
        Assert.Equal(412, (await app.ManageAsync(token, HttpMethod.Patch, path, """{"account_role":"admin"}""", request => request.Headers.IfMatch.Add(new("\"1\"")))).Code);
        Assert.Equal(409, (await app.ManageAsync(token, HttpMethod.Post, path + "/reactivate")).Code);
    }

    [Theory, Stores, Attack("I1")]
    public async Task who_are_administrators_are_changed_and_deactivated_by_people_only(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (chief, member) = (await app.ColleagueAsync(Seed.Organization, "system_admin"), await app.ColleagueAsync(Seed.Organization));
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var path = $"/people/{Uri.EscapeDataString(chief.Id)}";
        Task<Answer> Manage(HttpMethod method, string place, string json) => app.ManageAsync(token, method, place, json);
        foreach (var roles in new[] { """{"admin_roles":[]}""", """{"admin_roles":["developer"]}""", """{"account_role":"reviewer"}""" }) Assert.Equal("people_only", (await Manage(HttpMethod.Patch, path, roles)).Is(403)["code"]);
        Assert.Equal("people_only", (await Manage(HttpMethod.Post, path + "/deactivate", "{}")).Is(403)["code"]);
        Assert.Equal((true, "system_admin", "member"), (await app.Of<IOrganizationPeople>().FindAsync(Seed.Organization, chief.Id, Cancellation)) is { } card ? (card.IsActive, string.Join(' ', card.AdminRoles), card.AccountRole) : default);

        // Nobody's second factor is a program's to take off; a lost password's link goes to its person alone.
        var theirs = $"/people/{Uri.EscapeDataString(member.Id)}";
        foreach (var place in new[] { path, theirs }) Assert.Equal("people_only", (await Manage(HttpMethod.Post, place + "/recovery", """{"what":"second_factor"}""")).Is(403)["code"]);
        (await Manage(HttpMethod.Post, theirs + "/recovery", """{"what":"password"}""")).Ok();
        (await Manage(HttpMethod.Patch, theirs, """{"admin_roles":["developer"]}""")).Ok();
        (await Manage(HttpMethod.Post, theirs + "/deactivate", "{}")).Ok();

        // A person does.
        var ada = await app.AdministratorAsync((await app.Of<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!, Seed.Organization);
        var people = app.Of<Administration.People>();
        Assert.False((await people.RecoverAsync(ada, chief.Id, Administration.People.SecondFactor, Cancellation)).Failed(out _, out _));
        Assert.False((await people.ChangeRolesAsync(ada, chief.Id, null, ["system_admin", "developer"], null, Cancellation)).Failed(out _, out _));
        Assert.False((await people.DeactivateAsync(ada, chief.Id, null, null, Cancellation)).Failed(out _, out _));
    }

    [Theory, Stores, Attack("I1")]
    public async Task who_have_left_are_no_business_of_it_any_more(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var (person, elsewhere) = (await app.ColleagueAsync(Seed.Organization), await app.AnotherOrganizationAsync());
        Assert.True(await app.Of<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = elsewhere.Id, PersonId = person.Id, AccountRole = "member" }, Cancellation));
        using var theirs = app.NewBrowser();
        await theirs.SignInAsync(person.Email, Password);
        var administrator = await app.AdministratorAsync((await app.Of<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!, Seed.Organization);
        async Task<int> FoundAsync(string who) => (await app.Of<AuditReading>().SearchAsync(administrator, new() { Who = who }, null, null, 50, Cancellation)).Failed(out _, out var page) ? -1 : page.Lines.Count;
        await Eventually.TrueAsync(async () => await FoundAsync(person.Email) > 0, TimeSpan.FromSeconds(20), "nothing of the person is in the audit");
        using var ada = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var path = $"{Root}/{Uri.EscapeDataString(person.Id)}";
        var page = await ada.GoAsync(path);
        Assert.Contains(person.Email, page.Words, StringComparison.Ordinal);
        Assert.Contains("/sign-ins", page.Html, StringComparison.Ordinal);
        await ada.PressAsync(await ada.GoAsync(path + "/deactivate"), "Deactivate person", ("confirm", person.Name));

        // They sign in elsewhere: that, where, and by which address is theirs.
        Assert.Equal(200, (await theirs.SignInAsync(person.Email, Password)).Code);
        var sid = await app.SessionAsync((await app.Of<IPersonStore>().FindAsync(person.Id, Cancellation))!);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var one = $"/people/{Uri.EscapeDataString(person.Id)}";
        foreach (var place in new[] { "/sessions", "/sign-ins" })
        {
            Assert.Equal(404, (await app.ManageAsync(token, HttpMethod.Get, one + place)).Code);
            Assert.Equal(404, (await ada.GoAsync(path + place)).Code);
        }

        foreach (var place in new[] { "/sessions", "/sessions/" + sid }) Assert.Equal(404, (await app.ManageAsync(token, HttpMethod.Delete, one + place)).Code);
        Assert.True(await app.Of<ISessionStore>().IsLiveAsync(sid, app.Clock.GetUtcNow(), Cancellation));
        var seen = (await app.ManageAsync(token, HttpMethod.Get, one)).Ok();
        Assert.Equal(("deactivated", "", "null"), (seen["status"], seen["email"], seen["last_sign_in_at"]));
        page = await ada.GoAsync(path);
        Assert.Contains(person.Name, page.Words, StringComparison.Ordinal);
        foreach (var shown in new[] { page.Html, (await ada.GoAsync(Root + "?status=deactivated")).Html, seen.Text, (await app.ManageAsync(token, HttpMethod.Get, "/people?page_size=100")).Ok().Text }) Assert.DoesNotContain(person.Email, shown, StringComparison.OrdinalIgnoreCase);
        foreach (var gone in new[] { "/sessions\"", "/sign-ins\"" }) Assert.DoesNotContain(gone, page.Html, StringComparison.Ordinal);

        // Nor does anything that takes an address say whose it is: not the list, not the audit, not an invitation.
        Assert.Equal(0, (await app.ManageAsync(token, HttpMethod.Get, "/people?text=" + Uri.EscapeDataString(person.Email))).Ok().Json.GetProperty("items").GetArrayLength());
        Assert.NotEqual(0, await FoundAsync(person.Id));
        Assert.Equal(0, await FoundAsync(person.Email));
        var (left, stranger) = (await InviteAsync(person.Email), await InviteAsync("nobody-yet@northlight.example"));
        Assert.Equal((201, 201), (left.Code, stranger.Code));
        static IEnumerable<string> Shape(Answer answer) => answer.Json.EnumerateObject().Where(member => member.Name is not ("id" or "email" or "created_at" or "expires_at")).Select(member => member.ToString());
        Assert.Equal(Shape(stranger), Shape(left));
        Task<Answer> InviteAsync(string email) => app.ManageAsync(token, HttpMethod.Post, "/invitations", $$"""{"email":"{{email}}"}""");

        // Who says yes to it is a member as if they had never been.
        page = await theirs.GoAsync((await app.MailAsync(person.Email, "You are invited to an organization")).LinkTo("/invitation"));
        Assert.Contains("You are now a member of", (await theirs.PressAsync(page, "Join")).Words, StringComparison.Ordinal);
        Assert.Contains(person.Email, (await ada.GoAsync(path)).Words, StringComparison.Ordinal);
    }

    [Theory, Stores, Attack("F10")]
    public async Task take_their_open_invitations_along_when_they_leave_or_administrate_no_more(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var ada = await app.AdministratorAsync((await app.Of<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!, Seed.Organization);
        var (people, invitations) = (app.Of<Administration.People>(), app.Of<OrganizationInvitations>());
        foreach (var ends in new[] { true, false })
        {
            var colleague = await app.ColleagueAsync(Seed.Organization, "system_admin");
            var (theirs, email) = (await app.AdministratorAsync(colleague, Seed.Organization), $"{Guid.NewGuid():N}@northlight.example");
            Assert.False((await invitations.InviteAsync(theirs, email, [], null, null, Cancellation)).Failed(out _, out var invitation));
            var link = (await app.MailAsync(email, "You are invited to an organization")).LinkTo("/invitation");
            using var browser = app.NewBrowser();
            Assert.Equal(200, (await browser.GoAsync(link)).Code);
            Assert.False((ends ? await people.DeactivateAsync(ada, colleague.Id, null, null, Cancellation) : await people.ChangeRolesAsync(ada, colleague.Id, null, [], null, Cancellation)).Failed(out _, out _));
            Assert.Equal(400, (await browser.GoAsync(link)).Code);
            (await invitations.ListAsync(ada, null, 50, Cancellation)).Failed(out _, out var open);
            Assert.DoesNotContain(open!.Items, one => one.Id == invitation!.Id);
        }
    }

    [Theory, Stores]
    public async Task who_are_deactivated_are_dead_within_a_second(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var person = await app.ColleagueAsync(Seed.Organization);
        var tokens = (await app.SignInAsync(Seed.ReviewBoard, email: person.Email, password: Password)).Ok();
        Assert.Equal(200, (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Code);
        var administrator = await app.AdministratorAsync((await app.Of<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!, Seed.Organization);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.False((await app.Of<Administration.People>().DeactivateAsync(administrator, person.Id, null, null, Cancellation)).Failed(out _, out _));
        var done = watch.Elapsed;
        while ((await app.Http.GetAsync("/v4/me", tokens["access_token"])).Code != 401) Assert.True(watch.Elapsed - done < TimeSpan.FromSeconds(1), "the token lives on");
        TestContext.Current.TestOutputHelper?.WriteLine($"{store}: refused after {(watch.Elapsed - done).TotalMilliseconds:0} ms");
        Assert.Equal(400, (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, tokens["refresh_token"])).Code);
    }
}
