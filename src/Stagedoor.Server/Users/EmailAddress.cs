using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace Stagedoor.Server.Users;

/// <summary>Why an address cannot be a person's.</summary>
public enum EmailProblem
{
    /// <summary>It is no address, or none that mail could reach.</summary>
    Malformed,

    /// <summary>It lies in a domain of ids (design §6): nobody has a mailbox there, and it would look like a service account user.</summary>
    Reserved,
}

/// <summary>The rule for addresses that a person may have, RFC 5321 §4.1.2 and RFC 6531: no quoted names, no address literals, a domain with a dot.</summary>
public static class EmailAddress
{
    private const int LongestLocal = 64, LongestDomain = 253, Longest = 254;

    private const string Marks = "!#$%&'*+-/=?^_`{|}~.";

    private static readonly string[] Reserved = ["techacct.adobe.com", "adobeid", "adobeorg"];

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Null when a person may have it.</summary>
    public static EmailProblem? WhatIsWrongWith(string email)
    {
        var at = email.LastIndexOf('@');
        if (at < 1 || email.Length > Longest) return EmailProblem.Malformed;
        if (IsReserved(email)) return EmailProblem.Reserved;
        var (local, domain) = (email[..at], email[(at + 1)..]);
        if (!IsLocal(local) || AsciiOf(domain) is not { Length: <= LongestDomain } ascii || !ascii.Contains('.', StringComparison.Ordinal) || ascii[^1] == '.' || IsNumber(ascii)) return EmailProblem.Malformed;
        return MailAddress.TryCreate(email, out var parsed) && parsed.Address == email && parsed.DisplayName.Length == 0 ? null : EmailProblem.Malformed;
    }

    /// <summary>Whether it lies in a domain of ids, however that is spelt.</summary>
    public static bool IsReserved(string email)
    {
        var domain = Person.EmailKey(email[(email.LastIndexOf('@') + 1)..]).TrimEnd('.');
        domain = AsciiOf(domain) ?? domain;
        return Reserved.Any(reserved => domain == reserved || domain.EndsWith("." + reserved, StringComparison.Ordinal));
    }

    private static bool IsLocal(string local)
    {
        if (Encoding.UTF8.GetByteCount(local) > LongestLocal || local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal)) return false;
        foreach (var rune in local.EnumerateRunes())
        {
            if (rune.IsAscii ? !Rune.IsLetterOrDigit(rune) && !Marks.Contains((char)rune.Value, StringComparison.Ordinal) : !Rune.IsLetterOrDigit(rune) && !IsMark(rune)) return false;
        }

        return true;
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // An address literal without its brackets.
    private static bool IsNumber(string ascii) => ascii.AsSpan(ascii.LastIndexOf('.') + 1).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string? AsciiOf(string domain)
    {
        try
        {
            return Idn.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
