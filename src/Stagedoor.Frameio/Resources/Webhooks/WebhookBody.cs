using Stagedoor.Egress;
using Stagedoor.Frameio.Deliveries;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Webhooks;

/// <summary>What creation and change read alike.</summary>
internal static class WebhookBody
{
    private const int LongestName = 255, LongestUrl = 2000;

    public static string? Name(Fields data, bool required) => data.Text("name", required, least: 1, most: LongestName);

    /// <summary>An address that this process would send to: what is wrong with it is said now rather than at the first delivery.</summary>
    public static string? Url(Fields data, EgressPolicy policy, bool required)
    {
        if (data.Text("url", required, least: 1, most: LongestUrl) is not { } url) return null;
        if (Destination.Read(url, policy).Problem is not { } problem) return url;
        data.Refuse("url", $"The address {problem}");
        return null;
    }

    public static IReadOnlyList<string>? Events(Fields data, bool required)
    {
        if (data.Texts("events", required, least: 1, most: 1000, longest: 100) is not { } events) return null;
        foreach (var name in events)
        {
            if (!WebhookEvents.All.Contains(name, StringComparer.Ordinal)) data.Refuse("events", $"Invalid value for enum: {name}");
        }

        if (events.Distinct(StringComparer.Ordinal).Count() != events.Count) data.Refuse("events", "Array items must be unique");
        return events;
    }
}
