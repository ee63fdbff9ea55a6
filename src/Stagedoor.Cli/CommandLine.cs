using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Stagedoor.Cli.Accounts;
using Stagedoor.Cli.Api;
using Stagedoor.Cli.Audit;
using Stagedoor.Cli.Comments;
using Stagedoor.Cli.Completion;
using Stagedoor.Cli.Credentials;
using Stagedoor.Cli.Doctor;
using Stagedoor.Cli.Files;
using Stagedoor.Cli.Help;
using Stagedoor.Cli.Login;
using Stagedoor.Cli.Projects;
using Stagedoor.Cli.Seeds;
using Stagedoor.Cli.ServiceAccounts;
using Stagedoor.Cli.Serving;
using Stagedoor.Cli.Terminal;
using Stagedoor.Cli.Workspaces;

namespace Stagedoor.Cli;

/// <summary>The table of contents: every verb, and the one place where a call begins and ends.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    /// <summary>The verbs that stand alone, in the order of the help.</summary>
    private static Verb[] Verbs => [new LogIn(), new LogOut(), new WhoAmI(), new ShowToken(), new ApplySeed(), new Serve(), new Diagnose()];

    /// <summary>The groups, in the order of the help: one line each.</summary>
    private static VerbGroup[] Groups =>
    [
        ApiVerbs.Group,
        AccountVerbs.Group,
        WorkspaceVerbs.Group,
        ProjectVerbs.Group,
        FileVerbs.Group,
        CommentVerbs.Group,
        ServiceAccountVerbs.Group,
        CredentialVerbs.Group,
        AuditVerbs.Group,
        Completions.Group,
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> args, Shell shell, CancellationToken cancellation)
    {
        var every = new EveryVerb();
        var parsed = Root(shell, every).Parse(args, new() { ResponseFileTokenReplacer = null });
        var output = new Output(shell, parsed.GetValue(every.Json));
        try
        {
            using var text = output.NewWriter();
            if (args.Count == 0) return HelpText.Write(parsed.RootCommandResult.Command, text);
            if (parsed.Action is ParseErrorAction or null) throw Wrong(parsed);
            return await EndingAsync(() => parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = text, Error = text }, cancellation), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            output.Interrupted();
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The end of the line: what nobody foresaw is told in the same shape.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            var told = Refusals.Tell(problem);
            output.Fail(told);
            return told.ExitCode;
        }
    }

    public static RootCommand Root(Shell shell, EveryVerb every)
    {
        var root = new RootCommand("Signs in to Frame.io V4, at Adobe's service or at Stagedoor, and calls the API.") { every.Profile, every.Json };
        foreach (var verb in Verbs) root.Add(verb.Build(shell, every));
        foreach (var group in Groups) root.Add(group.Build(shell, every));
        root.Add(new Complete().Build(shell, every));
        foreach (var option in root.Options)
        {
            if (option is HelpOption help) help.Action = new HelpText();
            else if (option is VersionOption version) version.Action = new VersionText();
        }

        return root;
    }

    // Whoever reads from a terminal is not woken by Ctrl+C: after a moment to put things away, the command ends without them.
    private static async Task<int> EndingAsync(Func<Task<int>> run, CancellationToken cancellation)
    {
        var running = Task.Run(run, CancellationToken.None);
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var _ = cancellation.Register(interrupted.SetResult);
        if (await Task.WhenAny(running, interrupted.Task) != running) await Task.WhenAny(running, Task.Delay(LongestEnd, TimeProvider.System, CancellationToken.None));
        if (!running.IsCompleted) throw new OperationCanceledException(cancellation);
        return await running;
    }

    private static CommandException Wrong(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = $"{HelpText.PathOf(command)} --help";
        if (command.Action is not null) return new(ExitCode.Usage, parsed.Errors[0].Message.TrimEnd('.') + ".", help);
        var verbs = command.Subcommands.Where(static verb => !verb.Hidden).Select(static verb => verb.Name).ToList();
        if (parsed.UnmatchedTokens is not [var typed, ..]) return new(ExitCode.Usage, $"A verb is missing: {string.Join(", ", verbs)}.", help);
        var meant = verbs.Where(verb => Spelling.IsNear(verb, typed)).ToList();
        return new(ExitCode.Usage, $"There is no verb \"{typed}\" of {HelpText.PathOf(command)}.", meant.Count == 0 ? help : $"{HelpText.PathOf(command)} {string.Join(" or ", meant)}");
    }
}
