using System.Globalization;
using Stagedoor.Storage.Connections;

namespace Stagedoor.Storage.Migrations;

/// <summary>Brings the schema forward at start: numbered scripts, each once, all in one transaction under a lock that holds other nodes back. Never backward.</summary>
internal static class Migrator
{
    private const string Table = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)";
    private const string Current = "SELECT COALESCE(MAX(version), 0) FROM schema_version";
    private const string Applied = "INSERT INTO schema_version (version, name, applied_at) VALUES (@version, @name, @at)";

    /// <summary>The scripts of a database, by number.</summary>
    public static IReadOnlyList<(long Version, string Name)> Scripts(Engine engine)
    {
        var prefix = $"Stagedoor.Storage.{engine.Name}.Migrations.";
        return [.. typeof(Migrator).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => (long.Parse(name.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture), name))
            .Order()];
    }

    public static async Task RunAsync(Engine engine, Link link, DateTimeOffset now)
    {
        var scripts = Scripts(engine);
        await link.BeginAsync();
        await engine.LockSchemaAsync(link);
        await link.RunAsync(Table);
        var current = await link.NumberAsync(Current) ?? 0;
        if (current > scripts[^1].Version)
        {
            throw new StorageStartException($"The database has schema {current}, made by a newer version of Stagedoor; this one knows schemas up to {scripts[^1].Version}. Start the newer version, or restore a backup made by this one.");
        }

        foreach (var (version, name) in scripts.Where(script => script.Version > current))
        {
            await link.RunAsync(await ReadAsync(name));
            await link.ExecuteAsync(Applied, ("version", version), ("name", name), ("at", now));
        }

        await link.CommitAsync();
    }

    private static async Task<string> ReadAsync(string name)
    {
        using var reader = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(name)!);
        return await reader.ReadToEndAsync();
    }
}
