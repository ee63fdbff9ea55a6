namespace Stagedoor.Server.Audit.Index;

/// <summary>The steps of a statistic.</summary>
public enum AuditGrain
{
    Hour = 0,
    Day = 1,
}

/// <summary>How often something happened in an hour or a day of UTC. <paramref name="ClientId"/> is empty where no credential had a part in it.</summary>
public sealed record AuditCount(DateTimeOffset StartsAt, string Act, string Result, string ClientId, long Entries)
{
    /// <summary>Hours are kept this long; days as long as the audit.</summary>
    public static readonly TimeSpan HoursKept = TimeSpan.FromDays(8);

    public static DateTimeOffset StartOf(DateTimeOffset at, AuditGrain grain) =>
        grain == AuditGrain.Day ? new(at.UtcDateTime.Date, TimeSpan.Zero) : new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero).AddHours(at.UtcDateTime.Hour);
}
