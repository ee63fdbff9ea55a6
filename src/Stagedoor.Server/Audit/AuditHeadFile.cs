namespace Stagedoor.Server.Audit;

/// <summary>The file <c>audit-head</c> in the data folder: the newest head of this node's chain, and below it the heads that the database once contradicted.</summary>
public sealed class AuditHeadFile(string path)
{
    // A file that somebody swelled is not read into memory.
    private const int LongestFile = 64 * 1024;

    public string Path { get; } = path;

    public static AuditHeadFile In(string dataFolder) => new(System.IO.Path.Combine(dataFolder, "audit-head"));

    /// <summary>The lines that hold anything; none when the file does not exist.</summary>
    public IReadOnlyList<string> ReadLines()
    {
        try
        {
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            var text = new char[Math.Min(stream.Length, LongestFile)];
            return [.. new string(text, 0, reader.ReadBlock(text)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Replaces the file whole: who reads it sees the old one or the new one, also after a crash.</summary>
    public void Write(IEnumerable<string> lines)
    {
        var next = Path + ".next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using (var writer = new StreamWriter(stream, leaveOpen: true))
            {
                foreach (var line in lines) writer.Write(line + "\n");
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(next, Path, overwrite: true);
    }
}
