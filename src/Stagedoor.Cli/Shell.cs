using System.Collections;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Stagedoor.Cli;

/// <summary>What the command sees of the machine it runs on: streams, terminal, environment, clock, browser. Tests bring their own.</summary>
internal sealed class Shell : IDisposable
{
    private StreamReader? lines;

    public required Stream Input { get; init; }

    public required Stream Output { get; init; }

    public required Stream Error { get; init; }

    public bool InputIsTerminal { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the command itself stands.</summary>
    public string Folder { get; init; } = AppContext.BaseDirectory;

    /// <summary>Opens an address in a browser; the system's own way if not set.</summary>
    public Func<Uri, CancellationToken, Task>? OpenBrowser { get; init; }

    /// <summary>How many characters a line of the terminal has.</summary>
    public Func<int> Width { get; init; } = static () => 100;

    /// <summary>Reads a line that the terminal does not show.</summary>
    public Func<string?> ReadHidden { get; init; } = static () => null;

    public static Shell OfThisProcess() => new()
    {
        Input = Console.OpenStandardInput(),
        Output = Stream(1, Console.IsOutputRedirected, Console.OpenStandardOutput),
        Error = Stream(2, Console.IsErrorRedirected, Console.OpenStandardError),
        InputIsTerminal = !Console.IsInputRedirected,
        OutputIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Environment = Variables(),
        Width = static () => Math.Clamp(Console.WindowWidth, 20, 400),
        ReadHidden = ReadHiddenLine,
    };

    /// <summary>Standard input as text.</summary>
    public TextReader Lines => lines ??= new(Input);

    /// <summary>A variable that is set to something.</summary>
    public string? Variable(string name) => Environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Where this person's programs keep settings (XDG Base Directory).</summary>
    public string ConfigFolder => Path.Combine(FolderOf("XDG_CONFIG_HOME", ".config", "APPDATA"), "stagedoor");

    /// <summary>Where this person's programs keep what they made themselves.</summary>
    public string DataFolder => Path.Combine(FolderOf("XDG_DATA_HOME", Path.Combine(".local", "share"), "LOCALAPPDATA"), "stagedoor");

    public void Dispose()
    {
        lines?.Dispose();
        Input.Dispose();
        Output.Dispose();
        Error.Dispose();
    }

    // A relative path in an XDG variable is to be ignored.
    private string FolderOf(string xdg, string below, string windows)
    {
        if (Variable(xdg) is { } given && Path.IsPathRooted(given)) return given;
        if (OperatingSystem.IsWindows() && Variable(windows) is { } roaming) return roaming;
        var home = Variable("HOME") ?? Variable("USERPROFILE") ?? throw new CommandException(ExitCode.Usage, "There is no home folder to keep settings and tokens in.", "Set HOME, or XDG_CONFIG_HOME and XDG_DATA_HOME.");
        return Path.Combine(home, below);
    }

#pragma warning disable CA2000 // The shell disposes of its streams.
    // Written to through the console's own stream, a terminal would be switched to another mode first, and left there.
    private static Stream Stream(int descriptor, bool redirected, Func<Stream> otherwise) =>
        redirected || OperatingSystem.IsWindows() ? otherwise() : new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, 0);
#pragma warning restore CA2000

    private static Dictionary<string, string> Variables()
    {
        var all = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables()) all[(string)variable.Key] = (string?)variable.Value ?? "";
        return all;
    }

    private static string? ReadHiddenLine()
    {
        var line = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) return line.ToString();
            if (key.Key == ConsoleKey.Backspace) line.Length = Math.Max(0, line.Length - 1);
            else if (key.KeyChar is '\u0003' or '\u0004') return null;
            else if (!char.IsControl(key.KeyChar)) line.Append(key.KeyChar);
        }
    }
}
