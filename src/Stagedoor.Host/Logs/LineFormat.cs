using System.Globalization;
using System.Text;

namespace Stagedoor.Host.Logs;

/// <summary>One entry, one line: time, level, category, message, the request's id, and an exception folded into it. Control characters, which could forge lines, become spaces.</summary>
internal static class LineFormat
{
    private const int Longest = 32 * 1024;

    public static string Write(DateTimeOffset at, LogLevel level, string category, string message, Exception? exception, string? requestId)
    {
        var line = new StringBuilder(128);
        line.Append(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Append(' ').Append(Name(level)).Append(' ').Append(category).Append(": ");
        Append(line, message);
        if (requestId is not null && !message.Contains(requestId, StringComparison.Ordinal)) line.Append(" [").Append(requestId).Append(']');
        if (exception is not null) Append(line.Append(" | "), exception.ToString());
        return line.Append('\n').ToString();
    }

    private static void Append(StringBuilder line, string text)
    {
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, Longest))) line.Append(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
