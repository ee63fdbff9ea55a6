using System.Globalization;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Seeds;

namespace Stagedoor.Server.Administration.Seeding;

/// <summary>
/// Applies a seed to the organization of whoever sends it, or says what that would do (design §11): it makes only what was never there, through the acts of this capability, each judged and recorded as if it were done
/// alone. What was deleted, changed or revoked stays so.
/// </summary>
public sealed class OrganizationSeed(IOrganizationStore organizations, SeedPlaces places, SeedCredentials credentials, ActRecord record)
{
    /// <summary>How many entries a seed may have here.</summary>
    public const int MostEntries = 500;

    private const int MostErrors = 10;

    /// <summary>Changes nothing.</summary>
    public Task<Outcome<SeedReport>> PlanAsync(Administrator administrator, SeedFile seed, CancellationToken cancellation) => RunAsync(Act.PlanSeed, administrator, seed, false, cancellation);

    /// <summary>Done to its end once it began: what was cut short in between would have shown its secrets to nobody.</summary>
    public async Task<Outcome<SeedReport>> ApplyAsync(Administrator administrator, SeedFile seed)
    {
        var outcome = await RunAsync(Act.ApplySeed, administrator, seed, true, CancellationToken.None);
        if (!outcome.Failed(out _, out var report) && report.Count(SeedOutcome.New) is > 0 and var made) await record.OfAsync(administrator, AuditAct.SeedApplied, administrator.OrganizationId, made.ToString(CultureInfo.InvariantCulture));
        return outcome;
    }

    private async Task<Outcome<SeedReport>> RunAsync(Act act, Administrator administrator, SeedFile seed, bool applies, CancellationToken cancellation)
    {
        if (Permissions.Judge(act, administrator) is { } refused) return refused;
        if (seed.Organizations is not [var only]) return Objection.Invalid("organizations", "one_organization", "A seed that is sent to an organization holds that one organization.");
        if (only.Id is { } named && named != administrator.OrganizationId) return Objection.Invalid("organizations", "another_organization", $"The seed is of another organization than {administrator.OrganizationId}.");
        if (Entries(only) > MostEntries) return Objection.Limit("seed_too_large", $"A seed that is sent has at most {MostEntries} entries: send it in parts.", MostEntries);

        // Ids that are made out of names are this organization's, whatever it is called by now.
        var organization = only with { Id = administrator.OrganizationId };
        if (SeedCheck.ErrorsIn(seed with { Organizations = [organization] }, makesSecrets: true) is { Count: > 0 } errors) return Objection.Invalid("organizations", "bad_seed", string.Join(' ', errors.Take(MostErrors)));
        if (await organizations.FindAsync(administrator.OrganizationId, cancellation) is not { } known) return Objection.NotFound();
        var run = new SeedRun(administrator, organization, applies);
        run.NoteThere(new(SeedRun.Root, "organization", known.Name, SeedOutcome.There) { Id = known.Id }, [.. Differences(only, known)]);
        await places.RunAsync(run, cancellation);
        await credentials.RunAsync(run, cancellation);
        for (var i = 0; i < organization.Workspaces.Count; i++)
        {
            run.Note(new($"{SeedRun.Root}.workspaces[{i}]", "workspace", organization.Workspaces[i].Name, SeedOutcome.Refused), Objection.Conflict("content_elsewhere", "Workspaces and what is in them are made over the V4 API, by whoever has that right in the account."));
        }

        return run.Report;
    }

    private static int Entries(SeedOrganization organization) =>
        1 + organization.People.Count + organization.ProductProfiles.Count + organization.Projects.Count + (2 * organization.Projects.Sum(project => project.Credentials.Count)) + organization.Workspaces.Count;

    private static IEnumerable<string> Differences(SeedOrganization seed, Organization known)
    {
        if (seed.Name != known.Name) yield return "name";
        if (seed.Account?.Id is { } id && id != known.Account.Id) yield return "account.id";
        if (seed.Account?.DisplayName is { } name && name != known.Account.DisplayName) yield return "account.display_name";
        if (seed.RequiresSecondFactor != known.RequiresSecondFactor) yield return "requires_second_factor";
    }
}
