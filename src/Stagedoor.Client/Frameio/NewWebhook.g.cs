// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A webhook to be made.</summary>
public sealed record NewWebhook
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>events</c> of the contract.</summary>
    public required IReadOnlyList<WebhookEventType> Events { get; init; }

    /// <summary>URL where <c>event</c> is sent.</summary>
    public required string Url { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Member("events", Events, static (writer, item) => writer.WriteStringValue(item.ToString()));
        writer.Member("url", Url);
        writer.WriteEndObject();
    }
}
