using System.Collections.Immutable;
using System.Text.Json;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Server.Users;

/// <summary>The claims of a person, OIDC Core §5.1, and which scope asks for which, §5.4 and ims.md §1.5.</summary>
public static class PersonClaims
{
    public static readonly ImmutableArray<string> Names =
        ["name", "given_name", "family_name", "preferred_username", "locale", "updated_at", "account_type", "email", "email_verified", "address"];

    /// <summary>The claims that the scopes ask for.</summary>
    public static IEnumerable<string> Of(ScopeSet scopes)
    {
        if (scopes.Contains(Scope.Profile)) foreach (var name in Names[..7]) yield return name;
        if (scopes.Contains(Scope.Email)) foreach (var name in Names[7..9]) yield return name;
        if (scopes.Contains(Scope.Address)) yield return "address";
    }

    /// <summary>Writes one claim; nothing when the person has no value for it or nobody knows the name.</summary>
    public static void Write(Utf8JsonWriter writer, Person person, string claim, bool hasOrganization)
    {
        switch (claim)
        {
            case "name": writer.WriteString(claim, person.Name); break;
            case "given_name": WriteText(writer, claim, person.GivenName ?? person.Name.Split(' ')[0]); break;
            case "family_name": WriteText(writer, claim, person.FamilyName ?? (person.Name.LastIndexOf(' ') is > 0 and var at ? person.Name[(at + 1)..] : null)); break;
            case "preferred_username": writer.WriteString(claim, person.Email); break;
            case "locale": WriteText(writer, claim, person.Locale); break;
            case "updated_at": writer.WriteNumber(claim, person.CreatedAt.ToUnixTimeSeconds()); break;
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
