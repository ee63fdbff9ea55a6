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

/// <summary>One thing that was done to a project or a credential of it. Names are those of now; null where the organization may not know them.</summary>
public sealed record ProjectActivityAnswer
{
    public required DateTimeOffset At { get; init; }
    public required string Act { get; init; }
    public required string? ActorId { get; init; }
    public required string? ActorName { get; init; }
    public required string? ClientId { get; init; }
    public required string? TargetId { get; init; }

    /// <summary>The name that it had until then, where it was renamed or deleted.</summary>
    public required string? Named { get; init; }
}

public sealed record ProjectActivityList
{
    public required IReadOnlyList<ProjectActivityAnswer> Items { get; init; }

    /// <summary>What <c>after</c> takes for the next page; null on the last.</summary>
    public required string? Next { get; init; }

    public static ProjectActivityList Of(ProjectActivity activity) => new() { Items = [.. activity.Lines.Select(Of)], Next = activity.Next };

    private static ProjectActivityAnswer Of(AuditLine line) => new()
    {
        At = line.Hit.Entry.At,
        Act = line.Hit.Entry.Act,
        ActorId = line.Hit.Entry.ActorId,
        ActorName = line.Actor?.Name,
        ClientId = line.Hit.Entry.ClientId,
        TargetId = line.Hit.Entry.TargetId,
        Named = line.Hit.Named,
    };
}

/// <summary>JSON of projects, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ProjectBody))]
[JsonSerializable(typeof(ProjectAnswer))]
[JsonSerializable(typeof(ProjectList))]
[JsonSerializable(typeof(ProjectActivityList))]
internal sealed partial class ProjectJson : JsonSerializerContext;
