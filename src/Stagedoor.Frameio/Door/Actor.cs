namespace Stagedoor.Frameio.Door;

/// <summary>Who does something: a person or service account, and, where a service account acts for a person, that one too (design §6). Both are recorded on every write.</summary>
public sealed record Actor(string SubjectId, string? ActingId = null)
{
    /// <summary>By which yes of the person the service account acts: it ends with its withdrawal, and another yes is another one. Not known of what was done long ago.</summary>
    public string? GrantId { get; init; }
}
