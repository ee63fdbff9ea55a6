using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.Keys;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.PushedAuthorization;

/// <summary>Pushed authorization requests, RFC 9126: the checks of the authorization endpoint, after the client proved who it is.</summary>
internal sealed class PushedAuthorizationEndpoint(ProvenClient proven, Deputies deputies, IPushedRequestStore pushed, IdTokenIssuer idTokens, StagedoorOptions options, TimeProvider time) : ISlice
{
    private const string Path = "/oauth2/par";

    /// <summary>Seconds: long enough for the redirect that follows. A journey that began in time may take its own time.</summary>
    private const int Lifetime = 90;

    private static readonly Dialect dialect = Dialect.Standard;

    public static void Add(IServiceCollection services) => services.AddSingleton<PushedAuthorizationEndpoint>();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPostOnly(Path, Origins.None, context => context.RequestServices.GetRequiredService<PushedAuthorizationEndpoint>().PushAsync(context, context.RequestAborted));

    public static void Describe(ServerMetadata metadata)
    {
        metadata.Endpoint("pushed_authorization_request_endpoint", null, Path);
        metadata.OnlyStandard("require_pushed_authorization_requests", false);
    }

    private async Task<IResult> PushAsync(HttpContext context, CancellationToken cancellation)
    {
        if ((await RequestParameters.ReadAsync(context, multipart: false, cancellation)).Failed(out var malformed, out var read)) return dialect.Refuse(malformed);
        if ((await proven.ProveAsync(context, read, dialect, GrantType.AuthorizationCode)).Failed(out var unproven, out var client)) return dialect.Refuse(unproven);
        if (read.Body["request_uri"] is not null) return dialect.Refuse(ProtocolError.InvalidRequest("request_uri cannot be pushed (RFC 9126, section 2.1)"));
        var draft = new AuthorizationDraft(read.Body, dialect, client, idTokens.ReadHint, options) { Deputy = await deputies.FindAsync(read.Body["audience"], client, cancellation) };
        if (UnprovenRequest.Check(draft) is { } cause) return dialect.Refuse(Sentence(cause));
        if (ProvenRequest.Check(draft) is { } refusal) return dialect.Refuse(refusal);
        var handle = OneTimeValue.New();
        await pushed.AddAsync(OneTimeValue.PushedRequest.Hash(handle), draft.ToRequest(), time.GetUtcNow().AddSeconds(Lifetime), cancellation);
        return new JsonAnswer(JsonAnswer.Bytes(writer => Write(writer, handle)), status: StatusCodes.Status201Created);
    }

    private static ProtocolError Sentence(UnprovenCause cause) => cause switch
    {
        UnprovenCause.RedirectMissing => ProtocolError.InvalidRequest("redirect_uri is missing, and there is more than one to choose from"),
        UnprovenCause.RedirectMismatch => ProtocolError.InvalidRequest("redirect_uri is not registered for this application"),
        _ => ProtocolError.UnauthorizedClient("a server-to-server credential signs nobody in: a person needs a Web App, Single Page App or Native App credential"),
    };

    private static void Write(Utf8JsonWriter writer, string handle)
    {
        writer.WriteStartObject();
        writer.WriteString("request_uri", PushedRequest.NameOf(handle));
        writer.WriteNumber("expires_in", Lifetime);
        writer.WriteEndObject();
    }
}
