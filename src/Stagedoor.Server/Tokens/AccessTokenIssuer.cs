using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Keys;

namespace Stagedoor.Server.Tokens;

/// <summary>Makes access tokens: JWT with IMS's claims and RFC 9068's side by side (design §5, ims.md §3.2).</summary>
public sealed class AccessTokenIssuer(KeyRing keys, RevocationSet revocations, StagedoorOptions options, TimeProvider time)
{
    /// <summary>No access token lives longer, whatever a credential asks for: so long a retired key stays published and a revocation is remembered.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(7);

    public AccessToken Issue(Authorization authorization)
    {
        var now = time.GetUtcNow();
        var lifetime = Math.Clamp(authorization.Client.Settings.AccessTokenLifetime, 1, (int)LongestLifetime.TotalSeconds);
        if (authorization.NotAfter is { } last) lifetime = (int)Math.Clamp(last.ToUnixTimeSeconds() - now.ToUnixTimeSeconds(), 1, lifetime);
        var jti = $"{now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}_{RandomIds.Uuid()}_sd";
        var key = keys.Signer(authorization.Client.Settings.AccessTokenAlgorithm);
        var text = JwtWriter.Write(key, "at+jwt", "at", writer => Write(writer, authorization, jti, now, lifetime));
        return new(text, jti, now.AddSeconds(lifetime), lifetime);
    }

    /// <summary>The audiences of a token: who may exchange it, else the resources that were asked for, else the V4 API with Frame.io scopes, else the issuer (design §5).</summary>
    public ImmutableArray<string> AudiencesOf(Authorization authorization) => authorization.PassedOn is { } passedOn ? [passedOn.ClientId]
        : !authorization.Resources.IsEmpty ? authorization.Resources
        : authorization.Scopes.Contains(Scope.FrameServerToServer) || authorization.Scopes.Contains(Scope.Roles) ? [options.FrameioAudience]
        : [options.Issuer];

    private void Write(Utf8JsonWriter writer, Authorization authorization, string jti, DateTimeOffset now, int lifetime)
    {
        var seconds = now.ToUnixTimeSeconds();
        writer.WriteStartObject();
        writer.WriteString("id", jti);
        writer.WriteString("type", "access_token");
        writer.WriteString("client_id", authorization.Client.ClientId);
        writer.WriteString("user_id", authorization.SubjectId);
        writer.WriteString("aa_id", authorization.SubjectId);
        writer.WriteString("as", options.AuthorizationServerLabel);
        writer.WriteNumber("ctp", 0);
        if (authorization.Sid is not null) writer.WriteString("sid", authorization.Sid);
        if (authorization.FamilyId is not null) writer.WriteString("rtid", authorization.FamilyId);
        if (authorization.RefreshExpiresAt is { } ends) writer.WriteString("rtea", ends.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        writer.WriteString("moi", jti.AsSpan(14, 8));
        writer.WriteString("pba", "");
        writer.WriteString("created_at", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        writer.WriteString("expires_in", (lifetime * 1000L).ToString(CultureInfo.InvariantCulture));
        writer.WriteString("scope", authorization.Dialect == Dialects.Ims ? authorization.TokenScopes.CommaJoined : authorization.TokenScopes.SpaceJoined);
        writer.WriteString("iss", options.Issuer);
        writer.WriteString("sub", authorization.SubjectId);
        WriteAudience(writer, AudiencesOf(authorization));
        writer.WriteNumber("iat", seconds);
        writer.WriteNumber("nbf", seconds);
        writer.WriteNumber("exp", seconds + lifetime);
        writer.WriteString("jti", jti);
        if (authorization.AuthenticatedAt is { } at) writer.WriteNumber("auth_time", at.ToUnixTimeSeconds());
        if (authorization.Acr is not null) writer.WriteString("acr", authorization.Acr);
        WriteList(writer, "amr", authorization.Amr);
        if (authorization.PassedOn is null) WriteList(writer, "uic", authorization.UserinfoClaims);
        if ((authorization.GrantId ?? authorization.PassedOn?.GrantId) is { } grantId) writer.WriteString("gid", grantId);
        if (authorization.Delegation is { } delegation) Write(writer, delegation);
        writer.WriteNumber("se", authorization.SubjectEpoch);
        writer.WriteNumber("ce", authorization.Client.Epoch);
        writer.WriteNumber("ie", revocations.InstallationEpoch);
        writer.WriteEndObject();
    }

    // Who acts is for everyone to read; what it came of is for ourselves, and under names of its own: nothing that ends a family or a session by its token reaches the person's through it.
    private static void Write(Utf8JsonWriter writer, Delegation delegation)
    {
        writer.WriteStartObject("act");
        writer.WriteString("sub", delegation.ActorId);
        writer.WriteEndObject();
        writer.WriteStartObject("dlg");
        writer.WriteNumber("ae", delegation.ActorEpoch);
        writer.WriteString("client_id", delegation.ClientId);
        writer.WriteNumber("ce", delegation.ClientEpoch);
        writer.WriteString("jti", delegation.Jti);
        if (delegation.Sid is not null) writer.WriteString("sid", delegation.Sid);
        if (delegation.FamilyId is not null) writer.WriteString("rtid", delegation.FamilyId);
        writer.WriteEndObject();
    }

    private static void WriteAudience(Utf8JsonWriter writer, ImmutableArray<string> audiences)
    {
        if (audiences is [var only]) writer.WriteString("aud", only);
        else WriteList(writer, "aud", audiences);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, ImmutableArray<string> values)
    {
        if (values.IsDefaultOrEmpty) return;
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
