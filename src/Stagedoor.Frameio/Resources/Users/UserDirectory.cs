using System.Text.Json;
using Stagedoor.Frameio.Door;

namespace Stagedoor.Frameio.Resources.Users;

/// <summary>Loads the users that an answer shows: all of them in one statement, however many items name them.</summary>
internal sealed class UserDirectory(IDirectory directory)
{
    public async ValueTask<UserSet> LoadAsync(Guid accountId, IEnumerable<Actor?> actors, CancellationToken cancellation)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var actor in actors)
        {
            if (actor is null) continue;
            ids.Add(actor.SubjectId);
            if (actor.ActingId is not null) ids.Add(actor.ActingId);
        }

        return new(ids.Count == 0 ? [] : await directory.FindUsersAsync(accountId, ids, cancellation));
    }
}

/// <summary>The users of one answer.</summary>
internal sealed class UserSet(IReadOnlyList<DirectoryUser> users)
{
    private readonly Dictionary<string, DirectoryUser> bySubject = users.ToDictionary(user => user.SubjectId, StringComparer.Ordinal);

    public Guid? IdOf(Actor actor) => bySubject.TryGetValue(actor.SubjectId, out var user) ? user.Id : null;

    /// <summary>A <c>User</c> as a member: the person or service account; where a service account acted for a person, the person under both names.</summary>
    public void Write(Utf8JsonWriter writer, string member, Actor actor)
    {
        writer.WriteStartObject(member);
        WriteMembers(writer, bySubject.GetValueOrDefault(actor.SubjectId), actor.ActingId is { } acting ? bySubject.GetValueOrDefault(acting) : null);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, string member, DirectoryUser user)
    {
        writer.WriteStartObject(member);
        WriteMembers(writer, user, null);
        writer.WriteEndObject();
    }

    // Someone who is gone keeps a place and no name.
    public static void WriteMembers(Utf8JsonWriter writer, DirectoryUser? user, DirectoryUser? acting = null)
    {
        if (user is null) writer.WriteNull("id");
        else writer.WriteString("id", user.Id);
        writer.WriteString("name", user is null || acting is null ? user?.Name : acting.NameFor(user));
        writer.WriteString("email", user?.Email ?? "");
        writer.WriteString("avatar_url", user?.AvatarUrl);
        writer.WriteBoolean("active", user?.Active ?? false);
        writer.WriteString("adobe_user_id", user?.SubjectId);
    }
}
