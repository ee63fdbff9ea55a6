namespace Stagedoor.Cli.Tests.Login;

/// <summary>Is shown by one verb, and by no other.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class A_token(Studio studio) : IDisposable
{
    private readonly Desk desk = new();

    public void Dispose() => desk.Dispose();

    [Fact]
    public async Task is_taken_apart_without_a_word_on_whether_it_is_genuine()
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app);
        var decoded = (await desk.RunAsync("token", "--decode")).Is(ExitCode.Done);
        Assert.Equal("at+jwt", decoded.Json.GetProperty("header").GetProperty("typ").GetString());
        Assert.Equal(app.Issuer, decoded.Json.GetProperty("claims").GetProperty("iss").GetString());
        Assert.Equal("not verified", decoded.Json.GetProperty("signature").GetString());
        Assert.Contains("The signature was not verified", decoded.Error, StringComparison.Ordinal);
        var token = (await desk.RunAsync("token")).Output.Trim();
        Assert.DoesNotContain(token.Split('.')[2], decoded.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_shown_by_no_other_verb_nor_is_a_secret()
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app);
        var token = (await desk.RunAsync("token")).Output.Trim();
        string[][] calls =
        [
            ["whoami"], ["whoami", "--json"], ["accounts", "list", "--json"], ["api", "get", "/v4/me", "-i"], ["api", "get", "/v4/nowhere"], ["token", "--decode"], ["login", "--server-to-server", "--client-secret-stdin"],
            ["api", "get", "/v4/me", "-H", "Authorization: Bearer x"], ["logout"], ["whoami"],
        ];
        foreach (var call in calls)
        {
            var ran = await desk.TypeAsync(Seed.DailiesBot.Secret!, call);
            Assert.DoesNotContain(token.Split('.')[2], ran.Output + ran.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(Seed.DailiesBot.Secret!, ran.Output + ran.Error, StringComparison.Ordinal);
        }

        foreach (var file in Directory.GetFiles(desk.Home, "*", SearchOption.AllDirectories)) Assert.DoesNotContain(Seed.DailiesBot.Secret!, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_kept_where_its_owner_alone_reads_it_and_nothing_of_it_in_plain()
    {
        var app = await studio.AppAsync();
        await desk.WithBotAsync(app);
        var token = (await desk.RunAsync("token")).Output.Trim();
        var files = Directory.GetFiles(Path.Combine(desk.Home, "data"), "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.DoesNotContain(token.Split('.')[2], text, StringComparison.Ordinal);
            Assert.DoesNotContain(Seed.DailiesBot.Secret!, text, StringComparison.Ordinal);
        }
    }
}
