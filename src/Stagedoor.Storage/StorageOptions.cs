namespace Stagedoor.Storage;

/// <summary>Which database keeps everything.</summary>
public enum StorageProvider
{
    Sqlite,
    Postgres,
}

/// <summary>How a process uses the data folder.</summary>
public enum StorageAccess
{
    /// <summary>Serves: on SQLite no other serving process may use the same folder.</summary>
    Serve,

    /// <summary>A verb beside a serving process: takes no lock and cleans nothing.</summary>
    Attach,
}

/// <summary>Where everything is kept (design §8).</summary>
public sealed record StorageOptions
{
    public StorageProvider Provider { get; init; } = StorageProvider.Sqlite;
    public StorageAccess Access { get; init; } = StorageAccess.Serve;

    /// <summary>Holds <c>stagedoor.db</c> on SQLite, and on both stores <c>node-id</c>, the name of this node's audit chain.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>For PostgreSQL; unused on SQLite.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Units of work that may wait for the writer; more are refused as unavailable.</summary>
    public int WriterQueue { get; init; } = 4096;

    /// <summary>The most units of work in one transaction.</summary>
    public int WriterBatch { get; init; } = 256;

    /// <summary>The most connections that read at once.</summary>
    public int Readers { get; init; } = 16;

    /// <summary>Holds the contents of files: the same folder for every node. Without a word, <c>files</c> in the data folder.</summary>
    public string? Files { get; init; }

    public string FilesDirectory => Files ?? Path.Combine(DataDirectory, "files");

    public string DatabaseFile => Path.Combine(DataDirectory, "stagedoor.db");
}
