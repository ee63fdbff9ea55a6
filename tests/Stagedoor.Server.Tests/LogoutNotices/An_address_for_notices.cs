using Stagedoor.Server.Clients;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.LogoutNotices;

/// <summary>Where a credential hears of sign-outs: registered in the console and over the management API, by one rule.</summary>
public class An_address_for_notices
{
    private const string Good = "https://board.example/backchannel?tenant=1";

    // What stands in the form's other fields.
    private const string Patterns = @"http://127\.0\.0\.1:[0-9]+/callback";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Bad =>
    [
        "https://board.example/backchannel#x", "http://board.example/backchannel", "javascript:alert(1)", "//board.example", "board.example/backchannel", "https://user:secret@board.example/", "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/", "https://[::ffff:a00:1]/", "https://2130706433/", "https://0x7f.0.0.1/", "https://board.example./", "https://board.example:22/", "ftp://board.example/",
        "https://board.example/" + new string('x', 2048), "https://böard.example/", "https://board.example/\u0000",
    ];

    [Theory, Stores]
    public async Task is_set_on_the_settings_page_which_then_shows_what_became_of_the_last_notice(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(Hearing.OnThisMachine(store));
        var answer = 503;
        await using var receiver = await Receiver.StartAsync(context =>
        {
            context.Response.StatusCode = answer;
            return Task.CompletedTask;
        });
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var path = await PathAsync(app);
        Assert.DoesNotContain("Sign-out notices", (await browser.GoAsync(path)).Words, StringComparison.Ordinal);
        var page = await browser.PressAsync(await browser.GoAsync(path + "/settings"), "Save", ("redirect_uri_patterns", Patterns), ("backchannel_logout_uri", "https://10.0.0.1/"));
        Assert.Contains("The back-channel logout address leads to an address that is not public.", page.Words, StringComparison.Ordinal);
        page = await browser.PressAsync(page, "Save", ("redirect_uri_patterns", Patterns), ("backchannel_logout_uri", receiver.Address.AbsoluteUri), ("backchannel_logout_session_required", "yes"));
        Assert.Contains(receiver.Address.AbsoluteUri, page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Last notice", page.Words, StringComparison.Ordinal);
        Assert.True((await browser.GoAsync(path + "/settings")).Document.QuerySelector("input[name=backchannel_logout_session_required]")!.HasAttribute("checked"));

        using var lost = app.NewBrowser();
        await app.SignInAsync(Seed.ReviewBoard, lost, Seed.Ben, Seed.BenPassword);
        await lost.PressAsync(await lost.GoAsync("/signout"), "Sign out");
        await receiver.SawAsync(1);
        await Eventually.TrueAsync(async () => (await browser.GoAsync(path)).Words.Contains(": 503, tried 1 time(s). Next attempt", StringComparison.Ordinal), TimeSpan.FromSeconds(10), "the page says nothing of the attempt");
        answer = 204;
        await receiver.SawLaterAsync(app, 2, TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(async () => (await browser.GoAsync(path)).Words.Contains(": delivered (204).", StringComparison.Ordinal), TimeSpan.FromSeconds(10), "the page does not say that it arrived");
        page = await browser.PressAsync(await browser.GoAsync(path + "/settings"), "Save", ("backchannel_logout_uri", ""));
        Assert.DoesNotContain("Sign-out notices", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_set_and_read_over_the_management_api_and_taken_away_by_an_empty_one()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var path = "/credentials/" + Seed.ReviewBoard.Id;
        var changed = (await app.ManageAsync(token, HttpMethod.Patch, path, $$"""{"backchannel_logout_uri":"{{Good}}","backchannel_logout_session_required":true}""")).Ok();
        Assert.Equal((Good, "true"), (changed["backchannel_logout_uri"], changed["backchannel_logout_session_required"]?.ToLowerInvariant()));
        Assert.Equal(Good, (await app.ManageAsync(token, HttpMethod.Patch, path, """{"name":"Review board"}""")).Ok()["backchannel_logout_uri"]);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await app.ManageAsync(token, HttpMethod.Patch, path, """{"backchannel_logout_uri":""}""")).Ok().Json.GetProperty("backchannel_logout_uri").ValueKind);
    }

    [Theory, MemberData(nameof(Bad)), Attack("H1"), Attack("A3")]
    public async Task that_leads_inside_or_nowhere_is_refused(string address)
    {
        var settings = new ClientSettings { BackchannelLogoutUri = address };
        Assert.NotNull(BackchannelLogoutAddress.WhatIsWrongWith(Server.Clients.Kinds.ApplicationKind.WebApp, settings));
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var answer = await app.ManageAsync(token, HttpMethod.Patch, "/credentials/" + Seed.ReviewBoard.Id, System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["backchannel_logout_uri"] = address }));
        Assert.Equal((422, "bad_logout_address"), (answer.Code, answer["code"]));
    }

    [Fact]
    public async Task on_this_machine_is_for_development_only_and_nothing_for_a_machine_s_own_credential()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var page = "/credentials/" + Seed.DesktopIngest.Id;
        (await app.ManageAsync(token, HttpMethod.Patch, page, """{"backchannel_logout_uri":"http://localhost:7443/backchannel"}""")).Ok();
        var produced = await app.ManageAsync(token, HttpMethod.Patch, "/credentials/" + Seed.ReviewBoard.Id, """{"in_production":true,"redirect_uri_patterns":[],"post_logout_redirect_uris":[],"backchannel_logout_uri":"http://localhost:7443/backchannel"}""");
        Assert.Equal((422, "bad_logout_address"), (produced.Code, produced["code"]));
        Assert.Equal("bad_logout_address", (await app.ManageAsync(token, HttpMethod.Patch, "/credentials/" + Seed.DailiesBot.Id, $$"""{"backchannel_logout_uri":"{{Good}}"}"""))["code"]);
    }

    private static async Task<string> PathAsync(StagedoorApp app) => $"/developer/projects/{(await app.Get<IClientStore>().FindAsync(Seed.ReviewBoard.Id, Cancellation))!.ProjectId}/credentials/{Seed.ReviewBoard.Id}";
}
