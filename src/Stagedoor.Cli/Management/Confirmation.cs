using System.CommandLine;

namespace Stagedoor.Cli.Management;

/// <summary>What does not come back is asked for first: on a terminal; a script says <c>--yes</c>.</summary>
internal static class Confirmation
{
    public static Option<bool> Yes() => new("--yes") { Description = "Do not ask. Needed where there is no terminal to ask on." };

    /// <summary>Goes on when <paramref name="answer"/> was typed.</summary>
    public static void Ask(Invocation call, bool yes, string question, string answer)
    {
        if (yes) return;
        if (!call.Shell.InputIsTerminal || call.Output.Json) throw new CommandException(ExitCode.Usage, question, "Add --yes to do it without being asked.");
        call.Output.Remark($"{question} Type {Terminal.Output.Plain(answer)} to go on:");
        if (call.Shell.Lines.ReadLine()?.Trim() != answer) throw new CommandException(ExitCode.Interrupted, "Nothing was done.", "Run the command again, and type what it asks for.");
    }
}
