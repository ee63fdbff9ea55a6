using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tests.SignIn.Profile;

public class A_profile(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/profile")]
    [InlineData("/profile/picture")]
    [InlineData("/profile/sessions")]
    [InlineData("/profile/applications")]
    [InlineData("/profile/history")]
    [InlineData("/profile/security")]
    [InlineData("/profile/password")]
    [InlineData("/profile/email")]
    [InlineData("/profile/data")]
    [InlineData("/profile/delete")]
    public async Task is_shown_to_who_is_signed_in_and_leads_others_to_the_sign_in_and_back(string path)
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync(path);
        Assert.Equal("/signin", page.Url.AbsolutePath);
        page = await browser.PressAsync(page, "Sign in", ("email", Seed.Ada), ("password", Seed.AdaPassword));
        Assert.Equal((200, path), (page.Code, page.Url.AbsolutePath));
        Assert.Equal("page", page.Document.QuerySelector("nav.tabs a[aria-current]")?.GetAttribute("aria-current"));
    }

    [Theory, Stores]
    public async Task takes_another_name_and_language_which_every_token_and_the_api_show_from_then_on(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var browser = app.NewBrowser();
        var tokens = await app.SignInAsync(Seed.ReviewBoard, browser);
        var page = await browser.GoAsync("/profile");
        Assert.Equal("Ada Field", page.Document.QuerySelector("input[name=name]")!.GetAttribute("value"));
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        page = await browser.PressAsync(page, "Save", ("name", "  Ada <b>F.</b> "), ("language", "ja"));
        Assert.Equal((200, "/profile?saved=1"), (page.Code, page.Url.PathAndQuery));
        Assert.Contains("Ada &lt;b&gt;F.&lt;/b&gt;", page.Html, StringComparison.Ordinal);
        var me = (await app.Http.GetAsync("/v4/me", tokens["access_token"])).Ok().Json.GetProperty("data");
        Assert.Equal("Ada <b>F.</b>", me.GetProperty("name").GetString());
        var info = (await app.Http.GetAsync("/oauth2/userinfo", tokens["access_token"])).Ok().Json;
        Assert.Equal(("Ada <b>F.</b>", "ja", app.Now().ToUnixTimeSeconds()), (info.GetProperty("name").GetString(), info.GetProperty("locale").GetString(), info.GetProperty("updated_at").GetInt64()));
    }

    [Theory, Stores, Attack("G1")]
    public async Task takes_no_name_that_hides_turns_or_passes_for_a_service_account(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        var page = await browser.GoAsync("/profile");
        foreach (var name in new[] { "", "   ", new string('a', 101), "Ben\u202egro.evil", "Ben\u200b", "Ben\u0007", "Service Account User", "Service Account User 7", "Sеrvice  Aсcount User", "service account user ４" })
        {
            var answer = await browser.SendAsync(Browser.Request(page, "Save", ("name", name), ("language", "")));
            Assert.Equal(400, answer.Code);
        }

        Assert.Equal("Ben Okafor", (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ben, Cancellation))!.Name);
    }

    [Theory, Stores, Attack("F11")]
    public async Task changes_nothing_but_what_its_form_has(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        var person = await app.APersonAsync(verified: false);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(person.Email, Seed.BenPassword);
        var page = await browser.GoAsync("/profile");
        await browser.PressAsync(
            page, "Save",
            ("name", "Cy"), ("language", "de"), ("email", "root@example.com"), ("email_verified", "1"), ("EmailVerified", "true"), ("id", "x"), ("person_id", (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!.Id), ("admin_roles", "system_admin"),
            ("account_role", "owner"), ("organization", Seed.Organization), ("disabled_at", ""), ("epoch", "9"), ("password_hash", "x"), ("acr", "2"));
        var found = (await app.Get<IPersonStore>().FindAsync(person.Id, Cancellation))!;
        Assert.Equal(person with { Name = "Cy", Locale = "de", CreatedAt = found.CreatedAt, UpdatedAt = found.UpdatedAt }, found);
        Assert.Empty(await app.Get<IOrganizationStore>().MembershipsOfAsync(person.Id, Cancellation));
        Assert.Equal("Ada Field", (await app.Get<IPersonStore>().FindByEmailAsync(Seed.Ada, Cancellation))!.Name);
    }

    [Theory, Stores, Attack("F7")]
    public async Task is_changed_by_its_own_form_in_its_own_session_only(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await browser.GoAsync("/profile");
        var foreign = Browser.Request(page, "Save", ("name", "Eve"));
        foreign.Headers.Add("Origin", "https://evil.example");
        foreach (var attempt in new[] { foreign, Browser.Request(page, "Save", ("name", "Eve"), ("__RequestVerificationToken", "")), Browser.Request(page, "Save", ("name", "Eve"), ("__RequestVerificationToken", "x")) })
        {
            Assert.Equal(400, (await browser.SendAsync(attempt)).Code);
        }

        // A form of another page is none of this one, and one that Ada saw is nothing once Ben signed in.
        var other = await browser.GoAsync("/profile/sessions");
        var token = other.Document.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value");
        if (token is not null) Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Save", ("name", "Eve"), ("__RequestVerificationToken", token)))).Code);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        Assert.Equal(400, (await browser.SendAsync(Browser.Request(page, "Save", ("name", "Eve")))).Code);
        foreach (var email in (string[])[Seed.Ada, Seed.Ben]) Assert.NotEqual("Eve", (await app.Get<IPersonStore>().FindByEmailAsync(email, Cancellation))!.Name);
    }

    [Fact]
    public async Task is_audited_without_the_name()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(Seed.Ben, Seed.BenPassword);
        await browser.PressAsync(await browser.GoAsync("/profile"), "Save", ("name", "Canary-Name"), ("language", ""));
        var log = app.Get<IAuditLog>();
        var entries = await log.ReadAsync(log.Node, 0, Cancellation).ToListAsync(Cancellation);
        Assert.Contains(entries, entry => entry.Body.Contains(AuditAct.ProfileChanged, StringComparison.Ordinal));
        Assert.DoesNotContain(entries, entry => entry.Body.Contains("Canary-Name", StringComparison.Ordinal));
    }
}
