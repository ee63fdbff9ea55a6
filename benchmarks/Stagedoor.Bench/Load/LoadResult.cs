using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stagedoor.Bench.Load;

/// <summary>What one round of load saw. Latencies in milliseconds, from the sending of a request; not corrected for requests that waited to be sent.</summary>
internal sealed record LoadResult(long Answered, long Bad, double Seconds, double P50, double P90, double P99, double Max, long Connect, long Read, long Write, long Timeout, string Sample)
{
    [JsonIgnore]
    public double PerSecond => Seconds > 0 ? Answered / Seconds : 0;

    /// <summary>Microseconds of processor time that the server spent for each answer; null where it was not looked at.</summary>
    public double? Processor { get; init; }

    public static LoadResult Parse(string json) => JsonSerializer.Deserialize<LoadResult>(json, JsonSerializerOptions.Web) ?? throw new InvalidOperationException("the load's result is empty");

    /// <summary>Why the round does not count; null when it does.</summary>
    public string? Fault() => Answered == 0 ? "nothing was answered"
        : Bad > 0 ? $"{Bad} of {Answered} answers were wrong, the first: {Sample}"
        : Connect + Read + Write + Timeout > 0 ? $"errors of the connection: {Connect} at connecting, {Read} reading, {Write} writing, {Timeout} timed out"
        : null;
}
