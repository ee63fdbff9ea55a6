using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Stagedoor.Client.Authentication.Stores;

namespace Stagedoor.Client.AspNetCore;

// Encrypts stored tokens with the application's data protection: keys that rotate, shared by its machines.
internal sealed class DataProtectionTokens(IDataProtectionProvider protection) : TokenProtection
{
    public override byte[] Protect(ReadOnlySpan<byte> plain, string key) => Protector(key).Protect(plain.ToArray());

    public override byte[]? Unprotect(ReadOnlySpan<byte> sealedBytes, string key)
    {
        try
        {
            return Protector(key).Unprotect(sealedBytes.ToArray());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string key) => protection.CreateProtector("Stagedoor.Client.Tokens", key);
}
