using System.CommandLine;
using System.Globalization;
using Stagedoor.Host.Data;
using Stagedoor.Storage;
using Stagedoor.Storage.Content;

namespace Stagedoor.Host.Verbs;

/// <summary>Writes a copy of the database, and of the uploaded files, while the service works.</summary>
internal sealed class Backup() : Verb("backup", "Write a consistent copy of the database and of the uploaded files into a folder, while the service works.")
{
    private readonly Argument<string> folder = new("DIR") { Description = "An empty folder." };
    private readonly Option<bool> withoutFiles = new("--without-files") { Description = "Leave the uploaded files out: they never change once they are whole, and other tools copy them as well." };
    private readonly Option<bool> withKey = new("--with-key") { Description = "Put the key file beside it. Without its key the copy opens nowhere; with it, whoever has the folder has everything." };

    protected override void Declare(Command command)
    {
        command.Add(folder);
        command.Add(withKey);
        command.Add(withoutFiles);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var target = Path.GetFullPath(arguments.GetRequiredValue(folder));
        var key = services.GetRequiredService<KeyFile>();
        try
        {
            var file = await services.GetRequiredService<Database>().BackupAsync(target, cancellation);
            Say($"Written to {file}.");
            if (!arguments.GetValue(withoutFiles))
            {
                // After the database: what it knows of is here by then.
                var (files, bytes) = await FilesCopy.WriteAsync(services.GetRequiredService<StorageOptions>().FilesDirectory, Path.Combine(target, "files"), null, cancellation);
                Say(string.Create(CultureInfo.InvariantCulture, $"{files} uploaded files with {bytes / 1_000_000.0:0.#} MB lie in its files folder."));
            }

            if (arguments.GetValue(withKey))
            {
                DataFolder.Create(Path.Combine(target, "keys"));
                File.Copy(key.Path, Path.Combine(target, "keys", "master.key"));
                Say("Its key lies beside it: keep the folder as safe as the service itself.");
            }
            else
            {
                Say($"It opens with {key.Path} only: keep a copy of that file, elsewhere.");
            }

            return 0;
        }
        catch (Exception problem) when (problem is StorageStartException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(problem.Message, problem);
        }
    }
}
