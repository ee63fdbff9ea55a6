using System.Text.Json.Serialization;
using Stagedoor.Server.Administration.Seeding;

namespace Stagedoor.Server.Management.Seeds;

/// <summary>One entry of a seed, and what comes of it.</summary>
public sealed record SeedEntryAnswer
{
    /// <summary>Where it stands in the seed.</summary>
    public required string At { get; init; }

    /// <summary>organization, person, product_profile, project, credential, service_account or workspace.</summary>
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public required string? Id { get; init; }

    /// <summary>In a plan create, in an answer created; else there, changed, revoked, gone (each stays as it is) or refused.</summary>
    public required string Outcome { get; init; }

    /// <summary>What of it is otherwise than the seed says, and stays so.</summary>
    public required IReadOnlyList<string> Differs { get; init; }

    /// <summary>Why it is refused, as a code that never changes.</summary>
    public required string? Code { get; init; }

    /// <summary>Why, or what there is to know, as a sentence.</summary>
    public required string? Why { get; init; }

    public static IReadOnlyList<SeedEntryAnswer> Of(SeedReport report, string made) =>
    [
        .. report.Entries.Select(entry => new SeedEntryAnswer
        {
            At = entry.At,
            Kind = entry.Kind,
            Name = entry.Name,
            Id = entry.Id,
            Outcome = entry.Outcome switch
            {
                SeedOutcome.New => made,
                SeedOutcome.Changed => "changed",
                SeedOutcome.Revoked => "revoked",
                SeedOutcome.Gone => "gone",
                SeedOutcome.Refused => "refused",
                _ => "there",
            },
            Differs = entry.Differs,
            Code = entry.Code,
            Why = entry.Why,
        }),
    ];
}

/// <summary>What a seed would do.</summary>
public sealed record SeedPlanAnswer
{
    public required IReadOnlyList<SeedEntryAnswer> Entries { get; init; }

    /// <summary>How many things would be made.</summary>
    public required int Creates { get; init; }
    public required int Refused { get; init; }

    public static SeedPlanAnswer Of(SeedReport report) => new() { Entries = SeedEntryAnswer.Of(report, "create"), Creates = report.Count(SeedOutcome.New), Refused = report.Count(SeedOutcome.Refused) };
}

/// <summary>A secret that a seed left to be made.</summary>
public sealed record SeededSecretAnswer
{
    /// <summary>The client id.</summary>
    public required string Credential { get; init; }
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Shown this once; null where the request is repeated.</summary>
    public required string? Value { get; init; }
}

/// <summary>What a seed did.</summary>
public sealed record SeedAnswer : ShownOnceAnswer
{
    public required IReadOnlyList<SeedEntryAnswer> Entries { get; init; }

    /// <summary>How many things were made.</summary>
    public required int Created { get; init; }
    public required int Refused { get; init; }

    /// <summary>The secrets that were made, with their values.</summary>
    public required IReadOnlyList<SeededSecretAnswer> Secrets { get; init; }

    /// <summary>Why there are no values.</summary>
    public string? Note { get; init; }

    public override ShownOnceAnswer WithoutSecret() => Secrets.Count == 0 ? this : this with
    {
        Secrets = [.. Secrets.Select(secret => secret with { Value = null })],
        Note = "The values were in the first answer to this Idempotency-Key, and are kept nowhere. Where they were lost, delete these secrets and add others.",
    };

    public static SeedAnswer Of(SeedReport report) => new()
    {
        Entries = SeedEntryAnswer.Of(report, "created"),
        Created = report.Count(SeedOutcome.New),
        Refused = report.Count(SeedOutcome.Refused),
        Secrets = [.. report.Secrets.Select(secret => new SeededSecretAnswer { Credential = secret.ClientId, Id = secret.Id, Name = secret.Name, Value = secret.Value.Reveal() })],
    };
}

/// <summary>JSON of what came of a seed, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SeedPlanAnswer))]
[JsonSerializable(typeof(SeedAnswer))]
internal sealed partial class SeedOperationsJson : JsonSerializerContext;
