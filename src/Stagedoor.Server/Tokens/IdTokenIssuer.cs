using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Protocol.Jose;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Tokens;

/// <summary>Makes and reads ID tokens, OIDC Core §2, §3.1.3.6. RS256 unless the credential asks for ES256.</summary>
public sealed class IdTokenIssuer(KeyRing keys, StagedoorOptions options, TimeProvider time)
{
    /// <summary>Seconds.</summary>
    public const int Lifetime = 3600;

    /// <summary>With <c>at_hash</c> of the access token, and the person's claims that the claims parameter asked for (OIDC Core §5.5).</summary>
    public string Issue(Authorization authorization, AccessToken accessToken, Person person)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return JwtWriter.Write(keys.Signer(authorization.Client.Settings.IdTokenAlgorithm), "JWT", itt: null, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("iss", options.Issuer);
            writer.WriteString("sub", authorization.SubjectId);
            writer.WriteString("aud", authorization.Client.ClientId);
            writer.WriteNumber("exp", now + Lifetime);
            writer.WriteNumber("iat", now);
            if (authorization.AuthenticatedAt is { } at) writer.WriteNumber("auth_time", at.ToUnixTimeSeconds());
            if (authorization.Nonce is not null) writer.WriteString("nonce", authorization.Nonce);
            if (authorization.Acr is not null) writer.WriteString("acr", authorization.Acr);
            if (!authorization.Amr.IsDefaultOrEmpty)
            {
                writer.WriteStartArray("amr");
                foreach (var method in authorization.Amr) writer.WriteStringValue(method);
                writer.WriteEndArray();
            }

            if (authorization.Sid is not null) writer.WriteString("sid", authorization.Sid);
            writer.WriteString("at_hash", Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken.Text)).AsSpan(0, 16)));
            foreach (var claim in authorization.IdTokenClaims.Intersect(PersonClaims.Names, StringComparer.Ordinal)) PersonClaims.Write(writer, person, claim, hasOrganization: false, options.Issuer);
            writer.WriteEndObject();
        });
    }

    /// <summary>Reads an id_token_hint: ours, signed by a key that is still published, expired or not (OIDC Core §3.1.2.1). Null otherwise.</summary>
    public IdTokenHint? ReadHint(string text)
    {
        if (CompactJwt.Parse(text) is not { } jwt || jwt.HeaderText("typ") != "JWT" || jwt.HeaderText("kid") is not { } kid) return null;
        if (keys.Find(kid) is not { } key || jwt.HeaderText("alg") != key.Algorithm) return null;
        if (!key.Verify(Encoding.ASCII.GetBytes(jwt.SigningInput), jwt.Signature.Span)) return null;
        return jwt.ClaimText("iss") == options.Issuer && jwt.ClaimText("sub") is { } subject && jwt.ClaimText("aud") is { } clientId ? new(subject, clientId, jwt.ClaimText("sid")) : null;
    }
}

/// <summary>Whom and what an ID token names.</summary>
public sealed record IdTokenHint(string SubjectId, string ClientId, string? Sid);
