using System.Globalization;
using System.Text;

namespace Stagedoor.Cli.Terminal;

/// <summary>How many places of a terminal a text takes: two for the wide letters of East Asia and for pictures, none for marks on a letter (Unicode annex 11, its wide blocks).</summary>
internal static class Wide
{
    private static readonly (int First, int Last)[] Blocks =
    [
        (0x1100, 0x115f), (0x2e80, 0x303e), (0x3041, 0x4dbf), (0x4e00, 0xa4cf), (0xa960, 0xa97f), (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xfe30, 0xfe6f), (0xff00, 0xff60), (0xffe0, 0xffe6),
        (0x1f300, 0x1f64f), (0x1f680, 0x1f6ff), (0x1f900, 0x1f9ff), (0x20000, 0x3fffd),
    ];

    public static int Of(string text)
    {
        var places = 0;
        foreach (var rune in text.EnumerateRunes()) places += Of(rune);
        return places;
    }

    private static int Of(Rune rune)
    {
        if (rune.Value < 0x300) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return 0;
        foreach (var (first, last) in Blocks)
        {
            if (rune.Value >= first && rune.Value <= last) return 2;
        }

        return 1;
    }
}
