using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
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
        settings = Parse(text);
        if (Remembered.Count >= MostRemembered) Remembered.Clear();
        Remembered[text] = settings;
        return settings;
    }

    // Generated code gives a member that the text lacks the default of its type, not of the record: so what an earlier version wrote is laid over the record's defaults.
    private static ClientSettings Parse(string text)
    {
        var whole = JsonNode.Parse(Write(new ClientSettings()))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(text)!.AsObject()) whole[name] = value?.DeepClone();
        return whole.Deserialize(ClientJson.Default.ClientSettings)!;
    }
}

/// <summary>JSON of stored settings, without reflection.</summary>
[JsonSerializable(typeof(ClientSettings))]
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, UseStringEnumConverter = true)]
internal sealed partial class ClientJson : JsonSerializerContext;
