using System.CommandLine;
using Stagedoor.Cli.Accounts;
using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Files;

/// <summary><c>stagedoor files download FILE</c>: beside its place until it is whole, and on from there when it is asked for again.</summary>
internal sealed class DownloadFile() : AccountVerb("download", "Downloads a file, and goes on where an interrupted download ended.", "stagedoor files download FILE", "stagedoor files download FILE --output - | ffprobe -")
{
    private readonly Argument<string> file = new("FILE") { Description = "The id of the file." };
    private readonly Option<string?> to = new("--output", "-o") { HelpName = "PATH", Description = "Where to; - is standard output. Without it the file's own name, in this folder." };
    private readonly Option<bool> force = new("--force") { Description = "Write over a file that is there." };

    protected override void Declare(Command command)
    {
        command.Add(file);
        base.Declare(command);
        command.Add(to);
        command.Add(force);
    }

    protected override async Task<int> RunAsync(Invocation call, Session session, FrameioId account, CancellationToken cancellation)
    {
        FrameioId id = call.Get(file)!;
        if (call.Get(to) is "-")
        {
            if (call.Shell.OutputIsTerminal) throw new CommandException(ExitCode.Usage, "The bytes of a file would spoil the terminal.", "Send them on: stagedoor files download FILE --output - | …");
            using var progress = new ProgressBar(call.Shell, id.ToString(), shown: !call.Output.Json);
            await session.Frameio.Files.DownloadAsync(account, id, call.Shell.Output, new() { Progress = progress }, cancellation);
            return ExitCode.Done;
        }

        var path = Path.GetFullPath(call.Get(to) ?? LocalName((await session.Frameio.Files.GetAsync(account, id, cancellation: cancellation)).Name));
        if (Directory.Exists(path)) throw new CommandException(ExitCode.Usage, $"{path} is a folder.", "Name the file: --output PATH");
        if (File.Exists(path) && !call.Get(force)) throw new CommandException(ExitCode.Usage, $"{path} is there already.", "Choose another place with --output, or add --force.");
        var bytes = await ToAsync(call, session, account, id, path, call.Get(force), cancellation);
        if (call.Output.Json)
        {
            call.Output.Document(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("id", id.ToString());
                writer.WriteString("path", path);
                writer.WriteNumber("file_size", bytes);
                writer.WriteEndObject();
            });
        }
        else call.Output.Line($"{call.Output.Green("Downloaded")} {call.Output.Bold(Output.Plain(path))} ({Size.Of(bytes)}).");

        return ExitCode.Done;
    }

    private static async Task<long> ToAsync(Invocation call, Session session, FrameioId account, FrameioId id, string path, bool force, CancellationToken cancellation)
    {
        // Named by the file's id, whose bytes never change: what is there already is a beginning of the same.
        var part = $"{path}.{LocalName(id.ToString())}.part";
        if (new FileInfo(part).LinkTarget is not null) throw new CommandException(ExitCode.Usage, $"{part} is a link to somewhere else.", "Look who made it, and remove it; or choose another place with --output.");
        long length;
        await using (var destination = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None))
        {
            var size = (await session.Frameio.Files.GetAsync(account, id, cancellation: cancellation)).FileSize;
            if (destination.Length > size) destination.SetLength(0);
            destination.Position = destination.Length;
            using var bar = new ProgressBar(call.Shell, Path.GetFileName(path), shown: !call.Output.Json);
            if (destination.Position < size || size == 0) await session.Frameio.Files.DownloadAsync(account, id, destination, new() { From = destination.Position, Progress = new FromHere(bar, destination.Position) }, cancellation);
            length = destination.Length;
        }

        // Something may have come there meanwhile.
        if (!force && File.Exists(path)) throw new CommandException(ExitCode.Usage, $"{path} is there already; what was downloaded is in {part}.", "Choose another place with --output, or add --force.");
        File.Move(part, path, force);
        return length;
    }

    // A name from elsewhere must not lead elsewhere.
    private static string LocalName(string name)
    {
        var local = string.Concat(Output.Plain(name).Select(static c => c is '/' or '\\' or ':' or '\ufffd' ? '_' : c)).Trim();
        // A leading dot would make settings of it, which other programs read.
        return local is "" or "." or ".." ? "download" : local[0] == '.' ? "_" + local[1..] : local;
    }

    private sealed class FromHere(ProgressBar bar, long before) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => bar.Report(new(before + value.Bytes, before + value.TotalBytes));
    }
}
