using System.Collections.Immutable;

namespace Stagedoor.Server.Audit;

/// <summary>What may be wrong with a chain.</summary>
public enum AuditFault
{
    /// <summary>The entry is not what was written.</summary>
    Changed,

    /// <summary>No entry has the number.</summary>
    Missing,

    /// <summary>Another entry stands in the place of this one.</summary>
    Reordered,

    /// <summary>The chain ends before a head that was signed: entries were cut off, or the database is an older one.</summary>
    Truncated,

    /// <summary>The chain has another entry where a signed head was: an older database was put back, and the chain went on from there.</summary>
    RolledBack,

    /// <summary>What names a person is not what was committed to.</summary>
    PersonalChanged,

    /// <summary>A checkpoint was not signed here, or does not fit the entry.</summary>
    BadCheckpoint,

    /// <summary>A line of <c>audit-head</c> was not signed here.</summary>
    BadHead,

    /// <summary>This node's chain has entries, but no head outside the database: truncation cannot be excluded.</summary>
    NoHead,
}

/// <summary>One thing wrong, at the first entry that it concerns.</summary>
public sealed record AuditFinding(AuditFault Fault, string Node, long Sequence, string Sentence)
{
    public override string ToString() => Sentence;
}

/// <summary>What was found of one chain: its entries in the database, and up to where a signed head proves that none is missing at the end.</summary>
public sealed record AuditChainVerdict(string Node, long First, long Last, long ProvenThrough, ImmutableArray<AuditFinding> Findings);

/// <summary>What was found of all chains.</summary>
public sealed record AuditVerdict(ImmutableArray<AuditChainVerdict> Chains, ImmutableArray<AuditFinding> Findings)
{
    /// <summary>Whether nothing is wrong anywhere.</summary>
    public bool IsIntact => Findings.IsEmpty && Chains.All(chain => chain.Findings.IsEmpty);

    /// <summary>Everything wrong, each chain's first broken entry first.</summary>
    public IEnumerable<AuditFinding> All => Chains.SelectMany(chain => chain.Findings).Concat(Findings);
}
