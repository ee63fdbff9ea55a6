using System.Diagnostics;
using System.IO.Pipes;

/// <summary>A private-use scheme, RFC 8252 §7.1: the system starts this program anew with the address, and that one hands it over to the one that waits, through a pipe of this person's alone.</summary>
internal static class PrivateScheme
{
    public static async Task<string> WaitAsync(string scheme)
    {
        using var pipe = new NamedPipeServerStream(scheme, PipeDirection.In, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        await pipe.WaitForConnectionAsync();
        using var reader = new StreamReader(pipe);
        return await reader.ReadLineAsync() ?? "";
    }

    public static async Task<int> HandOverAsync(string scheme, string address)
    {
        using var pipe = new NamedPipeClientStream(".", scheme, PipeDirection.Out, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        await pipe.ConnectAsync(5000);
        await using var writer = new StreamWriter(pipe);
        await writer.WriteLineAsync(address);
        return 0;
    }

    /// <summary>Tells the system whose scheme it is. On macOS the scheme stands in the bundle's Info.plist (CFBundleURLTypes) instead.</summary>
    public static int Register(string scheme)
    {
        var program = Environment.ProcessPath!;
        if (OperatingSystem.IsWindows())
        {
            foreach (var (key, value) in new[] { ($@"HKCU\Software\Classes\{scheme}", "URL Protocol"), ($@"HKCU\Software\Classes\{scheme}\shell\open\command", "") })
            {
                using var reg = Process.Start("reg", ["add", key, .. value.Length == 0 ? new[] { "/ve", "/d", $"\"{program}\" \"%1\"" } : ["/v", value, "/d", ""], "/f"]);
                reg.WaitForExit();
            }

            return 0;
        }

        // The XDG specification: a desktop file that says it handles the scheme.
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "applications");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, scheme + ".desktop"), $"[Desktop Entry]\nType=Application\nName=Desktop ingest\nExec=\"{program}\" %u\nNoDisplay=true\nMimeType=x-scheme-handler/{scheme};\n");
        using var mime = Process.Start("xdg-mime", ["default", scheme + ".desktop", "x-scheme-handler/" + scheme]);
        mime.WaitForExit();
        return mime.ExitCode;
    }
}
