using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.Introspection;

/// <summary>
/// Introspection, RFC 7662. A confidential credential sees its own tokens and the access tokens of its organization (design §3, Settled); of every other token it learns
/// that it is not active, and no more (§2.2, §4).
/// </summary>
internal sealed class IntrospectionSlice : ISlice
{
    private static readonly JsonAnswer Inactive = JsonAnswer.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("active", false);
        writer.WriteEndObject();
    });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPostOnly("/oauth2/introspect", Origins.None, HandleAsync);

    public static void Describe(ServerMetadata metadata)
    {
        metadata.Endpoint("introspection_endpoint", null, "/oauth2/introspect");
        metadata.OnlyStandard("introspection_endpoint_auth_methods_supported", new[] { "client_secret_basic", "client_secret_post" });
    }

    private static async Task<IResult> HandleAsync(HttpContext context)
    {
        var dialect = Dialect.Standard;
        if ((await RequestParameters.ReadAsync(context, multipart: false, context.RequestAborted)).Failed(out var malformed, out var parameters)) return dialect.Refuse(malformed);
        var services = context.RequestServices;
        if ((await services.GetRequiredService<ProvenClient>().ProveAsync(context, parameters, dialect, "introspect")).Failed(out var unproved, out var client)) return dialect.Refuse(unproved);
        if (!client.Kind.HasSecret) return dialect.Refuse(new(ErrorCode.InvalidClient, "introspection is for credentials that have a secret"));
        if (parameters.Body["token"] is not { } text) return dialect.Refuse(ProtocolError.InvalidRequest("the token parameter is missing"));
        if (services.GetRequiredService<HandleTokens>().ReadRefreshToken(text) is { } handle) return await RefreshTokenAsync(services, client, handle, context.RequestAborted);
        if ((await services.GetRequiredService<AccessTokenVerifier>().VerifyAsync(text, context.RequestAborted)).Failed(out var dead, out var token)) return dead.Cause == RefusalCause.Unavailable ? dialect.Refuse(dead) : Inactive;
        return await MaySeeAsync(services, client, token, context.RequestAborted) ? Active(token) : Inactive;
    }

    private static async ValueTask<bool> MaySeeAsync(IServiceProvider services, Client client, VerifiedToken token, CancellationToken cancellation) =>
        token.ClientId == client.ClientId
        || (await services.GetRequiredService<IClientStore>().FindAsync(token.ClientId, cancellation) is { } other && other.OrganizationId == client.OrganizationId);

    private static async Task<IResult> RefreshTokenAsync(IServiceProvider services, Client client, RefreshTokenHandle handle, CancellationToken cancellation)
    {
        if (handle.ClientId != client.ClientId) return Inactive;
        if (await services.GetRequiredService<LiveRefreshTokens>().FindAsync(handle, cancellation) is not { } family) return Inactive;
        var ends = family.ExpiresAt < family.AbsoluteExpiresAt ? family.ExpiresAt : family.AbsoluteExpiresAt;
        return JsonAnswer.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("active", true);
            writer.WriteString("scope", family.Scope);
            writer.WriteString("client_id", family.ClientId);
            writer.WriteString("token_type", "refresh_token");
            writer.WriteString("sub", family.PersonId);
            writer.WriteNumber("iat", (family.RotatedAt ?? family.CreatedAt).ToUnixTimeSeconds());
            writer.WriteNumber("exp", ends.ToUnixTimeSeconds());
            writer.WriteString("iss", services.GetRequiredService<StagedoorOptions>().Issuer);
            writer.WriteEndObject();
        });
    }

    private static JsonAnswer Active(VerifiedToken token) => JsonAnswer.Of(writer =>
    {
        using var claims = JsonDocument.Parse(token.PayloadJson);
        writer.WriteStartObject();
        writer.WriteBoolean("active", true);
        writer.WriteString("scope", token.Scopes.SpaceJoined);
        writer.WriteString("token_type", "Bearer");
        foreach (var name in (ReadOnlySpan<string>)["client_id", "sub", "aud", "iss", "exp", "iat", "nbf", "jti", "act", "auth_time", "acr", "amr"])
        {
            if (!claims.RootElement.TryGetProperty(name, out var value)) continue;
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    });
}
