// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A person or a service account user.</summary>
public sealed record User
{
    /// <summary>User ID - can be null for invited users with no frame account.</summary>
    public FrameioId? Id { get; init; }

    /// <summary>User name.</summary>
    public string? Name { get; init; }

    /// <summary>User active status.</summary>
    public bool? Active { get; init; }

    /// <summary>Adobe user ID.</summary>
    public string? AdobeUserId { get; init; }

    /// <summary>User avatar image url.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>User email.</summary>
    public string Email { get; init; } = "";

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static User Read(ref Utf8JsonReader reader)
    {
        FrameioId? id = null;
        string? name = null;
        bool? active = null;
        string? adobeUserId = null;
        string? avatarUrl = null;
        string email = "";
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.IdOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "active"u8)) active = JsonIn.FlagOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "adobe_user_id"u8)) adobeUserId = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "avatar_url"u8)) avatarUrl = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "email"u8)) email = JsonIn.Text(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            Active = active,
            AdobeUserId = adobeUserId,
            AvatarUrl = avatarUrl,
            Email = email,
            More = more,
        };
    }
}
