using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage;
using Stagedoor.TestKit;

namespace Stagedoor.Bench.Contests;

/// <summary>What the store alone does: rotations a second, each durable, by as many callers as there are connections, in a process of its own on the servers' core. No HTTP, no JWT, no audit.</summary>
internal static class StoreCeiling
{
    public const string Verb = "store-ceiling";

    public static async Task<double> MeasureAsync(Ring ring, CancellationToken cancellation)
    {
        var data = Path.Combine(ring.Folder, "ceiling-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)));
        var database = ring.Plan.Postgres ? await PostgresServer.NewDurableDatabaseAsync() : "";
        var (callers, seconds) = (ring.Plan.Connections.ToString(CultureInfo.InvariantCulture), ring.Plan.Round.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        var output = await Commands.RunAsync(Core.Server.Pin("dotnet", typeof(StoreCeiling).Assembly.Location, Verb, data, callers, seconds, database), cancellation);
        var rate = double.Parse(output.Trim(), CultureInfo.InvariantCulture);
        Progress.Say($"refresh: the store's own rotation: {rate:N0}/s");
        return rate;
    }

    /// <summary>The process's own side.</summary>
    public static async Task<double> RunAsync(string data, int callers, TimeSpan duration, string? database)
    {
        Directory.CreateDirectory(data);
        var services = new ServiceCollection();
        services.AddLogging(static logs => logs.SetMinimumLevel(LogLevel.Error));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new MasterKey(RandomNumberGenerator.GetBytes(32)));
        services.AddStorage(new() { Provider = database is null ? StorageProvider.Sqlite : StorageProvider.Postgres, ConnectionString = database, DataDirectory = data });
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Database>().MigrateAsync(CancellationToken.None);
        var families = provider.GetRequiredService<IRefreshTokenStore>();
        var rotated = 0L;
        var clock = new Stopwatch();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller => await families.StartAsync(Family(caller), CancellationToken.None)));
        var warm = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var hash = Family(caller).CurrentHash;
            var answer = new byte[1600];
            while (warm.Elapsed < duration + TimeSpan.FromSeconds(2))
            {
                if (warm.Elapsed > TimeSpan.FromSeconds(2))
                {
                    lock (clock) clock.Start();
                    Interlocked.Increment(ref rotated);
                }

                var next = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
                var now = DateTimeOffset.UtcNow;
                if (!await families.RotateAsync($"family-{caller}", hash, next, answer, now.AddDays(14), now, CancellationToken.None)) throw new BenchException("a rotation lost");
                hash = next;
            }
        })));
        return rotated / clock.Elapsed.TotalSeconds;
    }

    private static RefreshTokenFamily Family(int caller) => new()
    {
        FamilyId = $"family-{caller}",
        ClientId = "client",
        PersonId = "person",
        Sid = "sid",
        Scope = "openid offline_access",
        AuthenticatedAt = DateTimeOffset.UtcNow,
        Acr = "1",
        Amr = "pwd",
        CurrentHash = $"hash-{caller}",
        CreatedAt = DateTimeOffset.UtcNow,
        ExpiresAt = DateTimeOffset.UtcNow.AddDays(14),
        AbsoluteExpiresAt = DateTimeOffset.UtcNow.AddDays(90),
    };
}
