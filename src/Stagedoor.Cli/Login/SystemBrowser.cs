using System.Diagnostics;

namespace Stagedoor.Cli.Login;

/// <summary>Opens the person's browser, the system's own way. Where there is none the address has been printed, and nothing is lost.</summary>
internal static class SystemBrowser
{
    public static Task OpenAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var process = Start(address.AbsoluteUri);
        }
        catch (Exception none) when (none is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // The person opens it.
        }

        return Task.CompletedTask;
    }

    // The address is one argument of a program that is no shell, and what the browser says is not for this terminal.
    private static Process? Start(string address) =>
        OperatingSystem.IsWindows() ? Process.Start(new ProcessStartInfo(address) { UseShellExecute = true })
        : Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address]) { RedirectStandardOutput = true, RedirectStandardError = true });
}
