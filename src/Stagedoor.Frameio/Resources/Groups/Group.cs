using System.Text.Json;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Groups;

/// <summary>A group of an account's users. The contract has no operation that puts anybody in.</summary>
public sealed record Group
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string Name { get; init; }

    public required string Emoji { get; init; }

    public required Actor Creator { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The contract's <c>GroupCommon</c>, its members only. Every group is our own: none comes from Adobe or Workfront.</summary>
    internal void Write(Utf8JsonWriter writer, UserSet users, bool withCreator = false)
    {
        writer.WriteString("id", Id);
        writer.WriteString("name", Name);
        writer.WriteString("emoji", Emoji);
        writer.WriteNumber("member_count", 0);
        writer.WriteString("source", "frame");
        if (users.IdOf(Creator) is { } creator) writer.WriteString("creator_id", creator);
        else writer.WriteNull("creator_id");
        writer.WriteString("created_at", ApiBody.Time(CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(UpdatedAt));
        if (withCreator) users.Write(writer, "creator", Creator);
    }
}
