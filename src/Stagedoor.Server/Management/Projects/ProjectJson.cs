using System.Text.Json.Serialization;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management.Projects;

/// <summary>What is said of a project that is to be, or is to be renamed.</summary>
public sealed record ProjectBody
{
    /// <summary>1 to 100 characters.</summary>
    public required string Name { get; init; }
}

public sealed record ProjectAnswer : VersionedAnswer
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Apis { get; init; }

    /// <summary>How many credentials it has.</summary>
    public required int Credentials { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string? CreatedBy { get; init; }

    public static ProjectAnswer Of(ProjectCard card) => new()
    {
        Id = card.Project.Id,
        Name = card.Project.Name,
        Apis = card.Project.Apis,
        Credentials = card.Credentials,
        CreatedAt = card.Project.CreatedAt,
        CreatedBy = card.CreatedBy,
        Version = card.Version,
    };
}

public sealed record ProjectList
{
    public required IReadOnlyList<ProjectAnswer> Items { get; init; }

    /// <summary>What <c>after</c> takes for the next page; null on the last.</summary>
    public required string? Next { get; init; }

    public static ProjectList Of(Listed<ProjectCard> listed) => new() { Items = [.. listed.Items.Select(ProjectAnswer.Of)], Next = listed.Next };
}

/// <summary>JSON of projects, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ProjectBody))]
[JsonSerializable(typeof(ProjectAnswer))]
[JsonSerializable(typeof(ProjectList))]
internal sealed partial class ProjectJson : JsonSerializerContext;
