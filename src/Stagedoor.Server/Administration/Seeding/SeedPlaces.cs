using Stagedoor.Server.Organizations;
using Stagedoor.Server.Seeds;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Administration.Seeding;

/// <summary>The people and product profiles of a seed. Nobody is made a member without saying yes: a person who is new is invited, and chooses name, password and all else themself.</summary>
public sealed class SeedPlaces(
    IPersonStore persons, IOrganizationPeople members, IOrganizationStore organizations, IInvitationStore invitations, OrganizationInvitations inviting, ProductProfiles productProfiles, ISeedLedger ledger, SeedIds ids, TimeProvider time)
{
    private const int InvitationsAtOnce = 200, MostInvitations = 2_000;

    internal async Task RunAsync(SeedRun run, CancellationToken cancellation)
    {
        var invited = run.Organization.People.Count == 0 ? [] : await InvitedAsync(run.Administrator.OrganizationId, cancellation);
        for (var i = 0; i < run.Organization.People.Count; i++) await PersonAsync(run, $"{SeedRun.Root}.people[{i}]", run.Organization.People[i], invited, cancellation);
        var profiles = await organizations.ProductProfilesAsync(run.Administrator.OrganizationId, cancellation);
        for (var i = 0; i < run.Organization.ProductProfiles.Count; i++) await ProfileAsync(run, $"{SeedRun.Root}.product_profiles[{i}]", run.Organization.ProductProfiles[i], profiles, cancellation);
    }

    private async Task PersonAsync(SeedRun run, string at, SeedPerson seed, HashSet<string> invited, CancellationToken cancellation)
    {
        var (administrator, key) = (run.Administrator, Person.EmailKey(seed.Email));
        var entry = new SeedEntry(at, "person", seed.Email.Trim(), SeedOutcome.New);
        if (await persons.FindByEmailAsync(seed.Email, cancellation) is { } known && await members.FindAsync(administrator.OrganizationId, known.Id, cancellation) is { IsActive: true } card)
        {
            run.NoteThere(entry with { Id = card.Id }, [.. Differences(seed, card)]);
            return;
        }

        var written = $"membership:{administrator.OrganizationId}:{key}";
        if (invited.Contains(key)) run.Note(entry with { Outcome = SeedOutcome.There, Code = "invited", Why = "An invitation to this address is open." });
        else if (await ledger.ContainsAsync(written, cancellation)) run.Note(entry with { Outcome = SeedOutcome.Gone, Why = "Somebody with this address was a member or was invited once: whether they are again is for a person to say." });
        else if (seed.Password is not null || seed.Id is not null) run.Note(entry, Objection.Forbidden("person_chooses", "Who is new is invited, and chooses their password themself: leave password and id out."));
        else if (Permissions.Judge(Act.InvitePerson, administrator) is { } notPermitted) run.Note(entry, notPermitted);
        else if (People.WhatIsWrongWith(administrator, [], seed.AdminRoles, seed.AccountRole) is { } wrong) run.Note(entry, wrong);
        else if (run.Applies && (await inviting.InviteAsync(administrator, seed.Email, seed.AdminRoles, seed.AccountRole, seed.Locale, cancellation)).Failed(out var refused, out _)) run.Note(entry, refused);
        else
        {
            // The address of somebody who may never come is kept as a hash only.
            if (run.Applies) await ledger.AddAsync(ISeedLedger.Hidden(written), null, cancellation);
            run.Note(entry with { Code = "invitation", Why = "By an invitation, which they accept or not." });
        }
    }

    private async Task ProfileAsync(SeedRun run, string at, SeedProductProfile seed, IReadOnlyList<ProductProfile> profiles, CancellationToken cancellation)
    {
        var id = ids.Of(run.Organization, seed);
        var entry = new SeedEntry(at, "product_profile", seed.Name, SeedOutcome.New) { Id = id };
        // Names are unique in an organization: one that a person made under this name is meant.
        if (profiles.FirstOrDefault(profile => profile.Id == id || profile.Name == seed.Name) is { } known)
        {
            run.ProductProfiles[seed.Name] = known.Id;
            run.NoteThere(entry with { Id = known.Id }, [.. await DifferencesAsync(seed, known, cancellation)]);
            return;
        }

        if (await ledger.ContainsAsync($"profile:{id}", cancellation)) run.Note(entry with { Outcome = SeedOutcome.Gone });
        else if (seed.Id is not null) run.Note(entry, Objection.Forbidden("id_is_given", "The id of a product profile is given, never chosen: leave it out."));
        else if (Permissions.Judge(Act.CreateProductProfile, run.Administrator) is { } notPermitted) run.Note(entry, notPermitted);
        else
        {
            var (here, missing) = await PeopleAsync(run, seed, cancellation);
            if (run.Applies)
            {
                if ((await productProfiles.AddAsync(run.Administrator, new() { Id = id, OrganizationId = run.Administrator.OrganizationId, Name = seed.Name, Api = seed.Api }, cancellation)).Failed(out var refused, out _))
                {
                    run.Note(entry, refused);
                    return;
                }

                await ledger.AddAsync($"profile:{id}", null, cancellation);
                foreach (var (email, personId) in here) if ((await productProfiles.GiveAsync(run.Administrator, id, null, personId, cancellation)).Failed(out _, out _)) missing.Add(email);
            }

            run.ProductProfiles[seed.Name] = id;
            run.Note(missing.Count == 0 ? entry : entry with { Code = "people_missing", Why = $"Without {string.Join(", ", missing)}, who are no active members of the organization: give it to them when they are." });
        }
    }

    private async ValueTask<(List<(string Email, string Id)> Here, List<string> Missing)> PeopleAsync(SeedRun run, SeedProductProfile seed, CancellationToken cancellation)
    {
        var (here, missing) = (new List<(string, string)>(), new List<string>());
        foreach (var email in seed.People)
        {
            if (await persons.FindByEmailAsync(email, cancellation) is { } person && await members.FindAsync(run.Administrator.OrganizationId, person.Id, cancellation) is { IsActive: true }) here.Add((email, person.Id));
            else missing.Add(email);
        }

        return (here, missing);
    }

    private async ValueTask<HashSet<string>> InvitedAsync(string organizationId, CancellationToken cancellation)
    {
        var (open, now) = (new HashSet<string>(StringComparer.Ordinal), time.GetUtcNow());
        for (string? after = null; open.Count < MostInvitations;)
        {
            var page = await invitations.OfOrganizationAsync(organizationId, after, InvitationsAtOnce, now, cancellation);
            open.UnionWith(page.Select(invitation => Person.EmailKey(invitation.Email)));
            if (page.Count < InvitationsAtOnce) break;
            after = page[^1].Id;
        }

        return open;
    }

    private static IEnumerable<string> Differences(SeedPerson seed, MemberCard card)
    {
        if (!card.AdminRoles.ToHashSet().SetEquals(seed.AdminRoles)) yield return "admin_roles";
        if (card.AccountRole != seed.AccountRole) yield return "account_role";
    }

    private async ValueTask<List<string>> DifferencesAsync(SeedProductProfile seed, ProductProfile known, CancellationToken cancellation)
    {
        var (differs, people) = (new List<string>(), new HashSet<string>());
        foreach (var email in seed.People) people.Add((await persons.FindByEmailAsync(email, cancellation))?.Id ?? "");
        if (seed.Name != known.Name) differs.Add("name");
        if (seed.Api != known.Api) differs.Add("api");
        if (!people.SetEquals(known.People)) differs.Add("people");
        return differs;
    }
}
