using System.Text.Json;
using Stagedoor.Cli.Terminal;

namespace Stagedoor.Cli.Management;

/// <summary>JSON of the management API: columns of it for people, all of it for programs.</summary>
internal static class Items
{
    public static Listing<JsonElement> Listing(string[] headings, Func<JsonElement, string?[]> cells) => new(
        headings,
        cells,
        static (writer, item) =>
        {
            foreach (var member in item.EnumerateObject()) member.WriteTo(writer);
        });

    /// <summary>A member as text; null where it is not there.</summary>
    public static string? Text(this JsonElement item, string name) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>A time to the minute, of UTC.</summary>
    public static string? Moment(this JsonElement item, string name) => item.Text(name) is { } text && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at)
        ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture)
        : null;
}
