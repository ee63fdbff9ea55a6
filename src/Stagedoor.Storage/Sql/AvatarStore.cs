using Stagedoor.Server.Users;

namespace Stagedoor.Storage.Sql;

internal sealed class AvatarStore(Database database) : IAvatarStore
{
    private const string Find = "SELECT name, media_type, image FROM avatars WHERE name = @name";
    private const string NameOf = "SELECT name FROM avatars WHERE subject_id = @subject_id";
    private const string Set = """
        INSERT INTO avatars (subject_id, name, media_type, image, set_at) VALUES (@subject_id, @name, @media_type, @image, @now)
        ON CONFLICT (subject_id) DO UPDATE SET name = excluded.name, media_type = excluded.media_type, image = excluded.image, set_at = excluded.set_at
        """;
    private const string Remove = "DELETE FROM avatars WHERE subject_id = @subject_id";

    public ValueTask<Avatar?> FindAsync(string name, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(Find, row => new Avatar(row.Text(0), row.Text(1), row.Bytes(2)), ("name", name)), cancellation);

    public ValueTask<string?> NameOfAsync(string subjectId, CancellationToken cancellation) =>
        database.ReadAsync(link => link.FirstAsync(NameOf, row => row.Text(0), ("subject_id", subjectId)), cancellation);

    public Task SetAsync(string subjectId, Avatar avatar, DateTimeOffset now, CancellationToken cancellation) =>
        database.ChangeAsync(Set, cancellation, ("subject_id", subjectId), ("name", avatar.Name), ("media_type", avatar.MediaType), ("image", avatar.Image), ("now", now));

    public Task<bool> RemoveAsync(string subjectId, CancellationToken cancellation) => database.ChangeAsync(Remove, cancellation, ("subject_id", subjectId));
}
