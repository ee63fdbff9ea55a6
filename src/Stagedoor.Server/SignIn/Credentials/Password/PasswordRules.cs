using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.Credentials.Password;

/// <summary>Why a password cannot be taken.</summary>
public enum PasswordProblem
{
    TooShort,
    TooLong,

    /// <summary>Among those that leaked most often: whoever guesses begins with them.</summary>
    Leaked,

    /// <summary>The person's own address or name.</summary>
    Own,
}

/// <summary>
/// The rule for new passwords, NIST SP 800-63B §3.1.1.2: any characters, long enough, not among the leaked ones; nothing else is demanded. The list is 112,130 hashes of four bytes, sorted
/// (docs/decisions/0017): of passwords that are not in it, one in 38,000 is refused all the same.
/// </summary>
public static class PasswordRules
{
    /// <summary>In characters, after NFC.</summary>
    public const int Shortest = 10;

    private const int HashLength = 4;

    /// <summary>Null when the password may be set.</summary>
    public static PasswordProblem? WhatIsWrongWith(Secret password, string email, string name)
    {
        var text = password.Reveal();
        if (text.Length > PasswordHasher.MaxBytes) return PasswordProblem.TooLong;
        text = Normal(text);
        if (text.EnumerateRunes().Count() < Shortest) return PasswordProblem.TooShort;
        if (!PasswordHasher.IsWithinBounds(password)) return PasswordProblem.TooLong;
        if (IsOwn(text, email, name)) return PasswordProblem.Own;
        return IsLeaked(text) ? PasswordProblem.Leaked : null;
    }

    private static bool IsOwn(string password, string email, string name)
    {
        var own = Person.EmailKey(password);
        var key = Person.EmailKey(email);
        return own == key || own == key.Split('@')[0] || string.Equals(password, name, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsLeaked(string password)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(password.ToLowerInvariant()), hash);
        var wanted = BinaryPrimitives.ReadUInt32BigEndian(hash);

        // The resource lies mapped in memory: nothing is copied for a search.
        using var list = typeof(PasswordRules).Assembly.GetManifestResourceStream(typeof(PasswordRules), "leaked.bin") ?? throw new InvalidOperationException("the list of leaked passwords is not embedded");
        Span<byte> entry = stackalloc byte[HashLength];
        var (from, to) = (0L, list.Length / HashLength);
        while (from < to)
        {
            var at = (from + to) / 2;
            list.Position = at * HashLength;
            list.ReadExactly(entry);
            var found = BinaryPrimitives.ReadUInt32BigEndian(entry);
            if (found == wanted) return true;
            if (found < wanted) from = at + 1;
            else to = at;
        }

        return false;
    }

    private static string Normal(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Lone surrogates have no normal form.
            return text;
        }
    }
}
