using System.CommandLine;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.Audit;

/// <summary><c>stagedoor audit export</c>: copied as it comes, however much it is. A file that could not be finished is not left there as if it were whole.</summary>
internal sealed class ExportAudit() : ManagementVerb(
    "export",
    "Writes the audit of an organization to a file, newest first.",
    "stagedoor audit export --output audit.jsonl --since 2026-11-01",
    "stagedoor audit export --format csv --act secret.added --output - | less")
{
    private readonly Option<string> output = new("--output") { HelpName = "FILE", Required = true, Description = "The file, or - for standard output." };
    private readonly Option<string?> format = new("--format") { HelpName = "FORMAT", Description = "jsonl or csv. Without it by the file's name, and jsonl otherwise." };
    private readonly Option<string?>[] filters =
    [
        new("--who") { HelpName = "ID", Description = "Only what they did, or what was done for them: an id, or a person's e-mail address." },
        new("--act") { HelpName = "ACT", Description = "Only this, as signin.succeeded." },
        new("--target") { HelpName = "ID", Description = "Only what was done to this." },
        new("--credential") { HelpName = "CLIENT_ID", Description = "Only what came by this credential." },
        new("--result") { HelpName = "RESULT", Description = "allowed, a reason, or refused for every reason." },
        new("--since") { HelpName = "TIME", Description = "Not before this time, RFC 3339." },
        new("--before") { HelpName = "TIME", Description = "Before this time, RFC 3339." },
    ];

    protected override void Declare(Command command)
    {
        format.AcceptOnlyFromAmong("jsonl", "csv");
        command.Add(output);
        command.Add(format);
        foreach (var filter in filters) command.Add(filter);
        base.Declare(command);
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var target = call.Get(output)!;
        var kind = call.Get(format) ?? (target.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? "csv" : "jsonl");
        var path = ManagementClient.WithQuery("/audit/export", [("format", kind), .. filters.Select(filter => (filter.Name[2..], call.Get(filter)))]);
        if (target == "-")
        {
            await client.DownloadAsync(path, call.Shell.Output, cancellation);
            return ExitCode.Done;
        }

        var unfinished = target + ".part";
        try
        {
            long length;
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                await client.DownloadAsync(path, file, cancellation);
                length = file.Length;
            }

            File.Move(unfinished, target, overwrite: true);
            if (!call.Output.Json) call.Output.Line($"Wrote {Terminal.Size.Of(length)} to {target}. See that it holds together: stagedoor audit verify {target}");
            else
            {
                call.Output.Document(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("file", target);
                    writer.WriteNumber("bytes", length);
                    writer.WriteString("format", kind);
                    writer.WriteEndObject();
                });
            }

            return ExitCode.Done;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
