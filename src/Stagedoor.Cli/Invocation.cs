using System.CommandLine;
using Stagedoor.Cli.Profiles;
using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli;

/// <summary>One call of a verb: what was typed, the machine, where to answer, and which profile it is about.</summary>
internal sealed class Invocation(ParseResult arguments, Shell shell, EveryVerb every, Output output)
{
    private readonly Lazy<Profile> profile = new(() => ProfileSettings.Read(shell, arguments.GetValue(every.Profile)));

    public Shell Shell => shell;

    public Output Output => output;

    /// <summary>The settings that count: from the environment, then from the file.</summary>
    public Profile Profile => profile.Value;

    public T? Get<T>(Option<T> option) => arguments.GetValue(option);

    public T? Get<T>(Argument<T> argument) => arguments.GetValue(argument);

    /// <summary>Whether it was typed.</summary>
    public bool Has(Option option) => arguments.GetResult(option) is { Implicit: false };

    /// <summary>The identity of the profile and the typed client over it. Nothing is asked of anyone before its first use.</summary>
    public Session OpenSession() => Session.Open(shell, Profile);
}
