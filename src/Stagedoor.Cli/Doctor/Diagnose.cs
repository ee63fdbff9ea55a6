using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli.Doctor;

/// <summary><c>stagedoor doctor</c>: looks at everything between this machine and the first answer of the API, in the order in which it goes wrong.</summary>
internal sealed class Diagnose() : Verb("doctor", "Sees what is wrong: clock, address, redirect URI, token, scopes, account. Ends with 1 where something does not work.", "stagedoor doctor", "stagedoor doctor --json | jq '.checks[] | select(.result == \"fail\")'")
{
    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        await foreach (var finding in Examination.RunAsync(call, cancellation))
        {
            findings.Add(finding);
            if (!call.Output.Json) Show(call, finding);
        }

        var failed = findings.Count(static finding => finding.Health == Health.Fail);
        var warned = findings.Count(static finding => finding.Health == Health.Warn);
        if (call.Output.Json) Write(call, findings);
        else call.Output.Line(failed > 0 ? $"\n{failed} of {findings.Count} checks failed." : warned > 0 ? $"\nIt works; {warned} of {findings.Count} checks have something to say." : "\nAll is well.");
        return failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Show(Invocation call, Finding finding)
    {
        var output = call.Output;
        var mark = finding.Health switch { Health.Ok => output.Green("ok  "), Health.Warn => output.Yellow("warn"), Health.Fail => output.Bold("FAIL"), _ => output.Dim("–   ") };
        output.Line($"{mark}  {finding.Check,-14}{Output.Plain(finding.Says)}");
        if (finding.WhatToDo is not null) output.Line($"      {"",-14}→ {Output.Plain(finding.WhatToDo)}");
        if (finding.Known is not null) output.Line(output.Dim($"      {"",-14}Known trouble: {finding.Known}"));
    }

    private static void Write(Invocation call, List<Finding> findings) => call.Output.Document(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("works", findings.TrueForAll(static finding => finding.Health != Health.Fail));
        writer.WriteStartArray("checks");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("check", finding.Check);
            writer.WriteString("result", finding.Health switch { Health.Ok => "ok", Health.Warn => "warn", Health.Fail => "fail", _ => "skipped" });
            writer.WriteString("says", finding.Says);
            writer.WriteString("what_to_do", finding.WhatToDo);
            writer.WriteString("known_trouble", finding.Known);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
