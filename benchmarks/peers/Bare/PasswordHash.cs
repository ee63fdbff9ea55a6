using System.Text;
using NSec.Cryptography;

namespace Bare;

/// <summary>Argon2id as a sign-in needs it (19 MiB, two passes), and nothing else of a sign-in.</summary>
internal static class PasswordHash
{
    private static readonly PasswordBasedKeyDerivationAlgorithm Argon = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = 19 * 1024, NumberOfPasses = 2 });

    public static Task AnswerAsync(HttpContext context)
    {
        var hash = Argon.DeriveBytes(Encoding.UTF8.GetBytes("correct horse battery staple"), new byte[16], 32);
        return context.Response.WriteAsync(Convert.ToBase64String(hash), context.RequestAborted);
    }
}
