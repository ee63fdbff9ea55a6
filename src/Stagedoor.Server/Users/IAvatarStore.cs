namespace Stagedoor.Server.Users;

/// <summary>A picture as it is kept and served. <paramref name="Name"/> is in its address: random, and new with every picture, so that browsers may keep one for good.</summary>
public sealed record Avatar(string Name, string MediaType, ReadOnlyMemory<byte> Image)
{
    /// <summary>Where it is served, below the issuer.</summary>
    public static string PathOf(string name) => "/avatars/" + name;
}

/// <summary>The port to pictures of people and service account users: at most one each.</summary>
public interface IAvatarStore
{
    ValueTask<Avatar?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>The name of somebody's picture; null without one.</summary>
    ValueTask<string?> NameOfAsync(string subjectId, CancellationToken cancellation);

    /// <summary>Sets or replaces somebody's picture.</summary>
    Task SetAsync(string subjectId, Avatar avatar, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>False when there was none.</summary>
    Task<bool> RemoveAsync(string subjectId, CancellationToken cancellation);
}
