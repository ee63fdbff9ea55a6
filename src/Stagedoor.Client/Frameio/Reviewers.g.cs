// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>People who review, by their ids or e-mail addresses.</summary>
public sealed record Reviewers
{
    /// <summary>Adobe User IDs.</summary>
    public IReadOnlyList<string>? AdobeUserIds { get; init; }

    /// <summary>Email Addresses.</summary>
    public IReadOnlyList<string>? Emails { get; init; }

    /// <summary>User IDs.</summary>
    public IReadOnlyList<FrameioId>? UserIds { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("adobe_user_ids", AdobeUserIds, static (writer, item) => writer.WriteStringValue(item));
        writer.Member("emails", Emails, static (writer, item) => writer.WriteStringValue(item));
        writer.Member("user_ids", UserIds, static (writer, item) => writer.WriteStringValue(item.ToString()));
        writer.WriteEndObject();
    }
}
