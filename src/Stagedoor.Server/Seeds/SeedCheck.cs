using System.Text.RegularExpressions;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Seeds;

/// <summary>Proves a whole seed before anything of it is written. Each error is one sentence with its place.</summary>
public sealed partial class SeedCheck
{
    private const int LongestName = 100, LongestEmail = 320;

    private static readonly string[] AdminRoles = ["system_admin", "developer"], AccountRoles = ["owner", "admin", "member", "reviewer"];

    private readonly List<string> errors = [];
    private readonly Dictionary<string, SeedOrganization> people = new(StringComparer.Ordinal);
    private readonly HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);

    private readonly bool makesSecrets;

    private SeedCheck(bool makesSecrets) => this.makesSecrets = makesSecrets;

    /// <summary><paramref name="makesSecrets"/>: whoever applies it can show a secret that it makes, so that a seed may leave the value out.</summary>
    public static IReadOnlyList<string> ErrorsIn(SeedFile seed, bool makesSecrets)
    {
        var check = new SeedCheck(makesSecrets);
        check.Names("$.organizations", seed.Organizations.Select(organization => organization.Name));
        for (var i = 0; i < seed.Organizations.Count; i++) check.Organization($"$.organizations[{i}]", seed.Organizations[i]);
        return check.errors;
    }

    private void Organization(string at, SeedOrganization organization)
    {
        Name($"{at}.name", organization.Name);
        Id($"{at}.id", organization.Id, OrganizationId(), "24 hex digits and @AdobeOrg");
        if (organization.Account is { } account)
        {
            if (account.Id is { } id) Unique($"{at}.account.id", id.ToString());
            if (account.DisplayName is not null) Name($"{at}.account.display_name", account.DisplayName);
        }

        Names($"{at}.people", organization.People.Select(person => Person.EmailKey(person.Email)));
        for (var i = 0; i < organization.People.Count; i++) OnePerson($"{at}.people[{i}]", organization, organization.People[i]);
        Require(organization.People.Count(person => person.AccountRole == "owner") <= 1, $"{at}.people has more than one owner of the account");
        Names($"{at}.product_profiles", organization.ProductProfiles.Select(profile => profile.Name));
        for (var i = 0; i < organization.ProductProfiles.Count; i++) ProductProfile($"{at}.product_profiles[{i}]", organization, organization.ProductProfiles[i]);
        Names($"{at}.projects", organization.Projects.Select(project => project.Name));
        for (var i = 0; i < organization.Projects.Count; i++) Project($"{at}.projects[{i}]", organization, organization.Projects[i]);
    }

    private void OnePerson(string at, SeedOrganization organization, SeedPerson person)
    {
        Email($"{at}.email", person.Email);
        Name($"{at}.name", person.Name);
        if (person.GivenName is { } given) Name($"{at}.given_name", given);
        if (person.FamilyName is { } family) Name($"{at}.family_name", family);
        Require(!ServiceAccountName.LooksGiven(person.Name), $"{at}.name is how service account users are called");
        Id($"{at}.id", person.Id, PersonId(), "24 hex digits and @AdobeID");
        foreach (var role in person.AdminRoles) Require(AdminRoles.Contains(role), $"{at}.admin_roles holds \"{role}\", which is none of {string.Join(", ", AdminRoles)}");
        Require(AccountRoles.Contains(person.AccountRole), $"{at}.account_role is none of {string.Join(", ", AccountRoles)}");
        Require(person.Country is null || CountryCode().IsMatch(person.Country), $"{at}.country is not two capital letters");
        Require(person.Locale is null || person.Locale.Length <= 35, $"{at}.locale is not a language tag");
        Require(person.Password is null || person.Password.Value.Reveal().Length is >= 8 and <= 1024, $"{at}.password does not have 8 to 1024 characters");
        if (people.TryAdd(Person.EmailKey(person.Email), organization) || people[Person.EmailKey(person.Email)] == organization) return;
        Require(person.Password is null && person.Id is null, $"{at} is a person of another organization already: leave password and id out here");
    }

    private void ProductProfile(string at, SeedOrganization organization, SeedProductProfile profile)
    {
        Name($"{at}.name", profile.Name);
        Id($"{at}.id", profile.Id, AnyId(), "1 to 64 letters, digits, points, hyphens or underscores");
        Require(SeedApis.Names.Contains(profile.Api), $"{at}.api is none of {string.Join(", ", SeedApis.Names)}");
        for (var i = 0; i < profile.People.Count; i++) Require(IsIn(organization, profile.People[i]), $"{at}.people[{i}] is no person of this organization");
    }

    private void Project(string at, SeedOrganization organization, SeedProject project)
    {
        Name($"{at}.name", project.Name);
        Id($"{at}.id", project.Id, AnyId(), "1 to 64 letters, digits, points, hyphens or underscores");
        for (var i = 0; i < project.Apis.Count; i++) Require(SeedApis.Names.Contains(project.Apis[i]), $"{at}.apis[{i}] is none of {string.Join(", ", SeedApis.Names)}");
        Names($"{at}.credentials", project.Credentials.Select(credential => credential.Name));
        for (var i = 0; i < project.Credentials.Count; i++)
        {
            var credential = project.Credentials[i];
            Name($"{at}.credentials[{i}].name", credential.Name);
            Id($"{at}.credentials[{i}].client_id", credential.ClientId, AnyId(), "1 to 64 letters, digits, points, hyphens or underscores");
            foreach (var error in SeedCredentialCheck.ErrorsIn(credential, project, organization, makesSecrets)) errors.Add($"{at}.credentials[{i}]{error}");
            if (credential.ServiceAccount?.Id is { } id) Id($"{at}.credentials[{i}].service_account.id", id, ServiceAccountId(), "24 hex digits and @techacct.adobe.com");
        }
    }

    private void Name(string at, string name) => Require(ServiceAccountName.WhatIsWrongWith(name) is null && name.Length <= LongestName, $"{at} is not 1 to {LongestName} printable characters");

    private void Email(string at, string email) => Require(IsEmail(email), $"{at} is not an e-mail address that a person can have");

    private void Names(string at, IEnumerable<string> names)
    {
        foreach (var twice in names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any())) errors.Add($"{at} holds \"{twice.Key}\" twice.");
    }

    private void Id(string at, string? id, Regex form, string description)
    {
        if (id is null) return;
        Require(form.IsMatch(id), $"{at} is not {description}");
        Unique(at, id);
    }

    private void Unique(string at, string id) => Require(ids.Add(id), $"{at} stands twice in this seed");

    private void Require(bool holds, string sentence)
    {
        if (!holds) errors.Add(sentence + ".");
    }

    internal static bool IsIn(SeedOrganization organization, string email) => organization.People.Any(person => Person.EmailKey(person.Email) == Person.EmailKey(email));

    // Nobody takes an address in the domains of ids (design §6).
    internal static bool IsEmail(string email) => email.Length <= LongestEmail && EmailForm().IsMatch(email) && !EmailAddress.IsReserved(email);

    [GeneratedRegex("^[0-9A-Fa-f]{24}@AdobeOrg\\z")]
    private static partial Regex OrganizationId();

    [GeneratedRegex("^[0-9A-Fa-f]{24}@AdobeID\\z")]
    private static partial Regex PersonId();

    [GeneratedRegex("^[0-9A-Fa-f]{24}@techacct\\.adobe\\.com\\z")]
    private static partial Regex ServiceAccountId();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z")]
    private static partial Regex AnyId();

    [GeneratedRegex("^[^\\s@<>\"\\p{C}]{1,64}@[^\\s@<>\"\\p{C}]{1,255}\\z")]
    private static partial Regex EmailForm();

    [GeneratedRegex("^[A-Z]{2}\\z")]
    private static partial Regex CountryCode();
}
