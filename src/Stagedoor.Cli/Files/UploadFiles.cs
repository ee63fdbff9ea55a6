using System.CommandLine;
using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Files;

/// <summary><c>stagedoor files upload PATH …</c>: in parts, several at once. What had arrived when it was interrupted is not sent again by the same command.</summary>
internal sealed class UploadFiles() : FolderVerb("upload", "Uploads files, and goes on where an interrupted upload ended.", "stagedoor files upload A001_C002.mov A001_C003.mov --project ID", "stagedoor files upload reel.mov --folder ID --name \"Reel 1.mov\" --json | jq -r '.[0].id'")
{
    private readonly Argument<string[]> paths = new("PATH") { Description = "The files.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> name = new("--name") { HelpName = "NAME", Description = "What the file is called there, where it is one and its own name is not meant." };
    private readonly Option<int> parallel = new("--parallel") { HelpName = "N", Description = "How many parts are on their way at once; 4, if nothing is said.", DefaultValueFactory = static _ => 4 };

    protected override void Declare(Command command)
    {
        command.Add(paths);
        base.Declare(command);
        command.Add(name);
        command.Add(parallel);
        parallel.Validators.Add(static result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int>() is < 1 or > 32) result.AddError("--parallel is between 1 and 32.");
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(name) is not null && result.GetValue(paths) is { Length: > 1 }) result.AddError("--name is for one file.");
        });
    }

    protected override async Task<int> RunAsync(Invocation call, Session session, FrameioId account, CancellationToken cancellation)
    {
        var files = call.Get(paths)!.Select(Found).ToList();
        var folder = await FolderAsync(call, session, account, cancellation);
        var done = new List<Asset>();
        foreach (var file in files)
        {
            var began = call.Shell.Time.GetTimestamp();
            var uploaded = await OneAsync(call, session, account, folder, file, cancellation);
            done.Add(uploaded);
            if (!call.Output.Json) call.Output.Line($"{call.Output.Green("Uploaded")} {call.Output.Bold(Output.Plain(uploaded.Name))} ({Size.Of(file.Length)} in {Size.Of(call.Shell.Time.GetElapsedTime(began))}) as {uploaded.Id}.");
        }

        if (call.Output.Json) call.Output.Document(writer => FileVerbs.Listing.Array(writer, done));
        return ExitCode.Done;
    }

    private async Task<FrameioFile> OneAsync(Invocation call, Session session, FrameioId account, FrameioId folder, FileInfo file, CancellationToken cancellation)
    {
        var called = call.Get(name) ?? file.Name;
        var ledger = new UploadLedger(call.Shell, session.Profile, folder, called, file);
        await using var content = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous);
        if (ledger.Read() is { } begun)
        {
            call.Output.Remark($"{Output.Plain(called)}: {begun.ArrivedParts} of {begun.PartCount} parts had arrived before.");
            try
            {
                return await SendAsync(call, session, begun, content, ledger, cancellation);
            }
            catch (FrameioException gone) when (gone.Problem == FrameioProblem.NotFound || gone is { Problem: FrameioProblem.Transfer, Status: 403 or 404 or 410 })
            {
                call.Output.Remark($"{Output.Plain(called)}: that upload is no more; it begins anew.");
                ledger.Forget();
                content.Position = 0;
            }
        }

        var upload = await session.Frameio.Files.BeginUploadAsync(account, folder, called, file.Length, cancellation);
        ledger.Keep(upload);
        return await SendAsync(call, session, upload, content, ledger, cancellation);
    }

    private async Task<FrameioFile> SendAsync(Invocation call, Session session, FileUpload upload, FileStream content, UploadLedger ledger, CancellationToken cancellation)
    {
        using var bar = new ProgressBar(call.Shell, upload.Name, shown: !call.Output.Json);
        try
        {
            var file = await session.Frameio.Files.ResumeUploadAsync(upload, content, new() { Parallelism = call.Get(parallel), Progress = new Watched(bar, upload, ledger) }, cancellation);
            ledger.Forget();
            return file;
        }
        catch
        {
            ledger.Keep(upload);
            throw;
        }
    }

    private static FileInfo Found(string path)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path)) throw new CommandException(ExitCode.Usage, $"{path} is a folder.", $"stagedoor files upload {Path.Combine(path, "*")} …");
        if (!file.Exists) throw new CommandException(ExitCode.Usage, $"There is no file {path}.", "Check the path.");
        return file.Length > 0 ? file : throw new CommandException(ExitCode.Usage, $"{path} is empty.", "A file of the API has one byte at least.");
    }

    // Keeps the list of what has arrived after each part, so that even a kill costs no more than the parts on their way.
    private sealed class Watched(ProgressBar bar, FileUpload upload, UploadLedger ledger) : IProgress<TransferProgress>
    {
        private int kept = upload.ArrivedParts;

        public void Report(TransferProgress value)
        {
            bar.Report(value);
            var arrived = upload.ArrivedParts;
            if (Interlocked.Exchange(ref kept, arrived) != arrived) ledger.Keep(upload);
        }
    }
}
