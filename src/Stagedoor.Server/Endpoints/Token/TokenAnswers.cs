using System.Buffers;
using System.Text.Json;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Token.Grants;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.Token;

/// <summary>Writes token answers: RFC 6749 §5.1, OIDC Core §3.1.3.3, RFC 8693 §2.2.1, ims.md §1.3.</summary>
internal static class TokenAnswers
{
    public static TokenAnswer Write(TokenVersion version, AccessToken accessToken, GrantOutcome.Granted granted, string? idToken)
    {
        var authorization = granted.Authorization;
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("access_token", accessToken.Text);
            if (authorization.Delegation is not null) writer.WriteString("issued_token_type", TokenTypes.AccessToken);
            if (granted.RefreshToken is not null) writer.WriteString("refresh_token", granted.RefreshToken);
            if (idToken is not null) writer.WriteString("id_token", idToken);
            if (version.Dialect.IsLenient && granted.WithIdToken) writer.WriteString("sub", authorization.SubjectId);
            writer.WriteString("token_type", version.Dialect.TokenType);
            writer.WriteNumber("expires_in", accessToken.LifetimeSeconds * version.Unit);
            if (granted.RefreshToken is not null && authorization.RefreshExpiresAt is { } ends) writer.WriteNumber("refresh_token_expires_in", SecondsUntil(ends, accessToken) * version.Unit);
            writer.WriteString("scope", version.Dialect.Join(authorization.TokenScopes));
            if (version.IsFirst && granted.Person is { } person) WriteProfile(writer, person, authorization.Scopes);
            writer.WriteEndObject();
        }

        return new(buffer.WrittenMemory);
    }

    private static long SecondsUntil(DateTimeOffset ends, AccessToken accessToken) => (long)(ends - accessToken.ExpiresAt.AddSeconds(-accessToken.LifetimeSeconds)).TotalSeconds;

    // v1 answers carry the profile that the scopes open; email_verified is a text there.
    private static void WriteProfile(Utf8JsonWriter writer, Person person, ScopeSet scopes)
    {
        writer.WriteString("userId", person.Id);
        if (scopes.Contains(Scope.Profile)) writer.WriteString("name", person.Name);
        if (scopes.Contains(Scope.Email))
        {
            writer.WriteString("email", person.Email);
            writer.WriteString("email_verified", person.EmailVerified ? "true" : "false");
        }

        if (!scopes.Contains(Scope.Address) || person.Country is null) return;
        writer.WriteStartObject("address");
        writer.WriteString("country", person.Country);
        writer.WriteEndObject();
    }
}
