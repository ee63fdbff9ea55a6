using System.CommandLine;
using System.Globalization;
using System.IO.Pipelines;
using Stagedoor.Cli.Management;

namespace Stagedoor.Cli.Audit;

/// <summary>
/// <c>stagedoor audit verify FILE</c>. The chain of an audit is keyed by a key that never leaves the server, and an export holds one organization's part of it: a file alone can be seen to hold together, and can not prove
/// that nobody changed it. With <c>--online</c> each entry is compared with what the server's audit has now, and the server proves its chains.
/// </summary>
internal sealed class VerifyAudit() : Verb("verify", "Sees whether an exported file holds together, and with --online whether the server's audit still says the same.", "stagedoor audit verify audit.jsonl", "stagedoor audit verify audit.jsonl --online")
{
    private const string Alone = "The file holds together. That does not prove that nobody changed it: the key of the chain never leaves the server. Compare it there: --online; or prove the chain itself: stagedoor-host audit verify.";

    private readonly Argument<string> file = new("FILE") { Description = "An export of the audit, jsonl or csv." };
    private readonly Option<bool> online = new("--online") { Description = "Compare each entry with the server's audit of now, and let the server prove its chains." };
    private readonly Option<string?> organization = new("--organization") { HelpName = "ID", Description = "With --online: the organization. Without it STAGEDOOR_ORGANIZATION, then the credential's own." };

    protected override void Declare(Command command)
    {
        command.Add(file);
        command.Add(online);
        command.Add(organization);
    }

    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var path = call.Get(file)!;
        if (!File.Exists(path)) throw new CommandException(ExitCode.Usage, $"There is no file {path}.", "stagedoor audit export --output audit.jsonl");
        using var text = new StreamReader(path);
        var seen = new ExportCheck(call.Get(online));
        foreach (var (line, entry) in ExportFile.Read(text)) seen.Add(line, entry);
        if (call.Get(online) && seen.Count > 0)
        {
            using var client = ManagementClient.Open(call, call.Get(organization));
            await CompareAsync(client, seen, cancellation);
            await ProveAsync(call, client, seen, cancellation);
        }

        Tell(call, path, seen);
        return seen.Findings.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    // The same stretch of time, exported again; each entry is one that the file has too, or one that it lacks.
    private static async Task CompareAsync(ManagementClient client, ExportCheck seen, CancellationToken cancellation)
    {
        var pipe = new Pipe();
        var query = ManagementClient.WithQuery("/audit/export", [("format", "jsonl"), ("since", Utc(seen.Oldest)), ("before", Utc(seen.Newest.AddMilliseconds(1)))]);
        var download = CopyAsync();
        using (var lines = new StreamReader(pipe.Reader.AsStream()))
        {
            while (await lines.ReadLineAsync(cancellation) is { } line) seen.Compare(ExportedEntry.OfLine(line));
        }

        await download;
        seen.EndComparison();

        async Task CopyAsync()
        {
            Exception? problem = null;
            try
            {
                await client.DownloadAsync(query, pipe.Writer.AsStream(leaveOpen: true), cancellation);
            }
#pragma warning disable CA1031 // Handed to whoever reads, and thrown there.
            catch (Exception failed)
#pragma warning restore CA1031
            {
                problem = failed;
            }

            await pipe.Writer.CompleteAsync(problem);
        }
    }

    private static async Task ProveAsync(Invocation call, ManagementClient client, ExportCheck seen, CancellationToken cancellation)
    {
        var check = await client.SendAsync(HttpMethod.Post, "/audit/verify", cancellation);
        for (var i = 0; check.Text("status") == "checking" && i < 600; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), call.Shell.Time, cancellation);
            check = await client.GetAsync("/audit/verify", cancellation);
        }

        seen.Chains = check.Text("status") ?? "";
        if (seen.Chains == "broken") seen.Find("The server's own check found its chains broken: its log names the first entry.");
    }

    private static void Tell(Invocation call, string path, ExportCheck seen)
    {
        if (call.Output.Json)
        {
            call.Output.Document(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("file", path);
                writer.WriteNumber("entries", seen.Count);
                writer.WriteBoolean("holds_together", seen.Findings.Count == 0);
                writer.WriteBoolean("compared", seen.WasCompared);
                if (seen.WasCompared) writer.WriteNumber("not_in_file", seen.Missing);
                writer.WriteString("chains", seen.Chains);
                writer.WriteStartArray("findings");
                foreach (var finding in seen.Findings) writer.WriteStringValue(finding);
                writer.WriteEndArray();
                writer.WriteEndObject();
            });
            return;
        }

        foreach (var finding in seen.Findings) call.Output.Line(Terminal.Output.Plain(finding));
        call.Output.Line(seen.Count == 0 ? "The file holds no entries." : $"{seen.Count} entries from {Utc(seen.Oldest)} to {Utc(seen.Newest)}, of {seen.Nodes} {(seen.Nodes == 1 ? "node" : "nodes")}.");
        if (seen.Findings.Count > 0) call.Output.Line("The file does NOT hold together.");
        else if (!seen.WasCompared) call.Output.Line(Alone);
        else
        {
            call.Output.Line($"Each of them stands in the server's audit unchanged{(seen.Missing == 0 ? ", and nothing else of that time" : $"; {seen.Missing} more of that time do not stand in the file (as when it was exported with a filter)")}.");
            call.Output.Line(seen.Chains == "intact" ? "The server has proven its chains: no entry was changed, removed, moved or cut off." : $"The server's check of its chains: {seen.Chains}.");
        }
    }

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
