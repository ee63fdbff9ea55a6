using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.Userinfo;

/// <summary>Userinfo, OIDC Core §5.3 and ims.md §1.5: the claims that the token's scopes and the claims parameter ask for. Service account users have a name and an address too.</summary>
internal sealed class UserinfoSlice : ISlice
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGetAndPost("/ims/userinfo", Origins.Registered, context => HandleAsync(context, Dialect.Ims, isFirst: true));
        routes.MapGetAndPost("/ims/userinfo/v1", Origins.Registered, context => HandleAsync(context, Dialect.Ims, isFirst: true));
        routes.MapGetAndPost("/ims/userinfo/v2", Origins.Registered, context => HandleAsync(context, Dialect.Ims, isFirst: false));
        routes.MapGetAndPost("/oauth2/userinfo", Origins.Registered, context => HandleAsync(context, Dialect.Standard, isFirst: false));
    }

    public static void Describe(ServerMetadata metadata)
    {
        metadata.Endpoint("userinfo_endpoint", "/ims/userinfo/v2", "/oauth2/userinfo");
        metadata.Both("claims_supported", new[] { "sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash", "sid" }.Concat(PersonClaims.Names).ToArray());
    }

    private static async Task<IResult> HandleAsync(HttpContext context, Dialect dialect, bool isFirst)
    {
        var services = context.RequestServices;
        if ((await services.GetRequiredService<BearerCheck>().CheckAsync(context, dialect)).Failed(out var refusal, out var token)) return dialect.Refuse(refusal);
        var subjects = services.GetRequiredService<BearerSubjects>();
        if ((await subjects.FindAsync(token, context.RequestAborted)).Failed(out var gone, out var subject)) return dialect.Refuse(gone);
        if (subject is not BearerSubject.OfPerson(var person)) return Answer(((BearerSubject.OfServiceAccount)subject).Account);
        var claims = PersonClaims.Of(token.Scopes).Concat(token.UserinfoClaims).Intersect(PersonClaims.Names, StringComparer.Ordinal).ToList();
        var hasOrganization = claims.Contains("account_type") && (await subjects.MembershipsOfAsync(person, context.RequestAborted)).Count > 0;
        var actor = await subjects.ActorOfAsync(token, context.RequestAborted);
        return Answer(person, actor, claims, hasOrganization, isFirst, token, services.GetRequiredService<StagedoorOptions>().Issuer);
    }

    private static JsonAnswer Answer(Person person, ServiceAccount? actor, List<string> claims, bool hasOrganization, bool isFirst, VerifiedToken token, string issuer) => JsonAnswer.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("sub", person.Id);
        foreach (var claim in claims) PersonClaims.Write(writer, person, claim, hasOrganization, issuer);
        if (isFirst) WriteFirst(writer, person, token.Scopes);
        if (actor is not null) WriteActor(writer, actor);
        writer.WriteEndObject();
    });

    // RFC 8693 §4.1: who acts for the person, with the name that is shown beside the person's.
    private static void WriteActor(Utf8JsonWriter writer, ServiceAccount actor)
    {
        writer.WriteStartObject("act");
        writer.WriteString("sub", actor.Id);
        writer.WriteString("name", actor.Name);
        writer.WriteEndObject();
    }

    // What the first version called by other names; its clients read both.
    private static void WriteFirst(Utf8JsonWriter writer, Person person, ScopeSet scopes)
    {
        writer.WriteString("userId", person.Id);
        if (scopes.Contains(Scope.Profile)) writer.WriteString("displayName", person.Name);
        if (scopes.Contains(Scope.Email)) writer.WriteString("emailVerified", person.EmailVerified ? "true" : "false");
        if (scopes.Contains(Scope.Address) && person.Country is not null) writer.WriteString("countryCode", person.Country);
    }

    private static JsonAnswer Answer(ServiceAccount account) => JsonAnswer.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("sub", account.Id);
        writer.WriteString("name", account.Name);
        writer.WriteString("email", account.Email);
        writer.WriteEndObject();
    });
}
