using System.Security.Cryptography;
using System.Text;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.SignIn.Credentials.Totp;

/// <summary>A secret shared with an authenticator app: made, shown, and sealed for its person, so that a row copied to another person opens nothing.</summary>
public static class TotpSecret
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] New() => RandomNumberGenerator.GetBytes(TotpCode.SecretLength);

    public static byte[] Seal(MasterKey master, string personId, ReadOnlySpan<byte> secret) => master.Seal("totp/" + personId, secret);

    public static byte[]? Open(MasterKey master, string personId, ReadOnlySpan<byte> sealedSecret) => master.Open("totp/" + personId, sealedSecret);

    /// <summary>Base32, RFC 4648 §6, without padding: what people type into apps.</summary>
    public static string Text(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var next in secret)
        {
            (buffer, bits) = ((buffer << 8) | next, bits + 8);
            while (bits >= 5)
            {
                text.Append(Base32[(buffer >> (bits - 5)) & 31]);
                bits -= 5;
            }

            buffer &= (1 << bits) - 1;
        }

        if (bits > 0) text.Append(Base32[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>The address that a QR code holds, in the form that authenticator apps read (Key Uri Format).</summary>
    public static string Address(string installation, string account, ReadOnlySpan<byte> secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(installation)}:{Uri.EscapeDataString(account)}?secret={Text(secret)}&issuer={Uri.EscapeDataString(installation)}&algorithm=SHA1&digits={TotpCode.Digits}&period={TotpCode.Period}";
}
