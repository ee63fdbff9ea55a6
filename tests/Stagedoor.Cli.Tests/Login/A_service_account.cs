namespace Stagedoor.Cli.Tests.Login;

/// <summary>Signs in with a secret that stands on no command line.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class A_service_account(Studio studio) : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Theory, MemberData(nameof(Studio.Dialects), MemberType = typeof(Studio))]
    public async Task signs_in_is_someone_and_leaves(string dialect)
    {
        var app = await studio.AppAsync();
        var login = await desk.TypeAsync(Seed.DailiesBot.Secret + "\n", "login", "--server-to-server", "--issuer", app.Issuer + dialect, "--client-id", Seed.DailiesBot.Id, "--client-secret-stdin");
        Assert.StartsWith("Signed in as Service Account User <", login.Is(ExitCode.Done).Output, StringComparison.Ordinal);
        var who = (await desk.RunAsync("whoami", "--json")).Is(ExitCode.Done).Json;
        Assert.Equal("Service Account User", who.GetProperty("user").GetProperty("name").GetString());
        Assert.Equal(Seed.Account, who.GetProperty("accounts")[0].GetProperty("id").GetString());
        Assert.True(who.GetProperty("token").GetProperty("renews").GetBoolean());
        var token = (await desk.RunAsync("token")).Is(ExitCode.Done).Output.Trim();
        Assert.Equal(token, (await desk.RunAsync("token", "--json")).Json.GetProperty("access_token").GetString());
        (await desk.RunAsync("logout")).Is(ExitCode.Done);
        var gone = await desk.RunAsync("whoami");
        Assert.Contains("The client secret of", gone.Is(ExitCode.SignIn).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task needs_no_sign_in_where_the_environment_says_it_all()
    {
        var app = await studio.AppAsync();
        desk.Environment["STAGEDOOR_ISSUER"] = app.Issuer;
        desk.Environment["STAGEDOOR_CLIENT_ID"] = Seed.DailiesBot.Id;
        desk.Environment["STAGEDOOR_CLIENT_SECRET"] = Seed.DailiesBot.Secret!;
        Assert.Contains("Service Account User", (await desk.RunAsync("whoami")).Is(ExitCode.Done).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(desk.ConfigPath));
    }

    [Fact]
    public async Task is_told_that_its_secret_is_wrong_and_nothing_is_kept()
    {
        var app = await studio.AppAsync();
        var login = await desk.TypeAsync("canary-of-a-secret\n", "login", "--json", "--server-to-server", "--issuer", app.Issuer, "--client-id", Seed.DailiesBot.Id, "--client-secret-stdin");
        Assert.Equal("invalid_client", login.Is(ExitCode.SignIn).ErrorJson.GetProperty("code").GetString());
        Assert.DoesNotContain("canary", login.Output + login.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(desk.ConfigPath));
    }
}
