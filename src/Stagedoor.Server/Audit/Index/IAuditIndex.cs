namespace Stagedoor.Server.Audit.Index;

/// <summary>What one turn of the projector did. <paramref name="Entries"/> were read from the chains; <paramref name="Held"/> is for how long the database's writer was busy with them.</summary>
public sealed record AuditProjection(int Entries, TimeSpan Held, bool IsElsewhere = false);

/// <summary>The port to what makes the audit searchable. It is fed behind the hot path, from the chains alone: what is lost of it is made again.</summary>
public interface IAuditIndex
{
    /// <summary>Takes up to so many entries from the chains into the index, once: of several nodes one at a time has the turn, and what it did is done whole or not at all.</summary>
    Task<AuditProjection> ProjectAsync(int most, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>How old the oldest entry is that is not in the index yet; zero when all are.</summary>
    ValueTask<TimeSpan> LagAsync(DateTimeOffset now, CancellationToken cancellation);

    ValueTask<AuditHits> SearchAsync(AuditSearch search, CancellationToken cancellation);

    /// <summary>What was done to a project and its credentials in the consoles since then, newest first; of deleted credentials, those of the last 150.</summary>
    ValueTask<AuditHits> OfProjectAsync(string organizationId, string projectId, DateTimeOffset since, long? older, int count, CancellationToken cancellation);

    /// <summary>Counts of an organization by hours or days, oldest first.</summary>
    ValueTask<IReadOnlyList<AuditCount>> CountAsync(string organizationId, AuditGrain grain, DateTimeOffset since, DateTimeOffset before, CancellationToken cancellation);

    /// <summary>
    /// Names for ids, where the organization may know them: its own service accounts and credentials, its members, and people who allowed one of its credentials. Others have none.
    /// </summary>
    ValueTask<IReadOnlyDictionary<string, AuditName>> NamesAsync(string organizationId, IEnumerable<string> ids, CancellationToken cancellation);

    /// <summary>Drops what is older, and hours that are not kept any more; the number of rows.</summary>
    Task<long> DropAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellation);
}
