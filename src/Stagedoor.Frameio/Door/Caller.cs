namespace Stagedoor.Frameio.Door;

/// <summary>Whoever came through the door: a live token with the scopes, made for this API, of a user who exists.</summary>
public sealed record Caller(Bearer Bearer, DirectoryUser User)
{
    /// <summary>As which this caller's writes are recorded.</summary>
    public Actor Actor { get; } = new(User.SubjectId, Bearer.ActorId == User.SubjectId ? null : Bearer.ActorId);
}
