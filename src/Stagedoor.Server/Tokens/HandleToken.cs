namespace Stagedoor.Server.Tokens;

/// <summary>
/// Codes and refresh tokens: shaped like a JWT because IMS's clients decode them, with a random handle inside and an HMAC as third part. They hold no iss, sub, aud, exp, scope or personal data (design §5).
/// </summary>
public sealed class HandleTokens
{
    /// <summary>A code for a handle; at most 512 bytes.</summary>
    public string WriteCode(string handle, string clientId, DateTimeOffset createdAt, DateTimeOffset expiresAt) => throw new NotImplementedException();

    /// <summary>The handle, or null when it is not a code of ours.</summary>
    public string? ReadCode(string text) => throw new NotImplementedException();

    /// <summary>A refresh token: the family id and a random part, joined inside by a dot.</summary>
    public string WriteRefreshToken(string familyId, string handle, string clientId, DateTimeOffset createdAt, DateTimeOffset expiresAt) => throw new NotImplementedException();

    public RefreshTokenHandle? ReadRefreshToken(string text) => throw new NotImplementedException();
}

/// <summary>What an authentic refresh token names.</summary>
public sealed record RefreshTokenHandle(string FamilyId, string Handle, string ClientId)
{
    public override string ToString() => $"RefreshToken of {FamilyId}";
}
