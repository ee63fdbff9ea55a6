using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;

namespace Stagedoor.Cli.Help;

/// <summary>What <c>--help</c> says, the same at every width: what the verb does, how it is written, an example, its arguments and options. The tests keep it as files.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult) => Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);

    public static int Write(Command command, TextWriter output)
    {
        output.Write(Of(command));
        return ExitCode.Done;
    }

    /// <summary>The words that lead to a command: <c>stagedoor files upload</c>.</summary>
    public static string PathOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "stagedoor";

    public static string Of(Command command)
    {
        var text = new StringBuilder();
        text.Append(command.Description).Append("\n\nUsage:\n  ").Append(Usage(command)).Append('\n');
        if (command is VerbCommand { Examples.Count: > 0 } verb) Section(text, verb.Examples.Count == 1 ? "Example" : "Examples", verb.Examples.Select(static example => (example, "")));
        Section(text, "Verbs", command.Subcommands.Where(static child => !child.Hidden).Select(static child => (child.Name, child.Description ?? "")));
        Section(text, "Arguments", command.Arguments.Select(static argument => (Label(argument), argument.Description ?? "")));
        Section(text, "Options", command.Options.Where(static option => !IsEverywhere(option)).Select(Row));
        Section(text, "Options of every verb", Everywhere(command).Select(Row));
        if (command is RootCommand) Section(text, "Exit codes", ExitCode.All.Select(static code => (code.Code.ToString(System.Globalization.CultureInfo.InvariantCulture), code.Meaning)));
        return text.ToString();
    }

    private static string Usage(Command command)
    {
        var usage = PathOf(command);
        if (command.Subcommands.Count > 0) usage += " VERB …";
        foreach (var argument in command.Arguments) usage += argument.Arity.MinimumNumberOfValues == 0 ? $" [{Label(argument)}]" : " " + Label(argument);
        return command.Options.Any(static option => !IsEverywhere(option)) ? usage + " [options]" : usage;
    }

    private static string Label(Argument argument) => (argument.HelpName ?? argument.Name) + (argument.Arity.MaximumNumberOfValues > 1 ? " …" : "");

    private static (string Left, string Right) Row(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(static alias => alias is not ("-?" or "/?" or "/h")).Append(option.Name).Distinct(StringComparer.Ordinal).OrderBy(static name => name.Length));
        var value = option.HelpName is { } name && option.Arity.MaximumNumberOfValues > 0 ? " " + name : "";
        return (names + value, option.Description ?? "");
    }

    private static bool IsEverywhere(Option option) => option is HelpOption or VersionOption || option.Recursive;

    private static IEnumerable<Option> Everywhere(Command command)
    {
        Symbol root = command;
        while (root.Parents.FirstOrDefault() is { } parent) root = parent;
        return ((Command)root).Options.Where(option => option is not VersionOption || command is RootCommand);
    }

    private static void Section(StringBuilder text, string title, IEnumerable<(string Left, string Right)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        text.Append('\n').Append(title).Append(":\n");
        var width = Math.Min(28, all.Max(static row => row.Left.Length));
        foreach (var (left, right) in all)
        {
            if (right.Length == 0) text.Append("  ").Append(left);
            else
            {
                text.Append("  ").Append(left.PadRight(width)).Append("  ");
                text.AppendJoin("\n" + new string(' ', width + 4), Wrap(right, 96 - width));
            }

            text.Append('\n');
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }

            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }

        yield return line.ToString();
    }
}
