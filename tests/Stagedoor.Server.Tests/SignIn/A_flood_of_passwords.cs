namespace Stagedoor.Server.Tests.SignIn;

[Attack("H5"), OnStore(StoreKind.Sqlite)]
public class A_flood_of_passwords
{
    [Fact]
    public async Task meets_a_bounded_queue_and_machines_do_not_notice()
    {
        var settings = new Dictionary<string, string> { ["PasswordHashing:Workers"] = "1", ["PasswordHashing:Queue"] = "2", ["PasswordHashing:Passes"] = "60", ["PasswordHashing:MemoryKiB"] = "8192", ["Limits:FreeSignInFailures"] = "1000" };
        await using var app = await StagedoorApp.StartAsync(new AppOptions { Settings = settings });
        using var browser = app.NewBrowser();
        var page = await browser.GoAsync("/signin");
        var flood = Enumerable.Range(0, 40).Select(i => Task.Run(() => browser.SendAsync(Browser.Request(page, "Sign in", ("email", $"person{i}@elsewhere.example"), ("password", "wrong"))))).ToList();

        var machine = await app.Http.ClientCredentialsAsync("/oauth2/token", Seed.DailiesBot);
        var whileFlooded = flood.Any(answer => !answer.IsCompleted);
        var answers = await Task.WhenAll(flood);

        machine.Ok();
        Assert.True(whileFlooded, "the flood was over before the machine's token came");
        Assert.All(answers, answer => Assert.True(answer.Code is 400 or 429, answer.ToString()));
        var busy = answers.Where(answer => answer.Code == 429).ToList();
        Assert.NotEmpty(busy);
        Assert.All(busy, answer => Assert.Equal("3", answer.Header("Retry-After")));

        // An attempt that nobody looked at is not counted.
        Assert.Equal(303, (await browser.TryAsync(Seed.Ada, Seed.AdaPassword)).Code);
    }
}
