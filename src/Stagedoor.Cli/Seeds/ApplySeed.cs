using System.CommandLine;
using System.Text.Json;
using Stagedoor.Cli.Management;
using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli.Seeds;

/// <summary><c>stagedoor apply FILE</c>: shows what a seed would make, asks, and makes it. What was deleted, changed or revoked since stays so.</summary>
internal sealed class ApplySeed() : ManagementVerb("apply", "Applies a seed file to an organization: shows the plan, asks, and makes only what was never there.", "stagedoor apply seed.json --plan", "stagedoor apply seed.json --yes")
{
    private readonly Argument<string> file = new("FILE") { Description = "The seed file, of one organization. env:NAME and file:PATH in it are looked up on this machine." };
    private readonly Option<bool> plan = new("--plan") { Description = "Show the plan, and change nothing." };
    private readonly Option<bool> yes = Confirmation.Yes();

    protected override void Declare(Command command)
    {
        command.Add(file);
        command.Add(plan);
        command.Add(yes);
        base.Declare(command);
    }

    protected override async Task<int> RunAsync(Invocation call, ManagementClient client, CancellationToken cancellation)
    {
        var seed = SeedText.Read(call.Shell, call.Get(file)!);
        var planned = await client.PostAsync("/seed/plan", seed, cancellation);
        if (call.Get(plan))
        {
            Show(call, planned, "would be made", planned.GetProperty("creates").GetInt32());
            return Ended(planned);
        }

        if (!call.Output.Json) Show(call, planned, "would be made", planned.GetProperty("creates").GetInt32());
        if (planned.GetProperty("creates").GetInt32() == 0)
        {
            if (call.Output.Json) call.Output.Document(planned.WriteTo);
            return Ended(planned);
        }

        Confirmation.Ask(call, call.Get(yes), $"{Things(planned.GetProperty("creates").GetInt32())} would be made.", "yes");
        var done = await client.PostAsync("/seed/apply", seed, cancellation);
        if (call.Output.Json) call.Output.Document(done.WriteTo);
        else
        {
            call.Output.Line($"{call.Output.Green("Applied.")} {Things(done.GetProperty("created").GetInt32())} made.");
            foreach (var problem in done.GetProperty("entries").EnumerateArray().Where(static entry => entry.Text("outcome") == "refused" && entry.Text("kind") is not null)) call.Output.Remark($"Refused: {Of(problem)}: {Output.Plain(problem.Text("why"))}");
            Secrets(call, done);
        }

        return Ended(done);
    }

    private static int Ended(JsonElement report) => report.GetProperty("refused").GetInt32() == 0 ? ExitCode.Done : ExitCode.Refused;

    private static void Show(Invocation call, JsonElement report, string made, int count)
    {
        if (call.Output.Json)
        {
            call.Output.Document(report.WriteTo);
            return;
        }

        var table = new Table("", "WHAT", "NAME", "OUTCOME", "WHY");
        foreach (var entry in report.GetProperty("entries").EnumerateArray())
        {
            var differs = string.Join(", ", entry.GetProperty("differs").EnumerateArray().Select(static name => name.GetString()));
            table.Add(Sign(entry.Text("outcome")), entry.Text("kind")?.Replace('_', ' '), entry.Text("name"), entry.Text("outcome"), entry.Text("why") ?? (differs.Length > 0 ? "stays otherwise: " + differs : ""));
        }

        table.Write(call.Output, call.Shell);
        call.Output.Remark($"{Things(count)} {made}; {report.GetProperty("refused").GetInt32()} refused. All else stays as it is.");
    }

    private static void Secrets(Invocation call, JsonElement done)
    {
        if (done.GetProperty("secrets").GetArrayLength() == 0) return;
        call.Output.Line("The secrets that were made, shown this once:");
        var table = new Table("CREDENTIAL", "NAME", "SECRET");
        foreach (var secret in done.GetProperty("secrets").EnumerateArray()) table.Add(secret.Text("credential"), secret.Text("name"), secret.Text("value"));
        table.Write(call.Output, call.Shell);
    }

    private static string Sign(string? outcome) => outcome switch { "create" or "created" => "+", "refused" => "!", "there" => "=", _ => "~" };

    private static string Of(JsonElement entry) => $"{entry.Text("kind")?.Replace('_', ' ')} {Output.Plain(entry.Text("name"))}";

    private static string Things(int count) => count == 1 ? "1 thing" : $"{count} things";
}
