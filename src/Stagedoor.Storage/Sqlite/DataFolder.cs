namespace Stagedoor.Storage.Sqlite;

/// <summary>The lock on a data folder: one serving process at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream file;

    private DataFolder(FileStream file) => this.file = file;

    public static void Create(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageStartException($"The data folder {folder} cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>Makes a file that its owner alone can read, where there is none: the folder may be one that others can enter. SQLite gives its journals the same rights.</summary>
    public static void CreateFile(string file)
    {
        if (OperatingSystem.IsWindows() || File.Exists(file)) return;
        try
        {
            using (new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process was first, or the folder cannot be written: the database says which.
        }
    }

    public static DataFolder Lock(string folder)
    {
        try
        {
            return new(new FileStream(Path.Combine(folder, "stagedoor.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StorageStartException($"The data folder {folder} cannot be written: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new StorageStartException($"The data folder {folder} is in use by another Stagedoor process, or cannot be locked: {exception.Message}", exception);
        }
    }

    public void Dispose() => file.Dispose();
}
