using System.Security.Cryptography;

namespace Stagedoor.Storage;

/// <summary>The name of this node's audit chain: random, kept in the data folder.</summary>
internal static class NodeId
{
    public static string Read(string folder)
    {
        var file = Path.Combine(folder, "node-id");
        try
        {
            if (!File.Exists(file)) Put(file, overwrite: false);
            var text = File.ReadAllText(file).Trim();
            return text is { Length: > 0 and <= 64 } && text.All(char.IsAsciiLetterOrDigit)
                ? text
                : throw new StorageStartException($"{file} does not hold a node id: 1 to 64 letters and digits. Put the right one back, or remove the file to begin a new audit chain.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageStartException($"{file} cannot be read or written: {exception.Message}", exception);
        }
    }

    /// <summary>Begins another chain: after a restored backup, whose chain goes on elsewhere.</summary>
    public static string Renew(string folder)
    {
        var file = Path.Combine(folder, "node-id");
        Put(file, overwrite: true);
        return Read(folder);
    }

    // Whole or not at all, and of several processes that begin in one folder at once the first one's stays.
    private static void Put(string file, bool overwrite)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var made = $"{file}.{id}";
        File.WriteAllText(made, id + "\n");
        try
        {
            File.Move(made, file, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(file))
        {
            File.Delete(made);
        }
    }
}
