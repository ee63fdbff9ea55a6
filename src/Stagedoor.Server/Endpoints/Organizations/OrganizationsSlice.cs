using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Server.Endpoints.Organizations;

/// <summary>The organizations of whoever the token stands for, ims.md §1.14: always an array. Asks for one scope that speaks of organizations.</summary>
internal sealed class OrganizationsSlice : ISlice
{
    private static readonly string[] Opening = [Scope.AdobeId, Scope.Roles, "read_organizations"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGetOnly("/ims/organizations/v5", Origins.Registered, HandleAsync);
        routes.MapGetOnly("/ims/organizations/v6", Origins.Registered, HandleAsync);
    }

    private static async Task<IResult> HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if ((await services.GetRequiredService<BearerCheck>().CheckAsync(context, Dialect.Ims)).Failed(out var refusal, out var token)) return Dialect.Ims.Refuse(refusal);
        if (!Opening.Any(token.Scopes.Contains)) return Dialect.Ims.Refuse(ProtocolError.InsufficientScope(Scope.AdobeId));
        var subjects = services.GetRequiredService<BearerSubjects>();
        if ((await subjects.FindAsync(token, context.RequestAborted)).Failed(out var gone, out var subject)) return Dialect.Ims.Refuse(gone);
        var organizations = await subjects.OrganizationsOfAsync(subject, context.RequestAborted);
        return JsonAnswer.Of(writer =>
        {
            writer.WriteStartArray();
            foreach (var organization in organizations) Write(writer, organization);
            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, Organization organization)
    {
        var at = organization.Id.IndexOf('@', StringComparison.Ordinal);
        writer.WriteStartObject();
        writer.WriteStartObject("orgRef");
        writer.WriteString("ident", organization.Id.AsSpan(0, at));
        writer.WriteString("authSrc", organization.Id.AsSpan(at + 1));
        writer.WriteEndObject();
        writer.WriteString("orgName", organization.Name);
        writer.WriteString("orgType", "Enterprise");
        writer.WriteNull("countryCode");
        writer.WriteStartArray("groups");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
