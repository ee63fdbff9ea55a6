// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What to change of a webhook; what is not set stays.</summary>
public sealed record WebhookUpdate
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Webhook active status.</summary>
    public bool? Active { get; init; }

    /// <summary><c>events</c> of the contract.</summary>
    public IReadOnlyList<WebhookEventType>? Events { get; init; }

    /// <summary>URL where <c>event</c> is sent.</summary>
    public string? Url { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Member("active", Active);
        writer.Member("events", Events, static (writer, item) => writer.WriteStringValue(item.ToString()));
        writer.Member("url", Url);
        writer.WriteEndObject();
    }
}
