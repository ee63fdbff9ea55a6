using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.Jose;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.ValidateToken;

/// <summary>Says whether a token lives, and repeats its claims to whoever holds it: ims.md §1.8. Always 200; spends nothing.</summary>
internal sealed class ValidateTokenSlice : ISlice
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGetAndPost("/ims/validate_token/v1", Origins.Registered, HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context)
    {
        if ((await RequestParameters.ReadAsync(context, multipart: true, context.RequestAborted)).Failed(out var malformed, out var parameters)) return Dialect.Ims.Refuse(malformed);
        Cors.Expose(context, parameters["client_id"]);
        if (parameters.Query.Has("token")) return Dialect.Ims.Refuse(ProtocolError.InvalidRequest("a token is not taken from the query"));
        var text = parameters.Body["token"] ?? BearerToken.OfHeader(context.Request);
        if (text is null) return Invalid("no token was sent");
        var found = await ClaimsAsync(context, parameters, text);
        return found.Failed(out var dead, out var claims) ? dead.Cause == RefusalCause.Unavailable ? Dialect.Ims.Refuse(dead) : Invalid(dead.Description) : Valid(claims);
    }

    private static async ValueTask<Result<string>> ClaimsAsync(HttpContext context, RequestParameters parameters, string text)
    {
        var services = context.RequestServices;
        var cancellation = context.RequestAborted;
        switch (parameters["type"] ?? "access_token")
        {
            case "access_token":
                if ((await services.GetRequiredService<AccessTokenVerifier>().VerifyAsync(text, cancellation)).Failed(out var dead, out var token)) return dead;
                return token.Scopes.Contains(Scope.OpenId) ? token.PayloadJson : ProtocolError.InsufficientScope(Scope.OpenId);
            case "refresh_token":
                return await IsLiveRefreshTokenAsync(services, text, parameters["client_id"], cancellation) ? Payload(text) : Dead("refresh token");
            case "authorization_code":
                var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                return services.GetRequiredService<HandleTokens>().ReadCode(text) is { } handle && await services.GetRequiredService<IAuthorizationCodeStore>().IsLiveAsync(OneTimeValue.Code.Hash(handle), now, cancellation)
                    ? Payload(text)
                    : Dead("authorization code");
            default:
                return ProtocolError.InvalidRequest("this type of token is not known here");
        }
    }

    private static async ValueTask<bool> IsLiveRefreshTokenAsync(IServiceProvider services, string text, string? clientId, CancellationToken cancellation) =>
        services.GetRequiredService<HandleTokens>().ReadRefreshToken(text) is { } handle && (clientId is null || clientId == handle.ClientId)
        && await services.GetRequiredService<LiveRefreshTokens>().FindAsync(handle, cancellation) is not null;

    private static string Payload(string text) => CompactJwt.Parse(text)!.Payload.GetRawText();

    private static ProtocolError Dead(string what) => ProtocolError.BadToken($"the {what} is not valid");

    private static JsonAnswer Valid(string claims) => JsonAnswer.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("valid", true);
        writer.WritePropertyName("token");
        writer.WriteRawValue(claims);
        writer.WriteEndObject();
    });

    private static JsonAnswer Invalid(string reason) => JsonAnswer.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("valid", false);
        writer.WriteString("reason", reason);
        writer.WriteEndObject();
    });
}
