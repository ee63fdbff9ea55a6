using System.Globalization;
using System.Text;

namespace Stagedoor.Frameio.Assets;

/// <summary>
/// The names of files and folders: whatever people call them, as text that a page, a log and a file system can show. A name is never a path here; separators and dots mean nothing.
/// </summary>
public static class AssetName
{
    public const int Longest = 255;

    public const string OfNewFolder = "New Folder";

    /// <summary>Null when the name may be used: no control character, no line's end, and none of those that turn the direction of a text, by which a program looks like a picture.</summary>
    public static string? WhatIsWrongWith(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || Turns(rune)) return "Invalid string: a name has no control or direction characters";
        }

        return string.IsNullOrWhiteSpace(name) ? "Invalid string: a name is more than spaces" : null;
    }

    /// <summary>The n-th try at a name that is taken: <c>shot (1).mov</c>, no longer than a name may be.</summary>
    public static string Numbered(string name, int number)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $" ({number})");
        var extension = Path.GetExtension(name);
        if (extension.Length is 0 or > 20 || extension.Length == name.Length) extension = "";
        var stem = name[..^extension.Length];
        while (Runes(stem) + Runes(suffix) + Runes(extension) > Longest) stem = stem[..^(stem.Length > 1 && char.IsSurrogatePair(stem, stem.Length - 2) ? 2 : 1)];
        return stem + suffix + extension;
    }

    private static int Runes(string text) => text.EnumerateRunes().Count();

    // Unicode's bidirectional controls, UAX #9.
    private static bool Turns(Rune rune) => rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
