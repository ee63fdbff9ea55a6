using System.Globalization;

namespace Stagedoor.Cli.Credentials;

/// <summary>A time that somebody types: a whole number of days, hours or minutes.</summary>
internal static class Duration
{
    private const int Longest = 5 * 366;

    public static TimeSpan Read(string text)
    {
        if (text.Length is > 1 and < 10 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            var read = text[^1] switch { 'd' => 1440L * number, 'h' => 60L * number, 'm' => number, _ => 0 };
            if (read is > 0 and <= Longest * 1440L) return TimeSpan.FromMinutes(read);
        }

        throw new CommandException(ExitCode.Usage, $"\"{text}\" is no duration.", "Give a whole number of days, hours or minutes: 7d, 12h or 30m.");
    }
}
