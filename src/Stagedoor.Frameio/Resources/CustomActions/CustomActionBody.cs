using Stagedoor.Egress;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.CustomActions;

/// <summary>What creation and change read alike.</summary>
internal static class CustomActionBody
{
    private const int Longest = 255, LongestUrl = 2000, LeastTimeout = 5, MostTimeout = 10;

    public static CustomActionChange Read(Fields data, EgressPolicy policy, bool isNew) => new(
        data.Text("name", required: isNew, least: 1, most: Longest),
        data.Text("description", required: isNew, least: 1, most: Longest),
        data.Text("event", required: isNew, least: 1, most: Longest),
        Url(data, policy, isNew),
        data.Flag("multi_asset"),
        data.Number("timeout", least: LeastTimeout, most: MostTimeout),
        isNew ? null : data.Flag("active"));

    private static string? Url(Fields data, EgressPolicy policy, bool required)
    {
        if (data.Text("url", required, least: 1, most: LongestUrl) is not { } url) return null;
        if (Destination.Read(url, policy).Problem is not { } problem) return url;
        data.Refuse("url", $"The address {problem}");
        return null;
    }
}
