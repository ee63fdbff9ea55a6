using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Server.Keys;

/// <summary>Handles of 256 random bits, stored as hashes only. Each kind has its own key space, so that one kind's value is never another's.</summary>
public sealed class OneTimeValue
{
    public static readonly OneTimeValue Code = new("code");
    public static readonly OneTimeValue RefreshToken = new("refresh");
    public static readonly OneTimeValue Journey = new("journey");
    public static readonly OneTimeValue PushedRequest = new("par");
    public static readonly OneTimeValue DeviceCode = new("device");
    public static readonly OneTimeValue UserCode = new("usercode");
    public static readonly OneTimeValue Browser = new("browser");
    public static readonly OneTimeValue FirstAdministrator = new("init");
    public static readonly OneTimeValue RememberedDevice = new("remembered-device");
    public static readonly OneTimeValue VerifyEmail = new("verify-email");
    public static readonly OneTimeValue RecoverPassword = new("recover-password");
    public static readonly OneTimeValue RecoverSecondFactor = new("recover-second-factor");
    public static readonly OneTimeValue ChangeEmail = new("change-email");
    public static readonly OneTimeValue UndoEmailChange = new("undo-email-change");
    public static readonly OneTimeValue Invitation = new("invitation");

    private readonly byte[] prefix;

    private OneTimeValue(string kind) => prefix = Encoding.ASCII.GetBytes("stagedoor:" + kind + ":");

    /// <summary>The length of a handle.</summary>
    public const int Length = 43;

    /// <summary>A new handle: 43 base64url characters.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored: SHA-256 over the kind and the handle, as base64url.</summary>
    public string Hash(string handle)
    {
        Span<byte> input = stackalloc byte[1024];
        if (handle.Length > 900) return "";
        prefix.CopyTo(input);
        if (!Encoding.UTF8.TryGetBytes(handle, input[prefix.Length..], out var count)) return "";
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input[..(prefix.Length + count)], hash);
        return Base64Url.EncodeToString(hash);
    }
}
