using System.Globalization;
using MimeKit;

namespace Stagedoor.Server.Mail;

/// <summary>Where mails go while no mail server is set: files in the data folder that their owner alone can read, the newest <see cref="MostKept"/> of them.</summary>
public sealed class OutboxFolder(string path, TimeProvider time) : IMailTransport
{
    public const int MostKept = 500;

    private const string Extension = ".eml";

    public string Path { get; } = path;

    public Task<Delivery> SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        var id = mail.MessageId!.Split('@')[0];
        var name = System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd'T'HHmmssfff}-{id}"));
        try
        {
            CreateFolder();
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(name + ".part", options)) mail.WriteTo(stream, cancellation);
            File.Move(name + ".part", name + Extension, overwrite: true);
            foreach (var old in Files().Skip(MostKept)) File.Delete(old);
            return Task.FromResult<Delivery>(new Delivery.Done());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<Delivery>(new Delivery.Down(problem.GetType().Name));
        }
    }

    public Task RestAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The mails, newest first: name and content.</summary>
    public IEnumerable<(string Id, MimeMessage Mail)> Read()
    {
        foreach (var file in Files())
        {
            if (Load(file) is { } mail) yield return (System.IO.Path.GetFileNameWithoutExtension(file), mail);
        }
    }

    /// <summary>One mail; null when there is none of that name.</summary>
    public MimeMessage? Find(string id) =>
        id is { Length: > 0 and <= 80 } && id.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-') ? Load(System.IO.Path.Combine(Path, id + Extension)) : null;

    private static MimeMessage? Load(string file)
    {
        try
        {
            return MimeMessage.Load(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private IEnumerable<string> Files() => Directory.Exists(Path) ? Directory.EnumerateFiles(Path, "*" + Extension).OrderDescending(StringComparer.Ordinal) : [];

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
        else Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
