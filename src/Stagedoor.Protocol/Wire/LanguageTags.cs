using System.Globalization;

namespace Stagedoor.Protocol.Wire;

/// <summary>The languages that texts exist in, and the choice among them by RFC 4647 §3.4: a tag is cut from its end until one is left that we speak.</summary>
public static class LanguageTags
{
    public const string Default = "en";

    private const int MostLooked = 20, LongestTag = 35;

    /// <summary>The tags, the default first.</summary>
    public static readonly IReadOnlyList<string> Spoken = [Default, "de", "fr", "ja"];

    /// <summary>The first of the wanted tags that we speak, as we write it; null when it is none.</summary>
    public static string? Choose(IEnumerable<string?> wanted)
    {
        foreach (var tag in wanted.Take(MostLooked))
        {
            if (tag is not { Length: > 0 and <= LongestTag }) continue;
            var primary = tag.AsSpan(0, tag.AsSpan().IndexOfAny('-', '_') is > 0 and var at ? at : tag.Length);
            foreach (var spoken in Spoken) if (primary.Equals(spoken, StringComparison.OrdinalIgnoreCase)) return spoken;
        }

        return null;
    }

    /// <summary>The tags of an Accept-Language field by their weight, RFC 9110 §12.5.4. What cannot be read is left out.</summary>
    public static IEnumerable<string> Accepted(string? field)
    {
        if (field is not { Length: > 0 and <= 1024 }) return [];
        return field.Split(',', MostLooked + 1).Take(MostLooked).Select(static item => item.Split(';')).Select(static parts => (Tag: parts[0].Trim(), Weight: Weight(parts)))
            .Where(static item => item.Weight > 0 && item.Tag.Length > 0).OrderByDescending(static item => item.Weight).Select(static item => item.Tag);
    }

    /// <summary>The culture of the spoken language that a tag stands for; the default's when we do not speak it.</summary>
    public static CultureInfo CultureOf(string? tag) => CultureInfo.GetCultureInfo(Choose([tag]) ?? Default);

    private static double Weight(string[] parts)
    {
        if (parts.Length == 1) return 1;
        return parts[1].Trim() is ['q' or 'Q', '=', .. var number] && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) && weight <= 1 ? weight : 0;
    }
}
