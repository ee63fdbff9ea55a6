using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Tests.Management;

namespace Stagedoor.Server.Tests.Admin.Audit;

/// <summary>The audit log of the Admin Console and of the management API: searched, followed, exported, proven (issue 4 §2).</summary>
public class The_audit_log(AppFixture apps) : IClassFixture<AppFixture>
{
    private const string Log = "/admin/audit";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, Stores]
    public async Task shows_what_was_done_and_is_narrowed_by_its_address(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        (await app.Http.ClientCredentialsAsync("/ims/token/v3", Seed.DailiesBot)).Ok();
        (await app.Http.ClientCredentialsAsync("/oauth2/token", Seed.DailiesBot with { Secret = "wrong" })).Is(401);
        using var ada = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        await IndexAsync(app);
        var page = await ada.GoAsync(Log);
        Assert.Equal(200, page.Code);
        var lines = Lines(page);
        Assert.Contains(lines, line => line.Contains("Signed in", StringComparison.Ordinal) && line.Contains("Ada Field", StringComparison.Ordinal) && line.Contains("127.0.0.1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Access tokens issued", StringComparison.Ordinal) && line.Contains("Service Account User Service account", StringComparison.Ordinal) && line.Contains("Dailies bot", StringComparison.Ordinal));

        var refused = Lines(await ada.GoAsync(Log + "?result=refused&act=token.refused"));
        Assert.NotEmpty(refused);
        Assert.All(refused, line => Assert.Contains("invalid_client", line, StringComparison.Ordinal));
        Assert.All(Lines(await ada.GoAsync($"{Log}?who={Seed.Ada}")), line => Assert.Contains("Ada Field", line, StringComparison.Ordinal));
        Assert.NotEmpty(Lines(await ada.GoAsync($"{Log}?who={Seed.Ada}&act=signin.succeeded")));
        Assert.All(Lines(await ada.GoAsync($"{Log}?credential={Seed.DailiesBot.Id}")), line => Assert.Contains("Dailies bot", line, StringComparison.Ordinal));
        Assert.Contains("Nothing was found", (await ada.GoAsync(Log + "?who=nobody@example.com")).Words, StringComparison.Ordinal);
        Assert.Contains("Nothing was found", (await ada.GoAsync(Log + "?from=2100-01-01")).Words, StringComparison.Ordinal);
        Assert.Equal(400, (await ada.GoAsync(Log + "?after=forged")).Code);
        Assert.Equal(400, (await ada.GoAsync(Log + "?who=" + new string('x', 300))).Code);

        // Live is a header that the reader asked for, and no script.
        page = await ada.GoAsync(Log + "?live=1&act=signin.succeeded");
        Assert.Equal("5", page.Answer.Header("Refresh"));
        Assert.Contains("act=signin.succeeded", page.Document.QuerySelectorAll("a").Single(link => link.TextContent == "Stop").GetAttribute("href")!, StringComparison.Ordinal);
        Assert.Null((await ada.GoAsync(Log)).Answer.Header("Refresh"));
    }

    [Theory, Stores, Attack("I1")]
    public async Task is_for_the_administrators_of_the_organization_alone(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var elsewhere = await app.AnotherOrganizationAsync();
        var foreign = await app.ColleagueAsync(elsewhere.Id, "system_admin");
        var developer = await app.ColleagueAsync(Seed.Organization, "developer");
        await IndexAsync(app);
        foreach (var person in new[] { foreign, developer })
        {
            using var browser = app.NewBrowser();
            await browser.SignInAsync(person.Email, Seed.BenPassword);
            foreach (var path in new[] { Log, Log + "/export", Log + "/verify", "/admin/statistics" })
            {
                var page = await browser.GoAsync($"{path}?org={Uri.EscapeDataString(Seed.Organization)}");
                Assert.Equal(404, page.Code);
                Assert.DoesNotContain("Ada Field", page.Html, StringComparison.Ordinal);
            }
        }

        using var stranger = app.NewBrowser();
        await stranger.SignInAsync(foreign.Email, Seed.BenPassword);
        await IndexAsync(app);
        var own = await stranger.GoAsync(Log);
        Assert.Contains("Signed in", own.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Dailies bot", own.Words, StringComparison.Ordinal);
        using var nobody = app.NewBrowser();
        Assert.Equal("/signin", (await nobody.GoAsync(Log + "/export")).Url.AbsolutePath);
    }

    [Theory, Stores, Attack("G1"), Attack("H7")]
    public async Task is_exported_whole_and_no_cell_is_a_formula(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.AnotherOrganizationAsync();
        var administrator = await app.ColleagueAsync(organization.Id, "system_admin");
        for (var i = 0; i < 1203; i++)
        {
            await app.Of<IAuditTrail>().RecordAsync(
                new() { At = app.Clock.GetUtcNow(), Act = AuditAct.ProjectRenamed, OrganizationId = organization.Id, ActorId = administrator.Id, TargetId = "p" + i, Typed = i == 7 ? "=cmd|' /C calc'!A0, \"quoted\"\r\nand more" : null, RequestId = "-1+1" }, Cancellation);
        }

        await IndexAsync(app);
        using var browser = app.NewBrowser();
        await browser.SignInAsync(administrator.Email, Seed.BenPassword);
        var csv = await browser.GoAsync(Log + "/export?act=project.renamed");
        Assert.Equal(200, csv.Code);
        Assert.Equal("text/csv", csv.Answer.ContentType);
        Assert.Contains("attachment", csv.Answer.Header("Content-Disposition"), StringComparison.Ordinal);
        var rows = csv.Html.TrimStart('\ufeff').Split("\r\n").Where(row => row.Contains("project.renamed", StringComparison.Ordinal)).ToList();
        Assert.Equal(1203, rows.Count);
        Assert.All(rows, row => Assert.Contains(",'-1+1,", csv.Html, StringComparison.Ordinal));
        Assert.Contains("\"'=cmd|' /C calc'!A0, \"\"quoted\"\"\r\nand more\"", csv.Html, StringComparison.Ordinal);

        var lines = (await browser.GoAsync(Log + "/export?format=jsonl&act=project.renamed&target=p7")).Html.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var entry = JsonDocument.Parse(Assert.Single(lines)).RootElement;
        Assert.Equal(("p7", administrator.Name, "person", "=cmd|' /C calc'!A0, \"quoted\"\r\nand more"), (entry.GetProperty("target_id").GetString(), entry.GetProperty("actor_name").GetString(), entry.GetProperty("actor_kind").GetString(), entry.GetProperty("named").GetString()));

        // Taking it away leaves a trace.
        await IndexAsync(app);
        Assert.Equal(2, Lines(await browser.GoAsync(Log + "?act=audit.exported")).Count);
    }

    [Theory, Stores]
    public async Task is_paged_and_followed_over_the_management_api(StoreKind store)
    {
        var app = await apps.OnAsync(store);
        var organization = await app.AnotherOrganizationAsync();
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(organization.Id));
        for (var i = 0; i < 12; i++) await RecordAsync(app, organization, "t" + i);
        await IndexAsync(app);
        var seen = new List<string>();
        var following = "";
        for (string? after = null; ;)
        {
            var page = (await ManageAsync($"?act=secret.added&page_size=5{(after is null ? "" : "&after=" + after)}")).Ok().Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("target").GetProperty("id").GetString()!));
            if (following.Length == 0) following = page.GetProperty("following").GetString()!;
            if ((after = page.GetProperty("next").GetString()) is null) break;
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(i => "t" + i).Reverse(), seen);
        Assert.Empty((await ManageAsync("?act=secret.added&following=" + following)).Ok().Json.GetProperty("items").EnumerateArray());
        for (var i = 12; i < 15; i++) await RecordAsync(app, organization, "t" + i);
        await IndexAsync(app);
        var newer = (await ManageAsync("?act=secret.added&following=" + following)).Ok().Json;
        Assert.Equal(["t12", "t13", "t14"], newer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("target").GetProperty("id").GetString()));
        Assert.Empty((await ManageAsync("?act=secret.added&following=" + newer.GetProperty("following").GetString())).Ok().Json.GetProperty("items").EnumerateArray());

        // Cursors are of their list and their owner.
        Assert.Equal("after", (await ManageAsync("?act=secret.deleted&after=" + following)).Is(422)["field"]);
        Assert.Equal("following", (await ManageAsync("?following=" + following)).Is(422)["field"]);
        Assert.Equal("since", (await ManageAsync("?since=yesterday")).Is(422)["field"]);
        Assert.Equal(15, (await ManageAsync("/export?format=jsonl&act=secret.added")).Ok().Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        Task<Answer> ManageAsync(string query) => app.ManageAsync(token, organization.Id, HttpMethod.Get, "/audit" + query);
    }

    [Theory, Stores, Attack("I4"), Attack("I1")]
    public async Task is_proven_while_the_server_works_and_says_nothing_of_what_others_did(StoreKind store)
    {
        await using var app = await StagedoorApp.StartAsync(store);
        using var ada = app.NewBrowser();
        await ada.SignInAsync(Seed.Ada, Seed.AdaPassword);
        var page = await ada.PressAsync(await ada.GoAsync(Log + "/verify"), "Verify now");
        await app.Of<AuditCheck>().Running;
        page = await ada.GoAsync(Log + "/verify");
        Assert.Contains("All entries are what was written.", page.Words, StringComparison.Ordinal);
        Assert.Null(page.Answer.Header("Refresh"));
        await TamperAsync(app, "UPDATE audit SET body = '{}' WHERE sequence = 3");

        // The walk reads everybody's chains: the next one waits a minute, whoever asks.
        app.Clock.Advance(TimeSpan.FromSeconds(59));
        await ada.PressAsync(page, "Verify again");
        await app.Of<AuditCheck>().Running;
        Assert.Contains("All entries are what was written.", (await ada.GoAsync(Log + "/verify")).Words, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromSeconds(2));
        await ada.PressAsync(page, "Verify again");
        await app.Of<AuditCheck>().Running;
        page = await ada.GoAsync(Log + "/verify");
        Assert.Contains("The audit is not what was written", page.Document.QuerySelector("#verdict")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Entry 3", page.Html, StringComparison.Ordinal);
        Assert.StartsWith("Entry 3 of", (await app.Of<AuditCheck>().FindAsync(Cancellation))!.Broken, StringComparison.Ordinal);
        Assert.Equal("alert", page.Document.QuerySelector("#verdict")!.GetAttribute("role"));

        // A form that somebody else made begins nothing.
        Assert.Equal(400, (await ada.PostAsync(Log + "/verify")).Code);
        var token = await app.ManagementTokenAsync(await app.ManagerAsync(Seed.Organization));
        var told = (await app.ManageAsync(token, HttpMethod.Get, "/audit/verify")).Ok();
        Assert.Equal(("broken", "100"), (told["status"], told["percent"]));
        Assert.Equal(["ended_at", "percent", "started_at", "status"], told.Json.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
    }

    private static Task RecordAsync(StagedoorApp app, Organization organization, string target) =>
        app.Of<IAuditTrail>().RecordAsync(new() { At = app.Clock.GetUtcNow(), Act = AuditAct.SecretAdded, OrganizationId = organization.Id, ActorId = "somebody", TargetId = target }, Cancellation);

    private static Task IndexAsync(StagedoorApp app) => Eventually.TrueAsync(
        async () => await app.Of<IAuditIndex>().LagAsync(app.Clock.GetUtcNow().AddDays(1), Cancellation) == TimeSpan.Zero, TimeSpan.FromSeconds(20), "the audit is indexed");

    private static List<string> Lines(Page page) => [.. page.Document.QuerySelectorAll("#entries tbody tr").Select(line => string.Join(' ', line.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private static async Task TamperAsync(StagedoorApp app, string sql)
    {
        await using DbConnection connection = app.ConnectionString is { } postgres ? new NpgsqlConnection(postgres) : new SqliteConnection($"Data Source={Path.Combine(app.Data, "stagedoor.db")};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(await command.ExecuteNonQueryAsync(Cancellation) != 0, "nothing was tampered with");
    }
}
