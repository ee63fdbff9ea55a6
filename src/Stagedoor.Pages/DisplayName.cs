using System.Globalization;
using System.Text;

namespace Stagedoor.Pages;

/// <summary>A name that somebody chose, made fit to be shown: no control, direction or invisible characters, no towers of marks, one line, bounded. Escaping and isolation are the page's.</summary>
public static class DisplayName
{
    public const int MaxLength = 80;

    private const int MarksInARow = 4;

    public static string Of(string? text)
    {
        var shown = new StringBuilder();
        var marks = 0;
        var count = 0;
        foreach (var rune in (text ?? "").AsSpan(0, Math.Min(text?.Length ?? 0, MaxLength * 8)).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (IsInvisible(rune, category)) continue;
            var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
            marks = isMark ? marks + 1 : 0;
            if (marks > MarksInARow) continue;
            if (Rune.IsWhiteSpace(rune))
            {
                if (shown.Length > 0 && shown[^1] != ' ') shown.Append(' ');
                continue;
            }

            if (++count > MaxLength) return shown.ToString().TrimEnd() + "…";
            shown.Append(rune.ToString());
        }

        return shown.ToString().TrimEnd() is { Length: > 0 } name ? name : "—";
    }

    // Cf holds the direction marks and the zero-width characters; the fillers look like nothing too.
    private static bool IsInvisible(Rune rune, UnicodeCategory category) =>
        category is UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || (category is UnicodeCategory.Control && !Rune.IsWhiteSpace(rune))
        || rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x034F or 0xFFFC or 0xFFFD;
}
