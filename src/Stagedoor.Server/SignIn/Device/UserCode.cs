namespace Stagedoor.Server.SignIn.Device;

/// <summary>A code as a person types it, RFC 8628 §6.1: case, hyphens and spaces do not count.</summary>
public static class UserCode
{
    private const int Longest = 32;

    /// <summary>Upper case without hyphen; empty when it can be nobody's.</summary>
    public static string Plain(string? typed)
    {
        if (typed is not { Length: > 0 and <= Longest }) return "";
        var plain = new string([.. typed.Where(c => c is not ('-' or ' ' or '\t' or '‐' or '–')).Select(char.ToUpperInvariant)]);
        return plain.All(char.IsAsciiLetterOrDigit) ? plain : "";
    }

    /// <summary>As devices show it: two halves.</summary>
    public static string Shown(string plain) => plain.Length == 8 ? $"{plain[..4]}-{plain[4..]}" : plain;
}
