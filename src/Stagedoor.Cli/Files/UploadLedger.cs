using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Files;

/// <summary>
/// What an upload has brought, kept in the data folder until it is whole: for this profile, this folder there, and this very file here (path, size, time of change). Its addresses let whoever reads them write
/// the file, so its owner alone may.
/// </summary>
internal sealed class UploadLedger
{
    private readonly Lock gate = new();
    private readonly string path;

    public UploadLedger(Shell shell, Profile profile, FrameioId folder, string name, FileInfo file)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{profile.Issuer}\n{profile.ClientId}\n{profile.Name}\n{folder}\n{name}\n{file.FullName}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}");
        path = Path.Combine(shell.DataFolder, "uploads", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)) + ".json");
    }

    public FileUpload? Read()
    {
        try
        {
            return FileUpload.FromJson(File.ReadAllText(path));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Keep(FileUpload upload)
    {
        lock (gate)
        {
            var folder = Path.GetDirectoryName(path)!;
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(path + ".next", options)) file.Write(Encoding.UTF8.GetBytes(upload.ToJson()));
            File.Move(path + ".next", path, overwrite: true);
        }
    }

    public void Forget()
    {
        lock (gate) File.Delete(path);
    }
}
