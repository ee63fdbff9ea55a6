using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Stagedoor.Client;

/// <summary>Where this library tells what it does: names for OpenTelemetry's <c>AddSource</c> and <c>AddMeter</c>. Nothing that it tells opens anything.</summary>
public static class FrameioDiagnostics
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Stagedoor.Client";

    internal static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Requests = Meter.CreateHistogram<double>("stagedoor.client.token.duration", "s", "How long requests to the issuer took.");

    private static readonly Counter<long> Repeated = Meter.CreateCounter<long>("stagedoor.client.api.repeated", "{request}", "API requests that were repeated with a renewed token after a 401.");

    internal static void Asked(string grantType, string outcome, long started) =>
        Requests.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new("grant_type", grantType), new KeyValuePair<string, object?>("outcome", outcome));

    internal static void RepeatedRequest() => Repeated.Add(1);
}
