using System.Text;

namespace Stagedoor.Cli.Completion;

/// <summary>Prints the script of one shell.</summary>
internal sealed class ShellScript(string shell, string description, string example, string script) : Verb(shell, description, example)
{
    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        await call.Output.CopyAsync(Encoding.UTF8.GetBytes(script), cancellation);
        return ExitCode.Done;
    }
}
