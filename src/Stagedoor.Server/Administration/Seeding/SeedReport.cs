using Stagedoor.Protocol.Wire;

namespace Stagedoor.Server.Administration.Seeding;

/// <summary>What a seed finds, or makes, of one of its entries.</summary>
public enum SeedOutcome
{
    /// <summary>It was never there: it is to be made, or was just made.</summary>
    New,

    /// <summary>It is there as the seed says.</summary>
    There,

    /// <summary>It is there, and somebody made it otherwise since: it stays as it is.</summary>
    Changed,

    /// <summary>It was revoked or switched off, and stays so.</summary>
    Revoked,

    /// <summary>It was there once and is gone, and stays so.</summary>
    Gone,

    /// <summary>It cannot be made, and <see cref="SeedEntry.Why"/> says why.</summary>
    Refused,
}

/// <summary>One entry of a seed: where it stands in it, what it is, and what came of it.</summary>
public sealed record SeedEntry(string At, string Kind, string Name, SeedOutcome Outcome)
{
    public string? Id { get; init; }

    /// <summary>Why it was refused, as a code that never changes and as a sentence; or what there is to know.</summary>
    public string? Code { get; init; }
    public string? Why { get; init; }

    /// <summary>What is otherwise than the seed says, by the seed's names.</summary>
    public IReadOnlyList<string> Differs { get; init; } = [];
}

/// <summary>A secret that a seed left to be made, shown this once.</summary>
public sealed record SeededSecret(string ClientId, string Id, string Name, Secret Value);

/// <summary>What a seed would do, or did, entry by entry, in its order.</summary>
public sealed record SeedReport(IReadOnlyList<SeedEntry> Entries, IReadOnlyList<SeededSecret> Secrets)
{
    public int Count(SeedOutcome outcome) => Entries.Count(entry => entry.Outcome == outcome);
}
