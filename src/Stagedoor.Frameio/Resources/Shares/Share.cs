using System.Text.Json;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary>Assets of a project that are shown to others: to whoever has the link, or to its reviewers. Its collection is made with it.</summary>
public sealed record Share
{
    public const string Public = "public", Secure = "secure";

    public static IReadOnlyList<string> Accesses { get; } = [Public, Secure];

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required Guid ProjectId { get; init; }

    public required Guid CollectionId { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary><see cref="Public"/> or <see cref="Secure"/>.</summary>
    public required string Access { get; init; }

    public required bool Downloading { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public Secret? Passphrase { get; init; }

    public DateTimeOffset? LastViewedAt { get; init; }

    public required Actor Creator { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The contract's <c>Share</c>, its members only. There is no page that shows a share, and so no short address of it.</summary>
    internal void Write(Utf8JsonWriter writer, DateTimeOffset now)
    {
        writer.WriteString("id", Id);
        writer.WriteString("name", Name);
        writer.WriteString("description", Description);
        writer.WriteString("collection_id", CollectionId);
        writer.WriteNull("short_url");
        writer.WriteString("access", Access);
        writer.WriteBoolean("enabled", ExpiresAt is null || ExpiresAt > now);
        writer.WriteBoolean("commenting_enabled", true);
        writer.WriteBoolean("downloading_enabled", Downloading);
        writer.WriteString("expiration", ExpiresAt is { } expires ? ApiBody.Time(expires) : null);
        writer.WriteString("passphrase", Passphrase?.Reveal());
        writer.WriteString("last_viewed_at", LastViewedAt is { } viewed ? ApiBody.Time(viewed) : null);
        writer.WriteString("created_at", ApiBody.Time(CreatedAt));
        writer.WriteString("updated_at", ApiBody.Time(UpdatedAt));
    }
}

/// <summary>What is to be set; a member that is not given stays, and one that is given as null is taken away.</summary>
public sealed record ShareChange
{
    public string? Access { get; init; }

    public bool? Downloading { get; init; }

    public (bool Given, string? Value) Name { get; init; }

    public (bool Given, string? Value) Description { get; init; }

    public (bool Given, DateTimeOffset? Value) Expires { get; init; }

    public (bool Given, Secret? Value) Passphrase { get; init; }
}

/// <summary>One who may see a secure share: a user of the account, or an address of somebody who is not known here.</summary>
public sealed record Reviewer(DirectoryUser? User, string Email);
