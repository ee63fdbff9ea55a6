// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A share to be made.</summary>
public sealed record NewShare
{
    /// <summary>Share Name (must include at least one non-whitespace character and no line breaks).</summary>
    public required string Name { get; init; }

    /// <summary><c>access</c> of the contract.</summary>
    public required ShareAccess Access { get; init; }

    /// <summary>Asset IDs (File, folder, and/or version stack IDs).</summary>
    public IReadOnlyList<FrameioId>? AssetIds { get; init; }

    /// <summary>Share description - NOTE: Requires feature custom_branded_shares.</summary>
    public string? Description { get; init; }

    /// <summary>Whether downloading is enabled on the share.</summary>
    public bool? DownloadingEnabled { get; init; }

    /// <summary>Expiration timestamp.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Passphrase to access share, if passphrase is required and not given it will be generated.</summary>
    public string? Passphrase { get; init; }

    /// <summary>What it is, without what it holds: that opens something.</summary>
    public override string ToString() => nameof(NewShare);

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "asset");
        writer.Member("name", Name);
        writer.Member("access", Access.ToString());
        writer.Member("asset_ids", AssetIds, static (writer, item) => writer.WriteStringValue(item.ToString()));
        writer.Member("description", Description);
        writer.Member("downloading_enabled", DownloadingEnabled);
        writer.Member("expiration", Expiration);
        writer.Member("passphrase", Passphrase);
        writer.WriteEndObject();
    }
}
