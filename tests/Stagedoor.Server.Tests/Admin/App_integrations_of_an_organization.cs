using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Tests.Endpoints.Token;
using Stagedoor.Server.Tests.Management;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.Admin;

/// <summary>Which applications the people of an organization may allow: the Admin Console's pages without a script, and what comes of them wherever something is allowed or issued (decision 0033).</summary>
public class App_integrations_of_an_organization
{
    private const string Root = "/admin/integrations";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task are_asked_for_on_a_blocked_page_and_decided_with_a_mail(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var ada = app.NewBrowser();
        using var ben = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await ben.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await ada.PressAsync(await ada.GoAsync(Root + "/policy"), "Save", ("policy", "listed"));
        Assert.Contains("Changed.", page.Words, StringComparison.Ordinal);
        Assert.Contains("Listed applications.", page.Words, StringComparison.Ordinal);

        // Whom to ask stands there by name; no yes is possible; the application learns nothing.
        var url = Authorize.Url(Seed.ReviewBoard, ProofKey.New());
        var blocked = await ben.GoAsync(url);
        Assert.Contains("Northlight Pictures does not let its people allow this application. Ask one of its system administrators: Ada Field.", blocked.Words, StringComparison.Ordinal);
        Assert.False(blocked.HasButton("Allow access"));
        Assert.Equal("/consent", (await ben.PostAsync("/consent", ("__RequestVerificationToken", Token(blocked)), ("journey", Journey(blocked)), ("action", "allow"))).Url.AbsolutePath);
        var person = (await app.Of<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!;
        Assert.Null(await app.Of<IConsentStore>().FindAsync(person.Id, Seed.ReviewBoard.Id, Cancellation));
        page = await ben.PressAsync(blocked, "Ask for this application");
        Assert.Contains("Your request is with the administrators.", page.Words, StringComparison.Ordinal);
        Assert.Contains("You have asked before.", (await ben.PressAsync(blocked, "Ask for this application")).Words, StringComparison.Ordinal);

        page = await ada.GoAsync(Root);
        Assert.Contains("Review board", page.Words, StringComparison.Ordinal);
        page = await ada.GoAsync(page.Document.QuerySelector("a[href*='/requests/']")!.GetAttribute("href")!);
        Assert.Contains("Ben Okafor", page.Words, StringComparison.Ordinal);
        var decide = page;
        page = await ada.PressAsync(page, "Decline");
        Assert.Contains("Declined.", page.Words, StringComparison.Ordinal);
        await app.MailAsync(Seed.Ben, "An application that you asked for is not allowed");
        Assert.Equal(404, (await ada.PressAsync(decide, "Decline")).Code);

        await ben.PressAsync(blocked, "Ask for this application");
        page = await ada.PressAsync(await ada.GoAsync($"{Root}/requests/{Seed.ReviewBoard.Id}"), "Allow for everyone");
        Assert.Contains("Listed. Whoever asked is told by mail.", page.Words, StringComparison.Ordinal);
        await app.MailAsync(Seed.Ben, "An application that you asked for is allowed");
        Assert.True((await ben.GoAsync(url)).HasButton("Allow access"));
        Assert.False((await ben.GoAsync(Authorize.Url(Seed.ReviewPage, ProofKey.New()))).HasButton("Allow access"));

        // Off the list again, said before; a name that is wrong changes nothing.
        page = await ada.GoAsync($"{Root}/applications/{Seed.ReviewBoard.Id}/withdraw");
        Assert.Contains("People who lose what they have allowed: 0", page.Words, StringComparison.Ordinal);
        Assert.Equal(400, (await ada.PressAsync(page, "Take off the list", ("confirm", "something"))).Code);
        Assert.Contains("Taken off the list.", (await ada.PressAsync(page, "Take off the list", ("confirm", "Review board"))).Words, StringComparison.Ordinal);
        Assert.False((await ben.GoAsync(url)).HasButton("Allow access"));

        var acts = await app.ActsAsync();
        foreach (var act in (string[])[AuditAct.IntegrationsChanged, AuditAct.IntegrationAsked, AuditAct.IntegrationDeclined, AuditAct.IntegrationAllowed, AuditAct.IntegrationWithdrawn])
        {
            Assert.Contains(acts, body => body.Contains($"\"{act}\"", StringComparison.Ordinal) && body.Contains(Seed.Organization, StringComparison.Ordinal));
        }
    }

    [Theory, Stores]
    public async Task stop_what_was_allowed_before_and_let_it_go_on_when_they_are_opened_again(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var ben = app.NewBrowser();
        var tokens = await app.SignInAsync(Seed.ReviewBoard, ben, Seed.Ben, Seed.BenPassword);
        var late = await app.AllowAsync(Seed.ReviewBoard, ben, Seed.Ben, Seed.BenPassword, ("prompt", "consent"));
        using var ada = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await ada.GoAsync(Root + "/policy");
        Assert.Contains("People who lose what they have allowed: 1; permissions in all: 1.", page.Words, StringComparison.Ordinal);
        await ada.PressAsync(page, "Save", ("policy", "none"));

        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, tokens["refresh_token"])).Is(400, "invalid_grant");
        (await app.RedeemAsync(late)).Is(400, "invalid_grant");
        Assert.Equal("access_denied", (await ben.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New(), ("prompt", "none")))).Callback["error"]);
        Assert.False((await ben.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New()))).HasButton("Allow access"));

        // What was given out lives to its end, as the page says.
        (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Ok();

        await ada.PressAsync(await ada.GoAsync(Root + "/policy"), "Save", ("policy", "all"));
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, tokens["refresh_token"])).Ok();
        Assert.True((await ben.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New(), ("prompt", "none")))).Callback.ContainsKey("code"));
    }

    [Theory, Stores, Spec("RFC 8628", "3.3")]
    public async Task hold_for_devices_too(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var device = (await app.Http.PostFormAsync("/oauth2/device_authorization", ("client_id", Seed.DesktopIngest.Id), ("scope", Seed.DesktopIngest.Scope))).Ok();
        using var ben = app.NewBrowser();
        await ben.SignInAsync(Seed.Ben, Seed.BenPassword);
        var shown = await ben.GoAsync("/device?user_code=" + device["user_code"]);
        Assert.True(shown.HasButton("Allow access"));
        await SetAsync(app, IntegrationPolicy.None);
        var page = await ben.PressAsync(shown, "Allow access");
        Assert.Contains("does not let its people allow this application", page.Words, StringComparison.Ordinal);
        page = await ben.PressAsync(page, "Ask for this application");
        Assert.Contains("Your request is with the administrators.", page.Words, StringComparison.Ordinal);
        (await PollAsync()).Is(400, "authorization_pending");

        // Allowed before the block, and asked for after it.
        await SetAsync(app, IntegrationPolicy.All);
        Assert.Contains("Your device is connected", (await ben.PressAsync(await ben.GoAsync("/device?user_code=" + device["user_code"]), "Allow access")).Words, StringComparison.Ordinal);
        await SetAsync(app, IntegrationPolicy.Listed);
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        (await PollAsync()).Is(400, "access_denied");

        Task<Answer> PollAsync() => app.Http.PostFormAsync("/oauth2/token", ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", device["device_code"]), ("client_id", Seed.DesktopIngest.Id));
    }

    [Theory, Stores, Spec("RFC 8693", "2")]
    public async Task hold_for_whoever_acts_for_a_person_too(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var given = await Delegating.OnAsync(app);
        await app.Of<IOrganizationStore>().AddMembershipAsync(new() { OrganizationId = given.Organization, PersonId = given.Someone.Id, AccountRole = "member" }, Cancellation);
        var passedOn = await given.PassOnAsync();
        (await given.ExchangeAsync(passedOn["access_token"])).Ok();
        var integrations = app.Of<IAppIntegrations>();
        await integrations.SetPolicyAsync(given.Organization, null, IntegrationPolicy.Listed, Cancellation);
        await integrations.AllowAsync(given.Organization, null, given.Application.Id, "somebody", 10, app.Clock.GetUtcNow(), Cancellation);

        // The application is listed; whoever is to act is not.
        (await given.ExchangeAsync(passedOn["access_token"])).Is(400, "invalid_request");
        (await app.Http.RefreshAsync("/oauth2/token", given.Application, passedOn["refresh_token"])).Is(400, "invalid_grant");
        await integrations.AllowAsync(given.Organization, null, given.Bot.Id, "somebody", 10, app.Clock.GetUtcNow(), Cancellation);
        (await given.ExchangeAsync(passedOn["access_token"])).Ok();
        await integrations.WithdrawAsync(given.Organization, null, given.Application.Id, Cancellation);
        (await given.ExchangeAsync(passedOn["access_token"])).Is(400, "invalid_request");
    }

    [Theory, Stores, Attack("I1"), Attack("F7")]
    public async Task are_for_system_administrators_who_saw_what_is_there(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var first = app.NewBrowser();
        using var second = app.NewBrowser();
        await first.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await second.SignInAsync((await app.ColleagueAsync(Seed.Organization, "system_admin")).Email, Seed.BenPassword);
        var (policy, list) = (await second.GoAsync(Root + "/policy"), await second.GoAsync(Root + "/new"));
        await first.PressAsync(await first.GoAsync(Root + "/policy"), "Save", ("policy", "none"));
        Assert.Contains("Somebody else changed this", (await second.PressAsync(policy, "Save", ("policy", "all"))).Words, StringComparison.Ordinal);
        var page = await second.PressAsync(list, "Allow for everyone", ("application", Seed.ReviewBoard.Id));
        Assert.Contains("Somebody else changed this", page.Words, StringComparison.Ordinal);
        Assert.Contains("The organization allows no applications.", (await second.PressAsync(page, "Allow for everyone", ("application", Seed.ReviewBoard.Id))).Words, StringComparison.Ordinal);
        await first.PressAsync(await first.GoAsync(Root + "/policy"), "Save", ("policy", "listed"));
        Assert.Contains("There is no application with this client id.", (await first.PressAsync(await first.GoAsync(Root + "/new"), "Allow for everyone", ("application", "nobody"))).Words, StringComparison.Ordinal);
        Assert.Contains("Review board", (await first.PressAsync(await first.GoAsync(Root + "/new"), "Allow for everyone", ("application", Seed.ReviewBoard.Id))).Words, StringComparison.Ordinal);
        Assert.Equal(400, (await first.PostAsync(Root + "/policy", ("policy", "all"), ("version", "4"))).Code);
        Assert.Equal(400, (await first.GoAsync(Root + "?after=forged")).Code);
        foreach (var path in (string[])["/requests/nobody", $"/requests/{Seed.ReviewPage.Id}", "/applications/nobody/withdraw", $"/applications/{Seed.ReviewPage.Id}/withdraw"]) Assert.Equal(404, (await first.GoAsync(Root + path)).Code);
        using var developer = app.NewBrowser();
        await developer.SignInAsync((await app.ColleagueAsync(Seed.Organization, "developer")).Email, Seed.BenPassword);
        foreach (var path in (string[])["", "/policy", "/new"]) Assert.Equal(404, (await developer.GoAsync(Root + path)).Code);
    }

    private static async Task SetAsync(StagedoorApp app, IntegrationPolicy policy) =>
        Assert.Equal(IntegrationOutcome.Done, (await app.Of<IAppIntegrations>().SetPolicyAsync(Seed.Organization, null, policy, Cancellation)).Outcome);

    private static string Token(Page page) => page.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static string Journey(Page page) => page.Document.QuerySelector("input[name=journey]")!.GetAttribute("value")!;
}
