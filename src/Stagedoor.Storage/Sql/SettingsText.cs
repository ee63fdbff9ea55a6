using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stagedoor.Server.Clients;

namespace Stagedoor.Storage.Sql;

/// <summary>A credential's settings as JSON. What was parsed is remembered by its text, so that a lookup parses nothing and yet never sees an old setting.</summary>
internal static class SettingsText
{
    private const int MostRemembered = 10_000;

    private static readonly ConcurrentDictionary<string, ClientSettings> Remembered = new(StringComparer.Ordinal);

    public static string Write(ClientSettings settings) => JsonSerializer.Serialize(settings, ClientJson.Default.ClientSettings);

    public static ClientSettings Read(string text)
    {
        if (Remembered.TryGetValue(text, out var settings)) return settings;
        settings = JsonSerializer.Deserialize(text, ClientJson.Default.ClientSettings) ?? throw new InvalidOperationException("a stored credential has no settings");
        if (Remembered.Count >= MostRemembered) Remembered.Clear();
        Remembered[text] = settings;
        return settings;
    }
}

/// <summary>JSON of stored settings, without reflection.</summary>
[JsonSerializable(typeof(ClientSettings))]
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
internal sealed partial class ClientJson : JsonSerializerContext;
