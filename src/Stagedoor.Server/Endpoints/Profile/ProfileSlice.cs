using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.Profile;

/// <summary>IMS's profile, ims.md §1.10: what the scopes open, in IMS's own names; roles with <c>additional_info.roles</c>.</summary>
internal sealed class ProfileSlice : ISlice
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGetOnly("/ims/profile/v1", Origins.Registered, HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if ((await services.GetRequiredService<BearerCheck>().CheckAsync(context, Dialect.Ims)).Failed(out var refusal, out var token)) return Dialect.Ims.Refuse(refusal);
        var subjects = services.GetRequiredService<BearerSubjects>();
        if ((await subjects.FindAsync(token, context.RequestAborted)).Failed(out var gone, out var subject)) return Dialect.Ims.Refuse(gone);
        var memberships = subject is BearerSubject.OfPerson(var member) ? await subjects.MembershipsOfAsync(member, context.RequestAborted) : [];
        return JsonAnswer.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("userId", token.SubjectId);
            writer.WriteString("authId", token.SubjectId);
            if (subject is BearerSubject.OfPerson(var person)) Write(writer, person, memberships, token.Scopes);
            if (subject is BearerSubject.OfServiceAccount(var account))
            {
                writer.WriteString("account_type", "service");
                writer.WriteString("displayName", account.Name);
                writer.WriteString("name", account.Name);
                writer.WriteString("email", account.Email);
            }

            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, Person person, IReadOnlyList<Membership> memberships, ScopeSet scopes)
    {
        if (scopes.Contains(Scope.Profile))
        {
            writer.WriteString("account_type", memberships.Count > 0 ? "ent" : "ind");
            writer.WriteString("displayName", person.Name);
            writer.WriteString("name", person.Name);
            writer.WriteString("first_name", person.GivenName ?? person.Name.Split(' ')[0]);
            if ((person.FamilyName ?? (person.Name.LastIndexOf(' ') is > 0 and var at ? person.Name[(at + 1)..] : null)) is { } last) writer.WriteString("last_name", last);
            if (person.Locale is not null) writer.WriteString("preferred_languages", person.Locale);
        }

        if (scopes.Contains(Scope.Email))
        {
            writer.WriteString("email", person.Email);
            writer.WriteString("emailVerified", person.EmailVerified ? "true" : "false");
        }

        if (scopes.Contains(Scope.Address) && person.Country is not null) writer.WriteString("countryCode", person.Country);
        if (scopes.Contains(Scope.Roles)) WriteRoles(writer, memberships);
    }

    private static void WriteRoles(Utf8JsonWriter writer, IReadOnlyList<Membership> memberships)
    {
        writer.WriteStartArray("roles");
        foreach (var membership in memberships)
        {
            foreach (var role in membership.AdminRoles.Append(membership.AccountRole))
            {
                writer.WriteStartObject();
                writer.WriteString("organization", membership.OrganizationId);
                writer.WriteString("named_role", role);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }
}
