using Stagedoor.Protocol.Wire;

namespace Stagedoor.Server.SignIn.Credentials.Password;

/// <summary>Argon2id through libsodium in a bounded queue, RFC 9106.</summary>
public sealed class PasswordHasher
{
    /// <summary>The encoded hash with its parameters, in PHC form. Null when the queue is full.</summary>
    public Task<string?> HashAsync(Secret password, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Null when the queue is full: answer 429. A null hash costs the same as a real one (no enumeration).</summary>
    public Task<bool?> VerifyAsync(Secret password, string? hash, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>True when the hash was made with other parameters than today's.</summary>
    public bool NeedsRehash(string hash) => throw new NotImplementedException();
}
