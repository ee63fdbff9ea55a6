namespace Stagedoor.Server.Audit.Index;

/// <summary>What of an entry can be searched for, under one of the organizations that it belongs to. The rest is read from the chain.</summary>
/// <param name="Number">Its place among all: see <see cref="NumberOf"/>.</param>
/// <param name="OrganizationId">Under which organization it is found.</param>
/// <param name="Node">Whose chain holds it.</param>
/// <param name="Sequence">Its number there.</param>
/// <param name="Entry">What was done.</param>
public sealed record AuditIndexRow(long Number, string OrganizationId, string Node, long Sequence, AuditEntry Entry)
{
    // As many of one millisecond stay in their millisecond.
    private const int PerMillisecond = 4096;

    /// <summary>What the target column holds: a token's own id is new with every token and is found by its credential and its time.</summary>
    public string? TargetId => Entry.Act == AuditAct.TokenIssued ? null : Entry.TargetId;

    /// <summary>
    /// The number after <paramref name="last"/> for an entry of that time. Numbers only rise, so that who follows misses nothing; and they begin with the time, so that a list by number is a list by time but for
    /// what arrived late.
    /// </summary>
    public static long NumberOf(DateTimeOffset at, long last) => Math.Max(last + 1, FirstOf(at));

    /// <summary>No entry of that time, or later, has a smaller number.</summary>
    public static long FirstOf(DateTimeOffset at) => Math.Max(0, at.ToUnixTimeMilliseconds()) * PerMillisecond;
}
