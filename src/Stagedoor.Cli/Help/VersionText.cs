using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Stagedoor.Cli.Help;

/// <summary>What <c>stagedoor --version</c> says.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    /// <summary>The version, without the commit behind it.</summary>
    public static string Version { get; } = (typeof(VersionText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(Version);
        return ExitCode.Done;
    }
}
