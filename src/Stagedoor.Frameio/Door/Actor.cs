namespace Stagedoor.Frameio.Door;

/// <summary>Who does something: a person or service account, and, where a service account acts for a person, that one too (design §6). Both are recorded on every write.</summary>
public sealed record Actor(string SubjectId, string? ActingId = null);
