using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.ProfileDeletion;

public class A_deleted_account
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("C7")]
    public async Task is_dead_everywhere_within_a_second_and_its_address_is_free(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Store = store, RealClock = true });
        using var browser = app.NewBrowser();
        using var elsewhere = app.NewBrowser();
        await elsewhere.SignInAsync(Seed.Ben, Seed.BenPassword);
        var tokens = await app.SignInAsync(Seed.ReviewBoard, browser, Seed.Ben, Seed.BenPassword);
        var me = (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Ok().Json.GetProperty("data").GetProperty("id").GetGuid();
        var ben = (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!;
        var page = await browser.GoAsync("/profile/delete");
        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Delete my account", ("email", "other@example.com")))).Code);
        page = await browser.PressAsync(page, "Delete my account", ("email", Seed.Ben.ToUpperInvariant()));
        Assert.Contains("Your account is deleted", page.Words, StringComparison.Ordinal);

        await Eventually.TrueAsync(async () => (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Code == 401, TimeSpan.FromSeconds(1), "the access token lives");
        (await app.Http.RefreshAsync("/oauth2/token", Seed.ReviewBoard, tokens["refresh_token"])).Is(400, "invalid_grant");
        foreach (var other in (Browser[])[browser, elsewhere]) Assert.Equal("/signin", (await other.GoAsync("/profile")).Url.AbsolutePath);
        Assert.Equal(400, (await elsewhere.TryAsync(Seed.Ben, Seed.BenPassword)).Code);

        var gone = (await app.Get<IPersonStore>().FindAsync(ben.Id, Cancellation))!;
        Assert.Equal(("Deleted user", me), (gone.Name, gone.FrameioId));
        Assert.Empty(await app.Get<IOrganizationStore>().MembershipsOfAsync(ben.Id, Cancellation));
        await app.MailAsync(Seed.Ben, "Your account is deleted");
        Assert.True(await app.Get<IPersonStore>().AddAsync(ben with { Id = "0123456789ABCDEF01234567@AdobeID", FrameioId = Guid.NewGuid(), Avatar = null }, Cancellation));

        var log = app.Get<IAuditLog>();
        var entries = await log.ReadAsync(log.Node, 0, Cancellation).ToListAsync(Cancellation);
        Assert.Contains(entries, entry => entry.Body.Contains(AuditAct.PersonDeleted, StringComparison.Ordinal) && entry.Body.Contains(ben.Id, StringComparison.Ordinal));
        var verdict = await app.Get<AuditVerifier>().VerifyAsync([], Cancellation);
        Assert.DoesNotContain(verdict.All, finding => finding.Fault != AuditFault.NoHead);
        // Before the deletion the person's entries told from where; now none does.
        var personal = entries.Where(entry => entry.Body.Contains($"\"actor\":\"{ben.Id}\"", StringComparison.Ordinal) && entry.Body.Contains("\"personal\"", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(personal);
        foreach (var entry in personal) Assert.Null(await log.FindPersonalAsync(entry.Body.Split("\"personal\":\"")[1].Split('"')[0], Cancellation));
    }

    [Theory, Stores]
    public async Task of_a_last_owner_and_administrator_is_handed_over_first(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var ben = (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!;
        var page = await browser.GoAsync("/profile/delete");
        Assert.Contains("You are its only owner", page.Words, StringComparison.Ordinal);
        Assert.Contains("You are its only system administrator", page.Words, StringComparison.Ordinal);
        Assert.Contains("Dailies bot", page.Words, StringComparison.Ordinal);
        var field = $"heir-{Seed.Organization}";
        foreach (var heir in new[] { "", "nobody", "0123456789ABCDEF01234567@AdobeID" })
        {
            var refused = await browser.SendAsync(Browser.Request(page, "Delete my account", ("email", Seed.Ada), (field, heir)));
            Assert.Equal(400, refused.Code);
        }

        page = await browser.PressAsync(page, "Delete my account", ("email", Seed.Ada), (field, ben.Id));
        Assert.Contains("Your account is deleted", page.Words, StringComparison.Ordinal);
        var membership = Assert.Single(await app.Get<IOrganizationStore>().MembershipsOfAsync(ben.Id, Cancellation));
        Assert.Equal("owner", membership.AccountRole);
        Assert.Contains("system_admin", membership.AdminRoles);
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok();
    }

    [Theory, Stores, Attack("F4"), Attack("F7")]
    public async Task is_deleted_by_its_own_person_after_a_recent_proof_only(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await browser.GoAsync("/profile/delete");
        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Delete my account", ("email", Seed.Ben), ("__RequestVerificationToken", "x")))).Code);
        var foreign = Browser.Request(page, "Delete my account", ("email", Seed.Ben));
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(400, (await browser.SendAsync(foreign)).Code);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.StartsWith("/signin?as=", (await browser.SendAsync(Browser.Request(page, "Delete my account", ("email", Seed.Ben)))).Header("Location"), StringComparison.Ordinal);
        Assert.NotNull(await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation));
    }
}
