namespace Stagedoor.Cli.Tests.Profiles;

/// <summary>The environment before the file, the option before both; and what is said of a setting that cannot be right.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class A_setting(Studio studio) : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task of_the_environment_goes_before_the_file()
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app);
        Assert.Contains("\"issuer\": \"" + app.Issuer, await File.ReadAllTextAsync(desk.ConfigPath), StringComparison.Ordinal);
        desk.Environment["STAGEDOOR_ISSUER"] = app.Issuer + "/ims";
        // What is kept belongs to an issuer as it was written: the secret is not sent elsewhere.
        (await desk.RunAsync("whoami")).Is(ExitCode.SignIn);
        desk.Environment["STAGEDOOR_CLIENT_SECRET"] = Seed.DailiesBot.Secret!;
        Assert.Equal(app.Issuer + "/ims", (await desk.RunAsync("whoami", "--json")).Is(ExitCode.Done).Json.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task of_an_option_goes_before_the_environment()
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app);
        desk.Environment["STAGEDOOR_PROFILE"] = "nobody";
        desk.Environment["STAGEDOOR_ACCOUNT"] = "00000000-0000-4000-8000-000000000000";
        (await desk.RunAsync("whoami")).Is(ExitCode.SignIn);
        (await desk.RunAsync("workspaces", "list", "--profile", "default")).Is(ExitCode.NotFound);
        (await desk.RunAsync("workspaces", "list", "--profile", "default", "--account", Seed.Account)).Is(ExitCode.Done);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("""{"profiles":{"default":{"kind":"robot"}}}""", "kind is \"robot\"")]
    [InlineData("""{"profiles":[]}""", "cannot be read")]
    [InlineData("""[]""", "cannot be read")]
    public async Task of_a_broken_file_is_told_with_its_path(string file, string what)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(desk.ConfigPath)!);
        await File.WriteAllTextAsync(desk.ConfigPath, file);
        var error = (await desk.RunAsync("whoami")).Is(ExitCode.Usage).Error;
        Assert.Contains(desk.ConfigPath, error, StringComparison.Ordinal);
        Assert.Contains(what, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("login", "It is not said who issues the tokens.")]
    [InlineData("login --issuer http://127.0.0.1:1", "It is not said which credential to use.")]
    [InlineData("login --issuer http://example.com --client-id x", "Authority is not an https address")]
    [InlineData("login --server-to-server --issuer http://127.0.0.1:1 --client-id x", "There is no client secret.")]
    [InlineData("whoami --profile ../x", "is no name of a profile.")]
    public async Task that_is_missing_or_wrong_is_named(string line, string what) => Assert.Contains(what, (await desk.RunAsync(line.Split(' '))).Is(ExitCode.Usage).Error, StringComparison.Ordinal);

    [Fact]
    public async Task that_leads_nowhere_is_an_outage() =>
        (await desk.RunAsync("login", "--device", "--issuer", $"http://127.0.0.1:{HostProcess.FreePort()}", "--client-id", "x")).Is(ExitCode.Unavailable);

    [Fact]
    public async Task of_an_issuer_whose_certificate_nobody_knows_is_told_so()
    {
        await using var app = await StagedoorApp.StartAsync(new AppOptions { RealClock = true, Https = true });
        var ran = await desk.TypeAsync(Seed.DailiesBot.Secret!, "login", "--server-to-server", "--issuer", app.Issuer, "--client-id", Seed.DailiesBot.Id, "--client-secret-stdin");
        Assert.Contains("Next: Its certificate is not trusted", ran.Is(ExitCode.Unavailable).Error, StringComparison.Ordinal);
    }
}
