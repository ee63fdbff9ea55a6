namespace Stagedoor.Host.Data;

/// <summary>The data folder (design §8).</summary>
public static class DataFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a folder that its owner alone can enter, and its parents.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly);
    }

    /// <summary>Refuses a folder that cannot be written to. Leaves nothing behind.</summary>
    public static void Open(string folder)
    {
        var trial = Path.Combine(folder, ".writable");
        try
        {
            Create(folder);
            using (new FileStream(trial, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The data folder {folder} cannot be used: {problem.Message}", problem);
        }
    }
}
