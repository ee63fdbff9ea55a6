// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>The role that was given.</summary>
public sealed record GivenRole
{
    /// <summary>The role.</summary>
    public PlaceRole? Role { get; init; }

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static GivenRole Read(ref Utf8JsonReader reader)
    {
        PlaceRole? role = null;
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "role"u8)) role = PlaceRole.ReadOrNull(ref reader);
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Role = role,
            More = more,
        };
    }
}
