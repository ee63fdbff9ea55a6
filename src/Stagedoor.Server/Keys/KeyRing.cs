using Microsoft.IdentityModel.Tokens;

namespace Stagedoor.Server.Keys;

/// <summary>The signing keys in memory: made at first start, rotated by schedule, refreshed when another node rotates (design §5).</summary>
public sealed class KeyRing
{
    /// <summary>The key that signs now.</summary>
    public SigningCredentials SigningCredentials(string algorithm) => throw new NotImplementedException();

    /// <summary>A published, not withdrawn key; null otherwise. Keys not yet signing verify nothing of ours but are published.</summary>
    public SecurityKey? Find(string kid) => throw new NotImplementedException();

    /// <summary>The JWKS document, RFC 7517 §5, as UTF-8: public parts only.</summary>
    public ReadOnlyMemory<byte> Jwks => throw new NotImplementedException();

    /// <summary>Loads, makes what is missing, and rotates what is due. Safe on many nodes at once.</summary>
    public Task RefreshAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Rotates now: <c>keys rotate</c>. With <paramref name="withdraw"/> the present key is withdrawn and its tokens die.</summary>
    public Task RotateAsync(bool withdraw, CancellationToken cancellation) => throw new NotImplementedException();
}
