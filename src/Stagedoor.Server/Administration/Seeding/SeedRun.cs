using Stagedoor.Server.Seeds;

namespace Stagedoor.Server.Administration.Seeding;

/// <summary>One seed being planned or applied: the same steps, of which a plan leaves out the making.</summary>
internal sealed class SeedRun(Administrator administrator, SeedOrganization organization, bool applies)
{
    /// <summary>Where the organization stands in the seed.</summary>
    public const string Root = "$.organizations[0]";

    private readonly List<SeedEntry> entries = [];
    private readonly List<SeededSecret> secrets = [];

    public Administrator Administrator => administrator;

    public SeedOrganization Organization => organization;

    public bool Applies => applies;

    /// <summary>Of the product profiles that are there, id by name.</summary>
    public Dictionary<string, string> ProductProfiles { get; } = new(StringComparer.Ordinal);

    public SeedReport Report => new(entries, secrets);

    public void Note(SeedEntry entry) => entries.Add(entry);

    public void Note(SeedEntry entry, Objection why) => Note(entry with { Outcome = SeedOutcome.Refused, Code = why.Code, Why = why.Sentence });

    public void Show(SeededSecret secret) => secrets.Add(secret);

    /// <summary>There, as the seed says or otherwise.</summary>
    public void NoteThere(SeedEntry entry, IReadOnlyList<string> differs) => Note(entry with { Outcome = differs.Count == 0 ? SeedOutcome.There : SeedOutcome.Changed, Differs = differs });
}
