using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.TestKit;

/// <summary>A verifier and its S256 challenge, RFC 7636; made without the server's own code.</summary>
public sealed record ProofKey(string Verifier, string Challenge)
{
    public static ProofKey New()
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return new(verifier, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))));
    }
}
