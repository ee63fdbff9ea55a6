using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stagedoor.Cli.Serving;

/// <summary><c>stagedoor serve</c>: runs <c>stagedoor-host</c>, which stands beside the command or on the <c>PATH</c>, with the same streams and all arguments. It ends as that ends; what ends the command ends it.</summary>
internal sealed class Serve() : Verb("serve", "Runs Stagedoor itself: the host that is beside this command, or on the PATH.", "stagedoor serve -- --data .data --urls http://127.0.0.1:5180", "stagedoor serve -- --help")
{
    private const int Terminate = 15;

    private readonly Argument<string[]> arguments = new("ARGUMENTS") { Arity = ArgumentArity.ZeroOrMore, Description = "What the host is given. After -- nothing of it is taken for the command's own." };

    protected override void Declare(Command command) => command.Add(arguments);

    protected override async Task<int> RunAsync(Invocation call, CancellationToken cancellation)
    {
        var host = Find(call.Shell) ?? throw new CommandException(ExitCode.NotFound, "There is no stagedoor-host beside this command, nor on the PATH.", "Publish it there: dotnet publish -c Release src/Stagedoor.Host. Or run it by ./run in the sources.");
        Process? process = null;
        try
        {
            process = Process.Start(new ProcessStartInfo(host, call.Get(arguments) ?? []) { UseShellExecute = false });
        }
        catch (Win32Exception problem)
        {
            throw new CommandException(ExitCode.Failed, $"{host} cannot be started: {problem.Message}", "Check that it is for this system, and that you may execute it.", problem);
        }

        using (process)
        {
            // A Ctrl+C of a terminal reaches the host by itself; a signal to the command alone is passed on. Either way it ends in its own time, and says so itself.
            using var ending = cancellation.Register(() => Stop(process!));
            await process!.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode;
        }
    }

    private static string? Find(Shell shell)
    {
        var name = OperatingSystem.IsWindows() ? "stagedoor-host.exe" : "stagedoor-host";
        var folders = (shell.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted).Prepend(shell.Folder);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static void Stop(Process process)
    {
        if (OperatingSystem.IsWindows()) process.CloseMainWindow();
        else if (!process.HasExited) _ = Kill(process.Id, Terminate);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
