using System.Globalization;
using System.Text;

namespace Stagedoor.Frameio.Resources.Search;

/// <summary>
/// The words of a query: runs of letters and digits, in lower case. Nothing else of what was typed reaches the database's language of queries, so nothing typed can mean anything in it (attack H7). Bounded:
/// the first sixteen words count. A word of three letters or more stands for all that begin with it.
/// </summary>
public sealed class SearchTerms
{
    private const int Most = 16, Longest = 64, ShortestPrefix = 3;

    private SearchTerms(IReadOnlyList<string> words) => Words = words;

    public IReadOnlyList<string> Words { get; }

    public static SearchTerms Of(string query) => new([.. Split(query).Select(word => word.Length <= Longest ? word : word[..Longest]).Distinct(StringComparer.Ordinal).Take(Most)]);

    /// <summary>Whether a word stands for all that begin with it.</summary>
    public static bool IsPrefix(string word) => word.Length >= ShortestPrefix;

    /// <summary>Those of the words that a text holds.</summary>
    public IReadOnlyList<string> In(string text)
    {
        var found = Split(text).ToList();
        return [.. Words.Where(word => found.Exists(other => IsPrefix(word) ? other.StartsWith(word, StringComparison.Ordinal) : other == word))];
    }

    /// <summary>A bounded piece of a text around the first word that it holds.</summary>
    public string Snippet(string text, int most)
    {
        if (text.Length <= most) return text;
        var at = Words.Select(word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase)).Where(place => place >= 0).DefaultIfEmpty(0).Min();
        var start = Math.Clamp(at - (most / 3), 0, text.Length - most);
        var end = start + most;

        // No surrogate pair is cut in two.
        if (start > 0 && char.IsLowSurrogate(text[start])) start++;
        if (end < text.Length && char.IsHighSurrogate(text[end - 1])) end--;
        return $"{(start > 0 ? "…" : "")}{text[start..end]}{(end < text.Length ? "…" : "")}";
    }

    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0) yield return word.ToString();
    }
}
