using System.Text.Json.Serialization;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management.Integrations;

/// <summary>Which applications people may allow.</summary>
public sealed record IntegrationsBody
{
    /// <summary>all, listed or none.</summary>
    public required string Policy { get; init; }
}

/// <summary>The application that is to be listed.</summary>
public sealed record AllowBody
{
    public required string ClientId { get; init; }
}

public sealed record IntegrationsAnswer : VersionedAnswer
{
    /// <summary>all, listed or none.</summary>
    public required string Policy { get; init; }

    public static IntegrationsAnswer Of(Administration.Integrations found) => new() { Policy = AppIntegrations.Word(found.Policy), Version = found.Version };
}

/// <summary>An application that is listed, or asked for.</summary>
public sealed record IntegrationAnswer
{
    public required string ClientId { get; init; }
    public required string Name { get; init; }

    /// <summary>As it says of itself.</summary>
    public required string Publisher { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When it was listed; null where it is not.</summary>
    public required DateTimeOffset? AllowedAt { get; init; }

    /// <summary>How many people wait for it.</summary>
    public required int Asking { get; init; }
    public required DateTimeOffset? AskedAt { get; init; }

    public static IntegrationAnswer Of(IntegrationCard card) => new() { ClientId = card.ClientId, Name = card.Name, Publisher = card.Publisher, Scopes = card.Scopes, AllowedAt = card.AllowedAt, Asking = card.Asking, AskedAt = card.AskedAt };
}

public sealed record IntegrationAnswers
{
    public required IReadOnlyList<IntegrationAnswer> Items { get; init; }

    /// <summary>What <c>after</c> takes for the next page; null on the last.</summary>
    public required string? Next { get; init; }

    public static IntegrationAnswers Of(Listed<IntegrationCard> listed) => new() { Items = [.. listed.Items.Select(IntegrationAnswer.Of)], Next = listed.Next };
}

/// <summary>JSON of app integrations, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(IntegrationsBody))]
[JsonSerializable(typeof(AllowBody))]
[JsonSerializable(typeof(IntegrationsAnswer))]
[JsonSerializable(typeof(IntegrationAnswer))]
[JsonSerializable(typeof(IntegrationAnswers))]
internal sealed partial class IntegrationJson : JsonSerializerContext;
