using Stagedoor.Server.Consents;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.ProfileApplications;

public class Connected_applications
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("C7")]
    public async Task can_do_nothing_more_once_they_are_disconnected_and_ask_again(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true });
        using var browser = app.NewBrowser();
        var tokens = await app.SignInAsync(Seed.ReviewBoard, browser);
        var other = await app.SignInAsync(Seed.ReviewPage, browser);
        var page = await browser.GoAsync("/profile/applications");
        Assert.Contains("Review board", page.Words, StringComparison.Ordinal);
        Assert.Contains("Northlight Pictures", page.Words, StringComparison.Ordinal);
        var item = page.Document.QuerySelectorAll(".rows > li").Single(item => item.TextContent.Contains("Review board", StringComparison.Ordinal));
        Assert.True(item.QuerySelectorAll("details li").Length >= 4);

        page = await browser.PressAsync(page, "Disconnect", ("client", Seed.ReviewBoard.Id));
        Assert.DoesNotContain("Review board", page.Words, StringComparison.Ordinal);
        Assert.Contains("Review page", page.Words, StringComparison.Ordinal);
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, tokens["refresh_token"])).Is(400, "invalid_grant");
        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Code == 401, TimeSpan.FromSeconds(1), "the access token lives");
        (await app.Http.GetAsync("/v4/me", other["access_token"])).Ok();

        var next = await browser.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New()));
        Assert.True(next.HasButton("Allow access"), next.ToString());
        var silent = await browser.GoAsync(Authorize.Url(Seed.ReviewBoard, ProofKey.New(), ("prompt", "none")));
        Assert.Equal("consent_required", silent.Callback["error"]);
    }

    [Theory, Stores, Attack("I1")]
    public async Task that_were_never_allowed_or_are_somebody_else_s_are_not_found(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var ada = app.NewBrowser();
        using var ben = app.NewBrowser();
        await app.SignInAsync(Seed.ReviewBoard, ada);
        await app.SignInAsync(Seed.ReviewPage, ben, Seed.Ben, Seed.BenPassword);
        var page = await ben.GoAsync("/profile/applications");
        Assert.DoesNotContain("Review board", page.Words, StringComparison.Ordinal);
        foreach (var client in new[] { Seed.ReviewBoard.Id, "", "nonsense", new string('a', 3000) })
        {
            Assert.Equal(404, (await ben.SendAsync(Browser.Request(page, "Disconnect", ("client", client)))).Code);
        }

        var person = (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!;
        Assert.NotNull(await app.Get<IConsentStore>().FindAsync(person.Id, Seed.ReviewBoard.Id, Cancellation));
    }

    [Theory, Stores]
    public async Task show_when_they_last_did_something(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var tokens = await app.SignInAsync(Seed.ReviewBoard);
        var ada = (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!;
        async Task UsedAtAsync(DateTimeOffset at) => await Eventually.TrueAsync(
            async () => (await app.Get<IConsentStore>().FindAsync(ada.Id, Seed.ReviewBoard.Id, Cancellation))?.LastUsedAt?.ToUnixTimeSeconds() == at.ToUnixTimeSeconds(), TimeSpan.FromSeconds(6), "the use is not noted");
        await UsedAtAsync(app.Now());
        app.Clock.Advance(TimeSpan.FromHours(3));
        (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Ok();
        await UsedAtAsync(app.Now());
        app.Clock.Advance(TimeSpan.FromHours(3));
        (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Ok();
        await UsedAtAsync(app.Now());
        app.Clock.Advance(TimeSpan.FromHours(3));
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, tokens["refresh_token"])).Ok();
        await UsedAtAsync(app.Now());
    }
}
