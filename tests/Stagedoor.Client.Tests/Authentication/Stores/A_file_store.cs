using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Client.Tests.Authentication.Stores;

/// <summary>Encrypted files in a folder of one's own, shared by processes.</summary>
[OnStore(StoreKind.Sqlite)]
public sealed class A_file_store(RealClockFixture apps) : IClassFixture<RealClockFixture>, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string folder = Directory.CreateTempSubdirectory("client-store-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task keeps_what_it_was_given_and_shows_none_of_it()
    {
        var store = new FileTokenStore(folder);
        await store.WriteAsync("ada@northlight.example", State(), None);
        Assert.Equal(State().ToJson(), (await new FileTokenStore(folder).ReadAsync("ada@northlight.example", None))!.ToJson());
        Assert.Null(await store.ReadAsync("somebody else", None));
        foreach (var file in Directory.GetFiles(folder))
        {
            Assert.DoesNotContain("northlight", file, StringComparison.Ordinal);
            Assert.DoesNotContain("refresh-canary", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), StringComparison.Ordinal);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        await store.RemoveAsync("ada@northlight.example", None);
        Assert.Null(await store.ReadAsync("ada@northlight.example", None));
    }

    [Fact]
    public async Task makes_a_folder_that_only_its_owner_opens()
    {
        var inner = Path.Combine(folder, "tokens");
        await new FileTokenStore(inner).WriteAsync("k", State(), None);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(inner));
    }

    [Fact]
    public async Task takes_nothing_that_was_changed_swapped_or_made_with_another_key()
    {
        var store = new FileTokenStore(folder);
        await store.WriteAsync("one", State(), None);
        var first = Directory.GetFiles(folder, "*.tokens").Single();
        await store.WriteAsync("two", State(), None);
        var second = Directory.GetFiles(folder, "*.tokens").Single(file => file != first);
        File.Copy(first, second, overwrite: true);
        Assert.Null(await store.ReadAsync("two", None));
        Assert.Null(await new FileTokenStore(folder, TokenProtection.WithKey(RandomNumberGenerator.GetBytes(32))).ReadAsync("one", None));
        var bytes = await File.ReadAllBytesAsync(first);
        for (var i = 0; i < bytes.Length; i += 7)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            await File.WriteAllBytesAsync(first, changed);
            Assert.Null(await store.ReadAsync("one", None));
        }

        foreach (var length in new[] { 0, 1, 27, bytes.Length - 1 })
        {
            await File.WriteAllBytesAsync(first, bytes[..length]);
            Assert.Null(await store.ReadAsync("one", None));
        }
    }

    [Fact]
    public async Task that_is_damaged_lets_the_person_sign_in_anew()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var ingest = app.Ingest(Dialect.Standard, options => options.Store = new FileTokenStore(folder));
        await app.SignInAsync(ingest);
        await File.WriteAllTextAsync(Directory.GetFiles(folder, "*.tokens").Single(), "scrambled");
        var restarted = app.Ingest(Dialect.Standard, options => options.Store = new FileTokenStore(folder));
        Assert.Equal(AuthenticationProblem.SignInAgain, (await Assert.ThrowsAsync<AuthenticationException>(async () => await restarted.GetTokenAsync())).Problem);
        await app.SignInAsync(restarted);
        await restarted.GetTokenAsync();
    }

    [Fact]
    public async Task lets_one_holder_in_at_a_time()
    {
        var (one, other) = (new FileTokenStore(folder), new FileTokenStore(folder));
        var inside = 0;
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            await using (await (i % 2 == 0 ? one : other).LockAsync("k", None))
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                await Task.Delay(2);
                Interlocked.Decrement(ref inside);
            }
        })));
        var held = await one.LockAsync("k", None);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await other.LockAsync("k", soon.Token));
        await held.DisposeAsync();
        await using (await other.LockAsync("k", None))
        {
        }
    }

    [Fact]
    public async Task is_shared_by_processes_that_renew_at_the_same_time_without_losing_the_family()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var ingest = app.Ingest(Dialect.Standard, options => options.Store = new FileTokenStore(folder));
        await app.SignInAsync(ingest);
        var answers = await Task.WhenAll(RunAsync(app, "8"), RunAsync(app, "8"), RunAsync(app, "8"));
        Assert.All(answers, answer => Assert.True(answer.Code == 0, answer.Error));
        Assert.All(answers, answer => Assert.Equal(8, answer.Tokens.Length));
        Assert.All(answers.SelectMany(answer => answer.Tokens), token => Assert.StartsWith("eyJ", token, StringComparison.Ordinal));
        (await app.Http.GetAsync("/v4/me", (await ingest.RenewAsync(await ingest.GetTokenAsync())).Reveal())).Ok();
    }

    [Fact]
    public async Task of_a_process_that_was_killed_between_renewal_and_saving_still_opens_the_door()
    {
        var app = await apps.OnAsync(StoreKind.Sqlite);
        var ingest = app.Ingest(Dialect.Standard, options => options.Store = new FileTokenStore(folder));
        await app.SignInAsync(ingest);
        var before = (await ingest.ExportAsync())!;
        using var process = Start(app, "hang");
        Assert.Equal("to save", await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        process.Kill();
        await process.WaitForExitAsync();

        // The lock is free, the old token is there, and the issuer answers the repetition as it answered before.
        Assert.Equal(before.RefreshToken, (await ingest.ExportAsync())!.RefreshToken);
        var renewed = await ingest.RenewAsync(await ingest.GetTokenAsync());
        (await app.Http.GetAsync("/v4/me", renewed.Reveal())).Ok();
        Assert.NotEqual(before.RefreshToken, (await ingest.ExportAsync())!.RefreshToken);
    }

    private async Task<(int Code, string[] Tokens, string Error)> RunAsync(StagedoorApp app, string times)
    {
        using var process = Start(app, times);
        var (said, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries), await error);
    }

    private Process Start(StagedoorApp app, string times)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Stagedoor.Client.Peer.dll"), folder, app.Issuer, Seed.DesktopIngest.Id, times]) info.ArgumentList.Add(argument);
        return Process.Start(info)!;
    }

    private static TokenState State() => new() { Issuer = "https://i.example", ClientId = "c", AccessToken = "access-canary", RefreshToken = "refresh-canary", ObtainedAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch.AddHours(1), Scopes = ["openid", "email"] };
}
