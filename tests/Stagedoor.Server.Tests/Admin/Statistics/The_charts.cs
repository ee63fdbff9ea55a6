using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Admin.Statistics;

/// <summary>Charts that are drawn on the server, with the table that they are drawn from.</summary>
public class The_charts(AppFixture apps) : IClassFixture<AppFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task count_tokens_by_credential_refusals_by_reason_and_sign_ins(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.AnotherOrganizationAsync();
        var administrator = await app.ColleagueAsync(organization.Id, "system_admin");
        var manager = await app.ManagerAsync(organization.Id);
        var token = "";
        for (var i = 0; i < 3; i++) token = await app.ManagementTokenAsync(manager);
        for (var i = 0; i < 8; i++)
        {
            await app.Of<IAuditTrail>().RecordAsync(new() { At = app.Clock.GetUtcNow(), Act = AuditAct.TokenRefused, Result = "reason_" + i, OrganizationId = organization.Id, Count = 10 - i }, Cancellation);
        }

        using var browser = app.NewBrowser();
        await browser.SignInAsync(administrator.Email, "wrong");
        await browser.SignInAsync(administrator.Email, Seed.BenPassword);
        await Eventually.TrueAsync(async () => await app.Of<IAuditIndex>().LagAsync(app.Clock.GetUtcNow().AddDays(1), Cancellation) == TimeSpan.Zero, TimeSpan.FromSeconds(20), "the audit is indexed");
        foreach (var by in new[] { "", "?by=hour" })
        {
            var page = await browser.GoAsync("/admin/statistics" + by);
            Assert.Equal(200, page.Code);
            Assert.DoesNotContain("style=", page.Html, StringComparison.Ordinal);
            Assert.Equal(["Manager 3"], Legend(page, "tokens"));
            Assert.Equal(["reason_0 10", "reason_1 9", "reason_2 8", "reason_3 7", "reason_4 6"], Legend(page, "refusals").Take(5));
            Assert.StartsWith("All others", Legend(page, "refusals")[5], StringComparison.Ordinal);
            Assert.Equal(["Succeeded 1", "Refused 1"], Legend(page, "signins"));
            Assert.Equal(["3"], page.Document.QuerySelectorAll("#tokens tbody td").Select(cell => cell.TextContent));
            Assert.Contains("Manager 3", page.Document.QuerySelector("#tokens svg")!.GetAttribute("aria-label")!, StringComparison.Ordinal);
            Assert.Single(page.Document.QuerySelectorAll("#tokens > svg rect"));
        }

        var read = (await app.ManageAsync(token, organization.Id, HttpMethod.Get, "/statistics?by=hour")).Ok().Json;
        Assert.Equal(48, read.GetProperty("steps").GetArrayLength());
        Assert.Equal(3, read.GetProperty("tokens")[0].GetProperty("values").EnumerateArray().Sum(value => value.GetInt64()));
        Assert.Equal("Manager", read.GetProperty("tokens")[0].GetProperty("name").GetString());
    }

    private static List<string> Legend(Page page, string chart) =>
        [.. page.Document.QuerySelectorAll($"#{chart} .legend li").Select(line => string.Join(' ', line.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}
