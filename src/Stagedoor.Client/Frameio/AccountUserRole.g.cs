// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using System.Text.Json;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>A user of an account, and the role.</summary>
public sealed record AccountUserRole
{
    /// <summary>Account User Role.</summary>
    public AccountRole? Role { get; init; }

    /// <summary>The user.</summary>
    public User User { get; init; } = new();

    /// <summary>What the answer held besides.</summary>
    public UnknownMembers More { get; init; } = UnknownMembers.None;

    internal static AccountUserRole Read(ref Utf8JsonReader reader)
    {
        AccountRole? role = null;
        User user = new();
        var more = UnknownMembers.None;
        JsonIn.Open(ref reader);
        while (JsonIn.Next(ref reader))
        {
            if (JsonIn.Is(ref reader, "role"u8)) role = AccountRole.ReadOrNull(ref reader);
            else if (JsonIn.Is(ref reader, "user"u8)) user = JsonIn.OrNull(ref reader, User.Read) ?? new();
            else more = JsonIn.Keep(ref reader, more);
        }

        return new()
        {
            Role = role,
            User = user,
            More = more,
        };
    }
}
