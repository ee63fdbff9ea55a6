using System.Diagnostics;

namespace Stagedoor.Client.Authentication.Desktop;

/// <summary>How the system's browser is opened and what it shows in the end.</summary>
public sealed class BrowserOptions
{
    /// <summary>Opens an address; the system's own way if not set.</summary>
    public Func<Uri, CancellationToken, Task>? Open { get; set; }

    /// <summary>How the sign-in differs from the usual.</summary>
    public SignInOptions? SignIn { get; set; }

    /// <summary>How long the person may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>What the browser shows when it has come back; plain text.</summary>
    public string ClosingText { get; set; } = "You are signed in. You can close this window and go back to the application.";

    /// <summary>What it shows when the sign-in was refused; plain text.</summary>
    public string RefusedText { get; set; } = "You are not signed in. You can close this window and go back to the application.";

    internal async Task OpenAsync(Uri address, CancellationToken cancellation)
    {
        if (Open is { } open)
        {
            await open(address, cancellation).ConfigureAwait(false);
            return;
        }

        try
        {
            using var process = Start(address.AbsoluteUri);
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new AuthenticationException(AuthenticationProblem.Rejected, "no browser could be opened here", problem) { WhatToDo = "Sign in by pasting the answer, or by the device flow where the issuer has it." };
        }
    }

    // The address is one argument of a program that is no shell.
    private static Process? Start(string address) =>
        OperatingSystem.IsWindows() ? Process.Start(new ProcessStartInfo(address) { UseShellExecute = true })
        : Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address]) { RedirectStandardOutput = true, RedirectStandardError = true });
}
