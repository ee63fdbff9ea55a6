namespace Stagedoor.Host.Tests.Data;

/// <summary><c>keys/master.key</c> (design §8).</summary>
public class The_key_file
{
    [Fact]
    public async Task is_made_for_an_empty_database_and_readable_by_its_owner_alone()
    {
        await using var app = await StagedoorApp.StartAsync(StoreKind.Sqlite);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyOf(app)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(KeyOf(app))!));
    }

    [Theory, Stores]
    public async Task that_is_missing_refuses_the_start_and_is_not_made_again(StoreKind store)
    {
        await using var app = await StoppedAsync(store);
        File.Delete(KeyOf(app));
        Assert.Equal($"The key file {KeyOf(app)} is missing, and the database is not empty: put back the one that belongs to it.", await Refused.ByStartingAsync(Arguments(app)));
        Assert.False(File.Exists(KeyOf(app)));
    }

    [Theory, Stores]
    public async Task of_another_installation_refuses_the_start_and_changes_nothing(StoreKind store)
    {
        await using var app = await StoppedAsync(store);
        var right = File.ReadAllText(KeyOf(app));
        File.WriteAllText(KeyOf(app), Convert.ToBase64String(new byte[32]));
        Assert.Equal("The key file does not open this database: put back the keys/master.key that belongs to it.", await Refused.ByStartingAsync(Arguments(app)));
        File.WriteAllText(KeyOf(app), right);
        await using var again = await StagedoorApp.StartAsync(app.Options with { RestartOf = app });
        (await again.Http.ClientCredentialsAsync("/ims/token/v3", TestKit.Seed.DailiesBot)).Ok();
    }

    [Fact]
    public async Task that_holds_no_key_refuses_the_start()
    {
        await using var app = await StoppedAsync(StoreKind.Sqlite);
        File.WriteAllText(KeyOf(app), "short");
        Assert.EndsWith("does not hold a key: 32 bytes as base64.", Refused.ByBuilding(Arguments(app)), StringComparison.Ordinal);
    }

    private static string KeyOf(StagedoorApp app) => Path.Combine(app.Data, "keys", "master.key");

    private static string[] Arguments(StagedoorApp app) =>
        ["--urls=http://127.0.0.1:0", $"--data={app.Data}", .. app.ConnectionString is { } text ? (string[])["--Stagedoor:Storage:Provider=Postgres", $"--Stagedoor:Storage:ConnectionString={text}"] : []];

    private static async Task<StagedoorApp> StoppedAsync(StoreKind store)
    {
        var app = await StagedoorApp.StartAsync(store);
        await app.StopAsync();
        return app;
    }
}
