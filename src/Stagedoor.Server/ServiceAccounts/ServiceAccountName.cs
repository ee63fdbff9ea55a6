using System.Globalization;
using System.Text;

namespace Stagedoor.Server.ServiceAccounts;

/// <summary>The naming rule of service account users (design §6).</summary>
public static class ServiceAccountName
{
    public const string Default = "Service Account User";

    private static readonly string Given = Skeleton(Default);

    // As a skeleton has them: two are drawn like letters.
    private static readonly string Digits = Skeleton("0123456789");

    /// <summary>1 is <c>Service Account User</c>, n is <c>Service Account User n</c>.</summary>
    public static string ForNumber(long number) => number == 1 ? Default : string.Create(CultureInfo.InvariantCulture, $"{Default} {number}");

    /// <summary>Whether a name looks like one that the rule gives: no person has it (design §6).</summary>
    public static bool LooksGiven(string name) => Skeleton(name) is var skeleton && skeleton.StartsWith(Given, StringComparison.Ordinal) && skeleton.AsSpan(Given.Length).TrimStart(' ').IndexOfAnyExcept(Digits) < 0;

    /// <summary>Null when the name may be used: 1 to 100 characters after trimming, no control, direction or invisible character.</summary>
    public static string? WhatIsWrongWith(string name)
    {
        if (name.Trim() is not { Length: > 0 and <= 100 }) return "a name has 1 to 100 characters";
        return HoldsUnseen(name) ? "a name has no control, direction or invisible characters" : null;
    }

    /// <summary>Whether a text holds control, direction or invisible characters.</summary>
    public static bool HoldsUnseen(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse) return true;
        }

        return false;
    }

    /// <summary>What two names that look alike share, after UTS #39 §4 with the confusables of the Latin, Greek and Cyrillic alphabets: NFKD, marks off, look-alikes mapped, lower case, spaces joined.</summary>
    public static string Skeleton(string name)
    {
        var skeleton = new StringBuilder(name.Length);
        foreach (var rune in string.Concat(name.EnumerateRunes()).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control) continue;
            if (Rune.IsWhiteSpace(rune))
            {
                if (skeleton.Length > 0 && skeleton[^1] != ' ') skeleton.Append(' ');
                continue;
            }

            var lower = Rune.ToLowerInvariant(rune);
            var at = lower.IsBmp ? LookAlikes.IndexOf((char)lower.Value, StringComparison.Ordinal) : -1;
            skeleton.Append(at >= 0 ? LookLike[at].ToString() : lower.ToString());
        }

        return skeleton.ToString().TrimEnd();
    }

    // Cyrillic, Greek and other letters that are drawn like a Latin one, after lower-casing; digits that are drawn like letters.
    private const string LookAlikes = "аеорсухіјѕԁԛԝһӏьвкмнтгɡαορνυικτχγηϲϳıℓ01|";
    private const string LookLike = "aeopcyxijsdqwhlbbkmhtrgaopvuiktxyncjiloll";
}
