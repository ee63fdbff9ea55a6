using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Stagedoor.Storage.Tests.Migrations;

/// <summary>What a client and a browser held when a release's database was kept.</summary>
public sealed record Held
{
    public required string Issuer { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string AccessToken { get; init; }
    public required string RefreshToken { get; init; }
    public required string SpentRefreshToken { get; init; }
    public required string Cookie { get; init; }

    /// <summary>The node's name and its audit's last heads, as they stood in the data folder.</summary>
    public string NodeId { get; init; } = "";
    public string AuditHead { get; init; } = "";
}

/// <summary>A database as a release left it, made by that release's own host (design §8): in <c>Releases/&lt;version&gt;/</c> the embedded one, a dump of the other, and the key that opens both.</summary>
public sealed record Released(string Version)
{
    public const string Sqlite = "stagedoor.db.gz", Postgres = "postgres.dump", Key = "master.key";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>Every release that kept one.</summary>
    public static IEnumerable<string> Versions => Directory.GetDirectories(Folder("")).Select(folder => System.IO.Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    public Held HeldOn(StoreKind store) => JsonSerializer.Deserialize<Held>(File.ReadAllText(Path(Name(store))))!;

    public void Hold(StoreKind store, Held held) => File.WriteAllText(Path(Name(store)), JsonSerializer.Serialize(held, Readable) + "\n");

    public string Path(string name) => System.IO.Path.Combine(Folder(Version), name);

    /// <summary>Lays it out as a host would find it: the data folder, and where the database is.</summary>
    public async Task<(string Data, string? ConnectionString)> LayAsync(StoreKind store)
    {
        var data = Directory.CreateTempSubdirectory("stagedoor-released-").FullName;
        Directory.CreateDirectory(System.IO.Path.Combine(data, "keys"));
        File.Copy(Path(Key), System.IO.Path.Combine(data, "keys", Key));
        await File.WriteAllTextAsync(System.IO.Path.Combine(data, "node-id"), HeldOn(store).NodeId);
        await File.WriteAllTextAsync(System.IO.Path.Combine(data, "audit-head"), HeldOn(store).AuditHead);
        if (store == StoreKind.Sqlite)
        {
            await using var packed = new GZipStream(File.OpenRead(Path(Sqlite)), CompressionMode.Decompress);
            await using var database = File.Create(System.IO.Path.Combine(data, "stagedoor.db"));
            await packed.CopyToAsync(database);
            return (data, null);
        }

        var connectionString = await PostgresServer.NewDatabaseAsync();
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // A dump of ours, kept in the repository.
        await using var command = new NpgsqlCommand(await File.ReadAllTextAsync(Path(Postgres)), connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return (data, connectionString);
    }

    private static string Name(StoreKind store) => $"held-{store}.json".ToLowerInvariant();

    private static string Folder(string version, [CallerFilePath] string here = "") => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "Releases", version);
}
