using System.Text.Json.Serialization;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit.Index;

namespace Stagedoor.Server.Management.Audit;

/// <summary>An id, and the name that it has now where the organization may know it.</summary>
public sealed record NamedAnswer
{
    public required string Id { get; init; }
    public required string? Name { get; init; }

    /// <summary>person, service_account, credential or product_profile; null where it is not known.</summary>
    public required string? Kind { get; init; }

    public static NamedAnswer? Of(string? id, AuditName? name) => id is null ? null : new()
    {
        Id = id,
        Name = name?.Name,
        Kind = name?.Kind switch { AuditNameKind.Person => "person", AuditNameKind.ServiceAccount => "service_account", AuditNameKind.Credential => "credential", AuditNameKind.ProductProfile => "product_profile", _ => null },
    };
}

/// <summary>One entry of the audit.</summary>
public sealed record AuditEntryAnswer
{
    public required DateTimeOffset At { get; init; }
    public required string Act { get; init; }

    /// <summary>allowed, or why not.</summary>
    public required string Result { get; init; }
    public required NamedAnswer? Actor { get; init; }

    /// <summary>For whom, where the actor acted for somebody.</summary>
    public required NamedAnswer? For { get; init; }
    public required NamedAnswer? Credential { get; init; }
    public required NamedAnswer? Target { get; init; }
    public required string? Detail { get; init; }

    /// <summary>The name or address that it was about, where one was recorded and not erased.</summary>
    public required string? Named { get; init; }

    /// <summary>From where, where it was not erased.</summary>
    public required string? Address { get; init; }

    /// <summary>How many equal refusals it sums up.</summary>
    public required int Count { get; init; }
    public required string? RequestId { get; init; }

    /// <summary>Whose chain holds it, and its number there.</summary>
    public required string Node { get; init; }
    public required long Sequence { get; init; }

    public static AuditEntryAnswer Of(AuditLine line)
    {
        var entry = line.Hit.Entry;
        return new()
        {
            At = entry.At,
            Act = entry.Act,
            Result = entry.Result,
            Actor = NamedAnswer.Of(entry.ActorId, line.Actor),
            For = NamedAnswer.Of(entry.OnBehalfOfId, line.OnBehalfOf),
            Credential = NamedAnswer.Of(entry.ClientId, line.Credential),
            Target = NamedAnswer.Of(entry.TargetId, line.Target),
            Detail = entry.Detail,
            Named = line.Hit.Named,
            Address = line.Hit.Address,
            Count = entry.Count,
            RequestId = entry.RequestId,
            Node = line.Hit.Node,
            Sequence = line.Hit.Sequence,
        };
    }
}

public sealed record AuditList
{
    public required IReadOnlyList<AuditEntryAnswer> Items { get; init; }

    /// <summary>What <c>after</c> takes for the next, older page; null on the last.</summary>
    public required string? Next { get; init; }

    /// <summary>What <c>following</c> takes to ask for what came after this answer.</summary>
    public required string Following { get; init; }

    /// <summary>How old the oldest entry is that cannot be found yet.</summary>
    public required double BehindSeconds { get; init; }

    public static AuditList Of(AuditPage page) => new() { Items = [.. page.Lines.Select(AuditEntryAnswer.Of)], Next = page.Next, Following = page.Follow, BehindSeconds = Math.Round(page.Lag.TotalSeconds, 3) };
}

/// <summary>How the last check of the chains stands.</summary>
public sealed record AuditCheckAnswer
{
    /// <summary>never, checking, intact or broken.</summary>
    public required string Status { get; init; }
    public required DateTimeOffset? StartedAt { get; init; }
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>How much of the chains is checked; 0 before the first check. Which entry is broken stands in the server's log, since the chains are everybody's.</summary>
    public required int Percent { get; init; }

    public static AuditCheckAnswer Of(LastCheck last) => new()
    {
        Status = last.State switch { null => "never", { EndedAt: null } => "checking", { Broken: null } => "intact", _ => "broken" },
        StartedAt = last.State?.StartedAt,
        EndedAt = last.State?.EndedAt,
        Percent = last.State?.Percent ?? 0,
    };
}

/// <summary>One line of a statistic.</summary>
public sealed record StatisticAnswer
{
    /// <summary>The credential's id, the reason, or the act; empty for all others together.</summary>
    public required string Key { get; init; }
    public required string? Name { get; init; }

    /// <summary>One number for each step.</summary>
    public required IReadOnlyList<long> Values { get; init; }

    public static IReadOnlyList<StatisticAnswer> Of(IEnumerable<StatisticLine> lines) => [.. lines.Select(line => new StatisticAnswer { Key = line.Key, Name = line.Name, Values = line.Values })];
}

public sealed record StatisticsAnswer
{
    /// <summary>hour or day.</summary>
    public required string By { get; init; }

    /// <summary>When each step begins, oldest first; the last is not over.</summary>
    public required IReadOnlyList<DateTimeOffset> Steps { get; init; }

    /// <summary>Access tokens by credential.</summary>
    public required IReadOnlyList<StatisticAnswer> Tokens { get; init; }

    /// <summary>Sign-ins, succeeded and refused.</summary>
    public required IReadOnlyList<StatisticAnswer> SignIns { get; init; }

    /// <summary>Refusals by reason.</summary>
    public required IReadOnlyList<StatisticAnswer> Refusals { get; init; }

    public static StatisticsAnswer Of(OrganizationStatistics read) => new()
    {
        By = read.Grain == AuditGrain.Hour ? "hour" : "day",
        Steps = read.Steps,
        Tokens = StatisticAnswer.Of(read.Tokens),
        SignIns = StatisticAnswer.Of(read.SignIns),
        Refusals = StatisticAnswer.Of(read.Refusals),
    };
}

/// <summary>JSON of the audit, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AuditList))]
[JsonSerializable(typeof(AuditCheckAnswer))]
[JsonSerializable(typeof(StatisticsAnswer))]
internal sealed partial class AuditJson : JsonSerializerContext;
