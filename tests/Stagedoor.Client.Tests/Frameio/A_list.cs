using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Frameio;

/// <summary>Lists, page by page: by the relative link, with what the first page was asked for.</summary>
public class A_list(Studio studio) : IClassFixture<Studio>
{
    [Fact]
    public async Task follows_its_links_and_keeps_include_filter_and_size()
    {
        var workspace = await studio.NewWorkspaceAsync();
        for (var i = 1; i <= 5; i++) await studio.Client.Projects.CreateAsync(studio.Account, workspace.Id, new() { Name = $"Reel {i}" });
        var before = studio.Addresses.Count;
        var projects = await studio.Client.Projects.List(studio.Account, workspace.Id, new() { PageSize = 2, Include = ProjectIncludes.Owner, Sort = ProjectSort.NameDescending }).AllAsync();
        Assert.Equal(["Reel 5", "Reel 4", "Reel 3", "Reel 2", "Reel 1"], projects.Select(project => project.Name));
        Assert.All(projects, project => Assert.Equal("Service Account User", project.Owner?.Name));
        var addresses = studio.Addresses.Skip(before).ToList();
        Assert.Equal(3, addresses.Count);
        Assert.All(addresses, address => Assert.All(["include=owner", "sort=name_desc", "page_size=2"], part => Assert.Contains(part, address, StringComparison.Ordinal)));
        Assert.Equal([false, true, true], addresses.Select(address => address.Contains("after=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task counts_and_goes_on_where_somebody_stopped()
    {
        var workspace = await studio.NewWorkspaceAsync();
        for (var i = 1; i <= 5; i++) await studio.Client.Projects.CreateAsync(studio.Account, workspace.Id, new() { Name = $"Reel {i}" });
        var list = studio.Client.Projects.List(studio.Account, workspace.Id, new() { PageSize = 2, IncludeTotalCount = true, Sort = ProjectSort.NameAscending });
        FrameioPage<Project>? first = null;
        await foreach (var page in list.PagesAsync())
        {
            first = page;
            break;
        }

        Assert.Equal((2, 5), (first!.Items.Count, first.TotalCount));
        var rest = new List<string>();
        await foreach (var page in list.PagesAsync(first.Next)) rest.AddRange(page.Items.Select(project => project.Name));
        Assert.Equal(["Reel 3", "Reel 4", "Reel 5"], rest);
    }

    [Fact]
    public async Task keeps_its_filters_where_the_API_forgets_them()
    {
        // Adobe's links carry nothing over but the cursor.
        using var api = new Wire(sent => Wire.Json(200, sent.Address.Contains("after=b", StringComparison.Ordinal)
            ? """{"data":[],"links":{"next":null},"total_count":null}"""
            : $$"""{"data":[],"links":{"next":"/v4/accounts/a/audit_logs?after={{(sent.Address.Contains("after=a", StringComparison.Ordinal) ? "b" : "a")}}&page_size=7"},"total_count":null}"""));
        using var client = Studio.Over(api);
        await client.Accounts.ListAuditLogs("a", new() { PageSize = 5, Include = AuditLogIncludes.User, Filters = new() { EventType = AuditEventType.ProjectCreated, IpAddress = "::1" } }).AllAsync();
        const string Kept = "include=user&filters%5Bevent_type%5D=project_created&filters%5Bip_address%5D=%3A%3A1";
        Assert.Equal(
            [$"/v4/accounts/a/audit_logs?{Kept}&page_size=5", $"/v4/accounts/a/audit_logs?after=a&page_size=7&{Kept}", $"/v4/accounts/a/audit_logs?after=b&page_size=7&{Kept}"],
            api.All.Select(sent => new Uri(sent.Address).PathAndQuery));
    }

    [Theory]
    [InlineData("https://elsewhere.example/v4/accounts"), InlineData("//elsewhere.example/v4/accounts"), InlineData("/v4/../admin"), InlineData("/v5/accounts"), InlineData("/v4/accounts")]
    public async Task is_not_led_astray_nor_in_a_circle(string next)
    {
        using var api = new Wire(_ => Wire.Json(200, $$"""{"data":[],"links":{"next":"{{next}}"} }"""));
        using var client = Studio.Over(api);
        var problem = await Assert.ThrowsAsync<FrameioException>(() => client.Accounts.List().AllAsync());
        Assert.Equal((FrameioProblem.UnexpectedAnswer, "accounts.index"), (problem.Problem, problem.Operation));
        Assert.Single(api.All);
    }

    [Fact]
    public async Task asks_for_no_page_that_nobody_comes_to_and_ends_when_it_is_told_to()
    {
        using var api = new Wire(sent => Wire.Json(200, $$"""{"data":[{"id":"{{Guid.NewGuid()}}"}],"links":{"next":"/v4/accounts?after={{Guid.NewGuid()}}"} }"""));
        using var client = Studio.Over(api);
        var list = client.Accounts.List();
        Assert.Empty(api.All);
        using var ending = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var account in list.WithCancellation(ending.Token))
            {
                if (api.All.Count == 3) await ending.CancelAsync();
            }
        });
        Assert.Equal(3, api.All.Count);
    }
}
