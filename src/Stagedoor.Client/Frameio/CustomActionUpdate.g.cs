// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What to change of a custom action; what is not set stays.</summary>
public sealed record CustomActionUpdate
{
    /// <summary>Action name.</summary>
    public string? Name { get; init; }

    /// <summary>Active Status.</summary>
    public bool? Active { get; init; }

    /// <summary>Action description.</summary>
    public string? Description { get; init; }

    /// <summary>Event name sent to <c>url</c>.</summary>
    public string? Event { get; init; }

    /// <summary>Manages action trigger on multiple assets.</summary>
    public bool? MultiAsset { get; init; }

    /// <summary>Timeout for the action requests in seconds.</summary>
    public long? Timeout { get; init; }

    /// <summary>URL where <c>event</c> is sent.</summary>
    public string? Url { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name);
        writer.Member("active", Active);
        writer.Member("description", Description);
        writer.Member("event", Event);
        writer.Member("multi_asset", MultiAsset);
        writer.Member("timeout", Timeout);
        writer.Member("url", Url);
        writer.WriteEndObject();
    }
}
