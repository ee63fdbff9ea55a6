using System.CommandLine;
using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli;

/// <summary>One verb: its words, an example or two for its <c>--help</c>, and what it does. Its folder's group lists it.</summary>
internal abstract class Verb(string name, string description, params string[] examples)
{
    public VerbCommand Build(Shell shell, EveryVerb every)
    {
        var command = new VerbCommand(name, description, examples);
        Declare(command);
        command.SetAction((arguments, cancellation) => RunAsync(new(arguments, shell, every, new Output(shell, arguments.GetValue(every.Json))), cancellation));
        return command;
    }

    /// <summary>Arguments and options.</summary>
    protected virtual void Declare(Command command)
    {
    }

    /// <summary>Does it: one of <see cref="ExitCode"/>. A refusal of the service or a wrong setting may be thrown as it comes (<see cref="Refusals"/>).</summary>
    protected abstract Task<int> RunAsync(Invocation call, CancellationToken cancellation);
}

/// <summary>Verbs about one thing: <c>stagedoor NAME …</c>.</summary>
internal sealed record VerbGroup(string Name, string Description, params Verb[] Verbs)
{
    /// <summary>Groups about a part of the thing: <c>stagedoor NAME PART …</c>.</summary>
    public IReadOnlyList<VerbGroup> Parts { get; init; } = [];

    public Command Build(Shell shell, EveryVerb every)
    {
        var group = new Command(Name, Description);
        foreach (var verb in Verbs) group.Add(verb.Build(shell, every));
        foreach (var part in Parts) group.Add(part.Build(shell, every));
        return group;
    }
}

/// <summary>A verb in the tree, with its examples.</summary>
internal sealed class VerbCommand(string name, string description, IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}
