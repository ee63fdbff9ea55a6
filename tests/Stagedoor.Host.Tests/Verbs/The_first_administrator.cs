namespace Stagedoor.Host.Tests.Verbs;

/// <summary><c>init</c> and its link (design §11, attack I8).</summary>
public sealed class The_first_administrator : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact, Attack("I8")]
    public async Task sets_a_password_by_a_link_that_works_once()
    {
        var (code, said, _) = await HostProcess.RunAsync(["init", "--email", "root@x.example", "--data", folder["d"]]);
        Assert.Equal(0, code);
        var link = "/init?link=" + said.Split("link=")[^1].Trim();
        await using var app = StagedoorHost.Build(["--urls=http://127.0.0.1:0", $"--data={folder["d"]}"]);
        await app.StartAsync();
        using var browser = new Browser(new(app.Urls.Single()));
        Assert.Equal(404, (await browser.GoAsync("/init")).Code);
        Assert.Equal(404, (await browser.GoAsync("/init?link=" + new string('a', 43))).Code);
        var page = await browser.GoAsync(link);
        Assert.Contains("root@x.example", page.Words, StringComparison.Ordinal);
        Assert.Equal(400, (await browser.PressAsync(page, "Set password", ("password", "short"), ("again", "short"))).Code);
        Assert.Equal(400, (await browser.PressAsync(page, "Set password", ("password", "long enough to be one"), ("again", "another"))).Code);
        Assert.Equal("/signin", (await browser.PressAsync(page, "Set password", ("password", "long enough to be one"), ("again", "long enough to be one"))).Url.AbsolutePath);
        Assert.Equal(404, (await browser.GoAsync(link)).Code);
        Assert.Equal(404, (await browser.PressAsync(page, "Set password", ("password", "another that is long"), ("again", "another that is long"))).Code);
        Assert.DoesNotContain("Sign in", (await browser.SignInAsync("root@x.example", "long enough to be one")).Title, StringComparison.Ordinal);
        await app.StopAsync();
        Assert.Equal((1, "An administrator exists already: a first one is not made again."), await FailAsync("init", "--email", "root@x.example", "--data", folder["d"]));
    }

    [Fact]
    public async Task gets_a_new_link_and_the_old_one_ends()
    {
        var (_, first, _) = await HostProcess.RunAsync(["init", "--email", "root@x.example", "--data", folder["d"]]);
        var (_, second, _) = await HostProcess.RunAsync(["init", "--email", "root@x.example", "--data", folder["d"]]);
        await using var app = StagedoorHost.Build(["--urls=http://127.0.0.1:0", $"--data={folder["d"]}"]);
        await app.StartAsync();
        Assert.False(File.Exists(folder["d/demo.json"]));
        using var browser = new Browser(new(app.Urls.Single()));
        Assert.Equal(404, (await browser.GoAsync("/init?link=" + first.Split("link=")[^1].Trim())).Code);
        Assert.Equal(200, (await browser.GoAsync("/init?link=" + second.Split("link=")[^1].Trim())).Code);
        await app.StopAsync();
    }

    public void Dispose() => folder.Dispose();

    private static async Task<(int, string)> FailAsync(params string[] words)
    {
        var (code, _, error) = await HostProcess.RunAsync(words);
        return (code, error);
    }
}
