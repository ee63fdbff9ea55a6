namespace Stagedoor.Pages;

/// <summary>A path on this server and nowhere else, for a return after sign-in. A browser reads a backslash as a slash and drops tabs and line ends, so only plain, printable paths pass.</summary>
public static class LocalPath
{
    public const int MaxLength = 512;

    /// <summary>A value as one segment of a path that <see cref="Read"/> lets through, if anything does: the <c>@</c> of our ids needs no escape in a path (RFC 3986 §3.3), and what else is escaped is refused there.</summary>
    public static string Segment(string value) => Uri.EscapeDataString(value).Replace("%40", "@", StringComparison.Ordinal);

    /// <summary>The path, or null when it is not strictly local.</summary>
    public static string? Read(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength } || text[0] != '/' || text.StartsWith("//", StringComparison.Ordinal)) return null;
        foreach (var c in text)
        {
            if (c is <= ' ' or >= '\x7f' or '\\' or '"' or '<' or '>' or '#') return null;
        }

        // A second reading of an encoded path must not find what the first did not.
        var path = text.Split('?')[0];
        return path.Contains('%', StringComparison.Ordinal) || path.Contains("//", StringComparison.Ordinal) || path.Contains("/.", StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal) ? null : text;
    }
}
