using System.Security.Cryptography;
using Stagedoor.Server.Keys;

namespace Stagedoor.Host.Data;

/// <summary>
/// <c>keys/master.key</c> in the data folder: 32 bytes as base64, readable by its owner alone. Without the file a key is made in memory, and written only for an empty database (design §8).
/// </summary>
public sealed class KeyFile
{
    /// <summary>The kept value that only the right key opens.</summary>
    public const string CheckName = "master-check";

    private readonly byte[] bytes;

    public KeyFile(string dataFolder)
    {
        Path = System.IO.Path.Combine(dataFolder, "keys", "master.key");
        try
        {
            IsNew = !File.Exists(Path);
            bytes = IsNew ? RandomNumberGenerator.GetBytes(32) : Convert.FromBase64String(File.ReadAllText(Path).Trim());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The key file {Path} cannot be read: {problem.Message}", problem);
        }
        catch (FormatException problem)
        {
            throw Malformed(problem);
        }

        if (bytes.Length != 32) throw Malformed(null);
        Key = new(bytes);
    }

    public string Path { get; }

    public bool IsNew { get; private set; }

    public MasterKey Key { get; }

    /// <summary>Whether this key sealed the check value.</summary>
    public bool Opens(ReadOnlyMemory<byte> check) => Key.Open(CheckName, check.Span) is not null;

    /// <summary>The check value to keep.</summary>
    public byte[] Check() => Key.Seal(CheckName, RandomNumberGenerator.GetBytes(16));

    /// <summary>Writes a new key, on disk before anything is sealed with it.</summary>
    public void Write()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            DataFolder.Create(folder);
            using var file = new FileStream(Path, options);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes) + "\n"));
            file.Flush(flushToDisk: true);
            IsNew = false;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The key file {Path} cannot be written: {problem.Message}", problem);
        }
    }

    private StartRefusedException Malformed(FormatException? problem) => new($"The key file {Path} does not hold a key: 32 bytes as base64.", problem!);
}
