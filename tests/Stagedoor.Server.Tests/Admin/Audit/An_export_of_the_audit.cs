using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Tests.Management;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.Tests.Admin.Audit;

/// <summary>Who may take the audit away, how many at once, and what a spreadsheet makes of it (issue 4 §2).</summary>
public class An_export_of_the_audit(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string Export = "/admin/audit/export";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores, Attack("I1"), Attack("H5")]
    public async Task waits_for_no_other_organization_and_is_refused_after_five_seconds_where_its_own_has_two_under_way(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var (busy, free) = (await app.AnotherOrganizationAsync(), await app.AnotherOrganizationAsync());
        var (ada, ben) = (await app.ColleagueAsync(busy.Id, "system_admin"), await app.ColleagueAsync(free.Id, "system_admin"));
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(busy.Id));
        using var waiting = app.NewBrowser();
        using var passing = app.NewBrowser();
        await waiting.SignInAsync(ada.Email, Seed.BenPassword);
        await passing.SignInAsync(ben.Email, Seed.BenPassword);
        var turns = app.Of<AuditExportTurns>();
        var slow = new[] { await turns.TakeAsync(busy.Id, Cancellation), await turns.TakeAsync(busy.Id, Cancellation) };
        Assert.DoesNotContain(null, slow);
        try
        {
            var page = waiting.GoAsync(Export);
            var answer = app.ManageAsync(token, busy.Id, HttpMethod.Get, "/audit/export");
            Assert.Equal(200, (await passing.GoAsync(Export)).Code);
            Assert.False(page.IsCompleted);
            Assert.Equal((429, "30"), ((await page).Code, (await page).Answer.Header("Retry-After")));
            Assert.Contains("Other exports are under way", (await page).Words, StringComparison.Ordinal);
            Assert.Equal(("exports_under_way", "30"), ((await answer).Is(429)["code"], (await answer).Header("Retry-After")));

            // Who would wait behind too many is told at once, and takes nobody's place.
            var more = Enumerable.Range(0, AuditExportTurns.MostWaiting).Select(_ => turns.TakeAsync(busy.Id, Cancellation)).ToList();
            Assert.Null(await turns.TakeAsync(busy.Id, Cancellation));
            foreach (var turn in slow) turn!.Dispose();
            foreach (var turn in await Task.WhenAll(more.Take(2))) turn!.Dispose();
            foreach (var turn in await Task.WhenAll(more.Skip(2))) turn?.Dispose();
        }
        finally
        {
            foreach (var turn in slow) turn?.Dispose();
        }

        Assert.Equal(200, (await waiting.GoAsync(Export)).Code);
        (await app.ManageAsync(token, busy.Id, HttpMethod.Get, "/audit/export")).Ok();
    }

    [Theory, Stores, Attack("F7"), Attack("F4")]
    public async Task is_begun_by_no_other_site_and_by_nobody_whose_proof_is_old(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.AnotherOrganizationAsync();
        var administrator = await app.ColleagueAsync(organization.Id, "system_admin");
        using var browser = app.NewBrowser();
        await browser.SignInAsync(administrator.Email, Seed.BenPassword);
        foreach (var (site, type) in new[] { ("same-origin", "text/csv"), ("none", "text/csv"), ("cross-site", null), ("same-site", null) })
        {
            var answer = await FromAsync(site);
            Assert.Equal((type is null ? 303 : 200, type), (answer.Code, answer.Code == 200 ? answer.ContentType : null));
            if (type is null) Assert.Equal("/admin/audit?act=signin.succeeded", answer.Header("Location"));
        }

        app.Clock.Advance(RecentProof.Lifetime);
        Assert.Equal("/signin", (await browser.GoAsync(Export + "?act=signin.succeeded")).Url.AbsolutePath);

        async Task<Answer> FromAsync(string site)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(browser.Home, Export + "?act=signin.succeeded"));
            request.Headers.Add("Sec-Fetch-Site", site);
            return await browser.SendAsync(request);
        }
    }

    [Theory, Attack("G1"), Attack("H7")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("x;=HYPERLINK(\"http://evil\")", "\"x;'=HYPERLINK(\"\"http://evil\"\")\"")]
    [InlineData("x; \"=1\"", "\"x;' \"\"=1\"\"\"")]
    [InlineData("x\t@sum", "\"x\t'@sum\"")]
    [InlineData("x\r\n-1;+2\n\uff1d3", "\"x\r\n'-1;'+2\n'\uff1d3\"")]
    [InlineData(" =1", "' =1")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("a-b = c@d", "a-b = c@d")]
    [InlineData("", "")]
    public void is_no_formula_in_a_spreadsheet_that_separates_by_something_else(string text, string cell) => Assert.Equal(cell, AuditExport.Cell(text));
}
