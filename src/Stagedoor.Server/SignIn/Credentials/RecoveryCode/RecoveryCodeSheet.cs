using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.SignIn.Credentials.RecoveryCode;

/// <summary>
/// Codes for the day on which a factor is lost: sixteen digits, which every keyboard has, shown once and each good once. Stored under a key outside the database, because 53 bits alone would not withstand
/// who has the database.
/// </summary>
public sealed class RecoveryCodeSheet(IRecoveryCodeStore store, MasterKey master, TimeProvider time)
{
    public const int Count = 10, Digits = 16;

    private readonly byte[] key = master.Derive("recovery-codes");

    /// <summary>Makes new ones in place of all earlier ones: the only time that they are seen.</summary>
    public async Task<ImmutableArray<Secret>> MakeAsync(string personId, CancellationToken cancellation)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString("0123456789", Digits)).ToList();
        await store.ReplaceAsync(personId, [.. codes.Select(code => Hash(personId, code))], time.GetUtcNow(), cancellation);
        return [.. codes.Select(code => new Secret(string.Join(' ', code.Chunk(4).Select(four => new string(four)))))];
    }

    /// <summary>Spends one; false when it is none of the person's, or was spent.</summary>
    public Task<bool> UseAsync(string personId, string plain, CancellationToken cancellation) => store.UseAsync(personId, Hash(personId, plain), time.GetUtcNow(), cancellation);

    private string Hash(string personId, string code) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(personId + ":" + code)));
}
