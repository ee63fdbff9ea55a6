// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What to change of a share; what is not set stays.</summary>
public sealed record ShareUpdate
{
    /// <summary>Share Name (must include at least one non-whitespace character and no line breaks).</summary>
    public Change<string?> Name { get; init; }

    /// <summary><c>access</c> of the contract.</summary>
    public ShareAccess? Access { get; init; }

    /// <summary>Share description - NOTE: Requires feature custom_branded_shares.</summary>
    public Change<string?> Description { get; init; }

    /// <summary>Whether downloading is enabled on the share.</summary>
    public bool? DownloadingEnabled { get; init; }

    /// <summary>Expiration timestamp.</summary>
    public Change<DateTimeOffset?> Expiration { get; init; }

    /// <summary>Passphrase to access share, if passphrase is required and not given it will be generated.</summary>
    public Change<string?> Passphrase { get; init; }

    /// <summary>What it is, without what it holds: that opens something.</summary>
    public override string ToString() => nameof(ShareUpdate);

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Member("name", Name, static (writer, name, value) => writer.Member(name, value));
        writer.Member("access", Access?.ToString());
        writer.Member("description", Description, static (writer, name, value) => writer.Member(name, value));
        writer.Member("downloading_enabled", DownloadingEnabled);
        writer.Member("expiration", Expiration, static (writer, name, value) => writer.Member(name, value));
        writer.Member("passphrase", Passphrase, static (writer, name, value) => writer.Member(name, value));
        writer.WriteEndObject();
    }
}
