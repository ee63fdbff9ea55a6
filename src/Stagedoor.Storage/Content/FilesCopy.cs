namespace Stagedoor.Storage.Content;

/// <summary>Copies the contents of files, while the service works: a part that is kept never changes (decision 0023), so after the database is copied everything that it knows of is here, or was removed for good.</summary>
public static class FilesCopy
{
    /// <summary>How many files, of how many bytes, were copied. <paramref name="from"/> may be missing: then nothing was uploaded yet.</summary>
    /// <exception cref="IOException">A file could not be read or written; a file that is removed meanwhile is left out.</exception>
    public static async Task<(long Files, long Bytes)> WriteAsync(string from, string to, IProgress<(long Files, long Bytes)>? progress, CancellationToken cancellation)
    {
        var (files, bytes) = (0L, 0L);
        if (!Directory.Exists(from)) return (files, bytes);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var place = Path.GetRelativePath(from, file);
            if (place.StartsWith(ContentFolder.IncomingName + Path.DirectorySeparatorChar, StringComparison.Ordinal)) continue;
            var copy = Path.Combine(to, place);
            Sqlite.DataFolder.Create(Path.GetDirectoryName(copy)!);
            try
            {
                await using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
                Sqlite.DataFolder.CreateFile(copy);
                await using var target = new FileStream(copy, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
                await source.CopyToAsync(target, 1024 * 1024, cancellation);
                target.Flush(flushToDisk: true);
                (files, bytes) = (files + 1, bytes + target.Length);
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException && !File.Exists(file))
            {
                continue;
            }

            progress?.Report((files, bytes));
        }

        return (files, bytes);
    }
}
