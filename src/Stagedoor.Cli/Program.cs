using System.Runtime.InteropServices;
using Stagedoor.Cli;

// Ctrl+C and SIGTERM end a verb between two steps: what it holds is put away, and a second one ends it at once.
using var ending = new CancellationTokenSource();
void End(PosixSignalContext signal)
{
    signal.Cancel = !ending.IsCancellationRequested;
    ending.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
using var shell = Shell.OfThisProcess();
return await CommandLine.RunAsync(args, shell, ending.Token);
