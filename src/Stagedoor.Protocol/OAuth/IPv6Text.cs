using System.Globalization;

namespace Stagedoor.Protocol.OAuth;

/// <summary>IPv6 addresses as RFC 5952 §4 writes them: lower case, no leading zeros, the first longest run of zeros shortened. One that holds an IPv4 address is not taken.</summary>
internal static class IPv6Text
{
    private const int Groups = 8;

    public static bool IsCanonical(string text)
    {
        var halves = text.Split("::");
        if (halves.Length > 2 || Read(halves[0]) is not { } head) return false;
        var tail = halves.Length == 2 ? Read(halves[1]) : [];
        if (tail is null || (halves.Length == 2 ? head.Count + tail.Count >= Groups : head.Count != Groups)) return false;
        ushort[] groups = [.. head, .. Enumerable.Repeat((ushort)0, Groups - head.Count - tail.Count), .. tail];
        return !HoldsIPv4(groups) && Write(groups) == text;
    }

    // RFC 4291 §2.5.5: what one reader writes ::ffff:7f00:1 is ::ffff:127.0.0.1, and this machine, to another.
    private static bool HoldsIPv4(ushort[] groups) => !groups.AsSpan(0, 5).ContainsAnyExcept((ushort)0) && (groups[5] == 0xffff || (groups[5] == 0 && groups[6] != 0));

    private static List<ushort>? Read(string half)
    {
        var groups = new List<ushort>();
        if (half.Length == 0) return groups;
        foreach (var text in half.Split(':'))
        {
            if (text.Length is 0 or > 4 || !ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var group)) return null;
            groups.Add(group);
        }

        return groups;
    }

    private static string Write(ushort[] groups)
    {
        var (start, length) = (0, 1);
        for (var at = 0; at < Groups; at++)
        {
            var end = at;
            while (end < Groups && groups[end] == 0) end++;
            if (end - at > length) (start, length) = (at, end - at);
        }

        string Join(ReadOnlySpan<ushort> some) => string.Join(':', some.ToArray().Select(group => group.ToString("x", CultureInfo.InvariantCulture)));
        return length == 1 ? Join(groups) : $"{Join(groups.AsSpan(0, start))}::{Join(groups.AsSpan(start + length))}";
    }
}
