// Made from the contract by tools/Stagedoor.Client.Generator: change the shapes there, not this file.
#nullable enable
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <summary>What answers shall include.</summary>
[Flags]
public enum AuditLogIncludes
{
    /// <summary>Nothing more than usual.</summary>
    None = 0,

    /// <summary><c>user</c>.</summary>
    User = 1 << 0,
}

internal static class AuditLogIncludesText
{
    public static string? Text(this AuditLogIncludes flags) => ApiQuery.Joined([flags.HasFlag(AuditLogIncludes.User) ? "user" : null]);
}
