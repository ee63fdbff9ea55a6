using System.CommandLine;
using Stagedoor.Cli.Profiles;

namespace Stagedoor.Cli.Completion;

/// <summary><c>stagedoor complete POSITION LINE</c>, which the scripts call: what may stand at the cursor, one a line. Asks nobody, and says nothing where it does not know.</summary>
internal sealed class Complete() : Verb("complete", "What may stand at the cursor; for the scripts of stagedoor completion.")
{
    private readonly Argument<int> position = new("POSITION");
    private readonly Argument<string> line = new("LINE");

    protected override void Declare(Command command)
    {
        command.Hidden = true;
        command.Add(position);
        command.Add(line);
    }

    protected override Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var text = call.Get(line) ?? "";
        text = text[..Math.Clamp(call.Get(position), 0, text.Length)].TrimStart();
        // The program's own name, by whatever path.
        var end = text.IndexOf(' ', StringComparison.Ordinal);
        if (end < 0) return Task.FromResult(ExitCode.Done);
        var words = text[(end + 1)..];
        var dash = words.AsSpan()[(words.LastIndexOf(' ') + 1)..].StartsWith('-');
        var every = new EveryVerb();
        every.Profile.CompletionSources.Add(_ => Profiles(call.Shell));
        var root = CommandLine.Root(call.Shell, every);
        foreach (var completion in root.Parse(words).GetCompletions(words.Length))
        {
            // Options are many, and a file's name may be meant: they are told to who begins one.
            if (completion.Label.StartsWith('-') == dash && completion.Label is not ("-?" or "/?" or "/h")) call.Output.Line(completion.Label);
        }

        return Task.FromResult(ExitCode.Done);
    }

    private static IEnumerable<string> Profiles(Shell shell)
    {
        try
        {
            return ProfileFile.Read(shell).All.Select(static profile => profile.Name);
        }
        catch (Exception unreadable) when (unreadable is CommandException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
