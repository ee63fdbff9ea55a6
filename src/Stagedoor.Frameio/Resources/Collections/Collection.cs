using System.Text.Json;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Collections;

/// <summary>A set of a project's assets. The contract has no operation that makes one: a share does.</summary>
#pragma warning disable CA1711 // The contract's word.
public sealed record Collection
#pragma warning restore CA1711
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid ProjectId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public required Actor Creator { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The contract's <c>Collection</c>, its members only.</summary>
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("id", Id);
        writer.WriteString("name", Name);
        writer.WriteString("description", Description);
        writer.WriteString("project_id", ProjectId);
        writer.WriteNull("root_folder_id");
        writer.WriteBoolean("auto_generated", true);
        writer.WriteBoolean("private", false);
        writer.WriteString("aggregation_mode", "static");
        writer.WriteString("created_at", ApiBody.Time(CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(UpdatedAt));
    }
}
