using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.LogoutNotices;

/// <summary>Makes logout tokens, OIDC Back-Channel Logout 1.0 §2.4: signed as the credential's ID tokens are, explicitly typed, good for two minutes, and never with a nonce, so that none is taken for an ID token.</summary>
public sealed class LogoutTokens(KeyRing keys, StagedoorOptions options, TimeProvider time)
{
    public const string Event = "http://schemas.openid.net/event/backchannel-logout", Type = "logout+jwt";

    /// <summary>Seconds.</summary>
    public const int Lifetime = 120;

    /// <summary>A new one for each attempt: whoever refuses a <c>jti</c> for the second time still hears of it.</summary>
    public string Issue(Client client, LogoutNotice notice)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return JwtWriter.Write(keys.Signer(client.Settings.IdTokenAlgorithm), Type, itt: null, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("iss", options.Issuer);
            writer.WriteString("sub", notice.PersonId);
            writer.WriteString("aud", client.ClientId);
            writer.WriteNumber("iat", now);
            writer.WriteNumber("exp", now + Lifetime);
            writer.WriteString("jti", RandomIds.Uuid().ToString("N"));
            writer.WriteString("sid", notice.Sid);
            writer.WriteStartObject("events");
            writer.WriteStartObject(Event);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }
}
