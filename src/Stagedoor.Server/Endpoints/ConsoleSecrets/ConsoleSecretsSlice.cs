using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.Endpoints.ConsoleSecrets;

/// <summary>The secrets API of IMS, ims.md §5: programs list, add and delete the secrets of a credential. The acts are those of the consoles; fewer secrets overlap.</summary>
internal sealed class ConsoleSecretsSlice : ISlice
{
    private const string Root = "/console/organizations/{organization}/credentials/{credential}/secrets", ApiKey = "x-api-key";

    // What the I/O Management API brings: the API itself, and what is done with it.
    private const string Api = "adobeio_api", Read = "read_client_secret", Manage = "manage_client_secrets";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGetAndPost(Root, Origins.None, static context => HttpMethods.IsPost(context.Request.Method) ? AddAsync(context) : ListAsync(context));
        routes.MapDeleteOnly(Root + "/{uuid}", Origins.None, DeleteAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context)
    {
        var (administrator, instead) = await OpenAsync(context, Read);
        if (administrator is null) return instead!;
        if ((await Secrets(context).ListAsync(administrator, Credential(context), context.RequestAborted)).Failed(out var why, out var listed)) return Refuse(why);
        return JsonAnswer.Of(writer => SecretJson.WriteList(writer, Credential(context), listed.Items));
    }

    private static async Task<IResult> AddAsync(HttpContext context)
    {
        var (administrator, instead) = await OpenAsync(context, Manage);
        if (administrator is null) return instead!;
        var most = context.RequestServices.GetRequiredService<StagedoorOptions>().Secrets.MostByIms;
        return (await Secrets(context).AddAsync(administrator, Credential(context), null, null, most, context.RequestAborted)).Failed(out var why, out var made)
            ? Refuse(why) : new JsonAnswer(JsonAnswer.Bytes(writer => SecretJson.WriteNew(writer, made)), status: StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteAsync(HttpContext context)
    {
        var (administrator, instead) = await OpenAsync(context, Manage);
        if (administrator is null) return instead!;
        return (await Secrets(context).DeleteAsync(administrator, Credential(context), Place(context, "uuid"), context.RequestAborted)).Failed(out var why, out _) ? Refuse(why) : new EmptyAnswer(StatusCodes.Status204NoContent);
    }

    // A live token for this server, with both scopes, sent with the id of its own credential; and who stands behind it may.
    private static async ValueTask<(Administrator? Administrator, IResult? Instead)> OpenAsync(HttpContext context, string scope)
    {
        var services = context.RequestServices;
        if (context.Request.Headers.Authorization.Count > 1 || BearerToken.OfHeader(context.Request) is not { } text) return (null, Dialect.Ims.Refuse(ProtocolError.NoToken()));
        if ((await services.GetRequiredService<AccessTokenVerifier>().VerifyAsync(text, context.RequestAborted)).Failed(out var dead, out var token)) return (null, Dialect.Ims.Refuse(dead));
        if (!IsForHere(token, services.GetRequiredService<StagedoorOptions>())) return (null, Dialect.Ims.Refuse(ProtocolError.BadToken("the access token is not meant for this server")));
        if (context.Request.Headers[ApiKey] is not [{ } key] || key != token.ClientId) return (null, Forbidden($"send the client id that the access token was issued to in {ApiKey}"));
        foreach (var needed in new[] { Api, scope })
        {
            if (!token.Scopes.Contains(needed)) return (null, Dialect.Ims.Refuse(ProtocolError.InsufficientScope(needed)));
        }

        var found = await services.GetRequiredService<Administrators>().OfSecretsTokenAsync(token, Place(context, "organization"), RemoteAddress.Of(context), context.TraceIdentifier, context.RequestAborted);
        return found.Failed(out var why, out var administrator) ? (null, Refuse(why)) : (administrator, null);
    }

    // The scopes that IMS's guide asks for bring the audience of the V4 API. A token for somebody else's API opens nothing here.
    private static bool IsForHere(VerifiedToken token, StagedoorOptions options) => token.Audiences.Contains(options.Issuer) || token.Audiences.Contains(options.FrameioAudience);

    private static IResult Refuse(Objection why) => why.Kind switch
    {
        ObjectionKind.NotFound => Dialect.Ims.Refuse(new(why.Code, why.Sentence), StatusCodes.Status404NotFound),
        ObjectionKind.Forbidden => Forbidden(why.Sentence),
        _ => Dialect.Ims.Refuse(new(why.Code, why.Sentence), StatusCodes.Status400BadRequest),
    };

    // Another token would help, and no other scheme: the challenge is Bearer's.
    private static IResult Forbidden(string sentence) => Dialect.Ims.Refuse(new(ErrorCode.AccessDenied, sentence, RefusalCause.NoToken), StatusCodes.Status403Forbidden);

    private static Secrets Secrets(HttpContext context) => context.RequestServices.GetRequiredService<Secrets>();

    private static string Credential(HttpContext context) => Place(context, "credential");

    private static string Place(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;
}
