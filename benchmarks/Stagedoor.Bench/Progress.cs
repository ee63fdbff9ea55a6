namespace Stagedoor.Bench;

/// <summary>Says on the error stream what goes on; on a terminal in one line.</summary>
internal static class Progress
{
    private static readonly bool OneLine = !Console.IsErrorRedirected;

    public static void Say(FormattableString text)
    {
        var line = FormattableString.Invariant(text);
        if (OneLine) Console.Error.Write($"\r\e[2K{line}");
        else Console.Error.WriteLine(line);
    }

    public static void Clear()
    {
        if (OneLine) Console.Error.Write("\r\e[2K");
    }
}
