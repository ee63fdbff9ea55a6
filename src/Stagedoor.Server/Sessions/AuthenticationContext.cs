using System.Collections.Immutable;

namespace Stagedoor.Server.Sessions;

/// <summary>The authentication context classes, OIDC Core §2 <c>acr</c>: how sure a session is of its person.</summary>
public static class AuthenticationContext
{
    /// <summary>One factor: a password, or a password on a device that is remembered.</summary>
    public const string One = "1";

    /// <summary>Two factors: a password and something else, or a passkey that verified its owner.</summary>
    public const string Two = "2";

    public static readonly ImmutableArray<string> All = [One, Two];
}
