// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>Who the token acts as: a person or a service account user.</summary>
public sealed record Profile
{
    /// <summary>User ID.</summary>
    public FrameioId Id { get; init; }

    /// <summary>User name.</summary>
    public string Name { get; init; } = "";

    /// <summary>User avatar image url.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>User email.</summary>
    public string Email { get; init; } = "";

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static Profile Read(ref Utf8JsonReader reader)
    {
        FrameioId id = default;
        string name = "";
        string? avatarUrl = null;
        string email = "";
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "id"u8)) id = JsonIn.Id(ref reader);
            else if (JsonIn.Is(ref reader, "name"u8)) name = JsonIn.Text(ref reader);
            else if (JsonIn.Is(ref reader, "avatar_url"u8)) avatarUrl = JsonIn.TextOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "email"u8)) email = JsonIn.Text(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Id = id,
            Name = name,
            AvatarUrl = avatarUrl,
            Email = email,
            More = more,
        };
    }
}
