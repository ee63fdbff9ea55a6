using System.Collections.Immutable;

namespace Stagedoor.Server.Audit.Index;

/// <summary>What is searched for in the audit of an organization; null asks for all.</summary>
public sealed record AuditSearch
{
    public const int MostAtOnce = 500;

    public required string OrganizationId { get; init; }

    /// <summary>Who did it, or for whom it was done.</summary>
    public string? ActorId { get; init; }

    public string? Act { get; init; }

    public string? TargetId { get; init; }

    public string? ClientId { get; init; }

    /// <summary>A result, or <see cref="Refused"/> for every one that is not <c>allowed</c>.</summary>
    public string? Result { get; init; }

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Before { get; init; }

    /// <summary>Older than the entry of this number: how a list goes on.</summary>
    public long? Older { get; init; }

    /// <summary>Newer than the entry of this number, oldest first: how a list is followed.</summary>
    public long? Newer { get; init; }

    public int Count { get; init; } = 50;

    public const string Refused = "refused";
}

/// <summary>One entry that was found. <paramref name="Address"/> is null where it was erased; <paramref name="Typed"/> where nothing was typed.</summary>
public sealed record AuditHit(long Number, string Node, long Sequence, AuditEntry Entry, string? Address, string? Typed)
{
    /// <summary>The name or address that the act was about: what something was called before, who was invited. What somebody typed who tried to sign in is not for others.</summary>
    public string? Named => Entry.Act.StartsWith(AuditAct.SignInPrefix, StringComparison.Ordinal) || Entry.ActorId is null && Entry.Act != AuditAct.InvitationSent ? null : Typed;
}

/// <summary>A page of what was found, newest first (oldest first where a list is followed), and whether there is more.</summary>
public sealed record AuditHits(ImmutableArray<AuditHit> Items, bool HasMore);
