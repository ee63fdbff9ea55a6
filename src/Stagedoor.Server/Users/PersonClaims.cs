using System.Collections.Immutable;
using System.Text.Json;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Users;

/// <summary>The claims of a person, OIDC Core §5.1, and which scope asks for which, §5.4 and ims.md §1.5.</summary>
public static class PersonClaims
{
    private static readonly ScopeSet Profile = ScopeSet.Of(Scope.Profile), Email = ScopeSet.Of(Scope.Email), Address = ScopeSet.Of(Scope.Address);

    private static readonly ImmutableArray<(string Name, ScopeSet Scopes)> All =
    [
        ("name", Profile), ("given_name", Profile), ("family_name", Profile),
        // Its value is the e-mail address, so the profile alone does not open it.
        ("preferred_username", Profile.Union(Email)),
        ("picture", Profile), ("locale", Profile), ("updated_at", Profile), ("account_type", Profile), ("email", Email), ("email_verified", Email), ("address", Address),
    ];

    public static readonly ImmutableArray<string> Names = [.. All.Select(claim => claim.Name)];

    /// <summary>The claims that the scopes ask for.</summary>
    public static IEnumerable<string> Of(ScopeSet scopes) => All.Where(claim => claim.Scopes.IsSubsetOf(scopes)).Select(claim => claim.Name);

    /// <summary>Those of the claims that the scopes could open.</summary>
    public static ImmutableArray<string> Within(ScopeSet scopes, IEnumerable<string> claims) => [.. claims.Intersect(Of(scopes), StringComparer.Ordinal)];

    /// <summary>The scopes that open these claims.</summary>
    public static ScopeSet ScopesOf(IReadOnlyCollection<string> claims) => ScopeSet.Of(All.Where(claim => claims.Contains(claim.Name)).SelectMany(claim => claim.Scopes.Items));

    /// <summary>Writes one claim; nothing when the person has no value for it or nobody knows the name.</summary>
    public static void Write(Utf8JsonWriter writer, Person person, string claim, bool hasOrganization, string issuer)
    {
        switch (claim)
        {
            case "name": writer.WriteString(claim, person.Name); break;
            case "given_name": WriteText(writer, claim, person.GivenName ?? person.Name.Split(' ')[0]); break;
            case "family_name": WriteText(writer, claim, person.FamilyName ?? (person.Name.LastIndexOf(' ') is > 0 and var at ? person.Name[(at + 1)..] : null)); break;
            case "preferred_username": writer.WriteString(claim, person.Email); break;
            case "picture" when person.Avatar is not null: writer.WriteString(claim, issuer + Avatar.PathOf(person.Avatar)); break;
            case "locale": WriteText(writer, claim, person.Locale); break;
            case "updated_at": writer.WriteNumber(claim, (person.UpdatedAt ?? person.CreatedAt).ToUnixTimeSeconds()); break;
            case "account_type": writer.WriteString(claim, hasOrganization ? "ent" : "ind"); break;
            case "email": writer.WriteString(claim, person.Email); break;
            case "email_verified": writer.WriteBoolean(claim, person.EmailVerified); break;
            case "address" when person.Country is not null:
                writer.WriteStartObject(claim);
                writer.WriteString("country", person.Country);
                writer.WriteEndObject();
                break;
            default: break;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string claim, string? value)
    {
        if (!string.IsNullOrEmpty(value)) writer.WriteString(claim, value);
    }
}
