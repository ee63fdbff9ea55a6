using Stagedoor.Pages;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Admin.People;

/// <summary>Roles as people call them.</summary>
internal static class PeopleWords
{
    private static readonly Texts texts = Texts.Beside<PeoplePage>();

    public static string Role(string role) => texts["Role." + role];

    public static string Roles(MemberCard card) => Roles(card.AdminRoles, card.AccountRole);

    public static string Roles(IEnumerable<string> adminRoles, string accountRole) => string.Join(", ", adminRoles.Select(Role).Append(Role(accountRole)));
}
