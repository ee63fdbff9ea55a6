namespace Stagedoor.Frameio.Door;

/// <summary>Whoever came through the door: a live token with the scopes, made for this API, of a user who exists, and of the service account that acts for them if one does.</summary>
public sealed record Caller(Bearer Bearer, DirectoryUser User, DirectoryUser? Acting = null)
{
    /// <summary>The name that the caller is shown with: where a service account acts for a person, both.</summary>
    public string Name => Acting is null ? User.Name : Acting.NameFor(User);

    /// <summary>As which this caller's writes are recorded.</summary>
    public Actor Actor { get; } = new(User.SubjectId, Acting?.SubjectId) { GrantId = Acting is null ? null : Bearer.GrantId };
}
