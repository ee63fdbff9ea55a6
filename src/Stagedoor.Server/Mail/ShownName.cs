using System.Globalization;
using System.Text;

namespace Stagedoor.Server.Mail;

/// <summary>What somebody chose or sent, made fit to stand in a mail: one line, no control, direction or invisible characters, bounded. Escaping is the writer's.</summary>
internal static class ShownName
{
    private const int Longest = 80;

    public static string Of(string text)
    {
        var shown = new StringBuilder();
        var count = 0;
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, Longest * 8)).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (shown.Length > 0 && shown[^1] != ' ') shown.Append(' ');
                continue;
            }

            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned) continue;
            if (++count > Longest) return shown.ToString().TrimEnd() + "…";
            shown.Append(rune.ToString());
        }

        return shown.ToString().TrimEnd() is { Length: > 0 } name ? name : "—";
    }
}
