using System.Collections.Immutable;
using Stagedoor.Server.Authorizations;

namespace Stagedoor.Server.Sessions;

/// <summary>The authentication context classes, OIDC Core §2 <c>acr</c>: how sure a session is of its person, and what a request asks for.</summary>
public static class AuthenticationContext
{
    /// <summary>One factor: a password, or a password on a device that is remembered.</summary>
    public const string One = "1";

    /// <summary>Two factors: a password and something else, or a passkey that verified its owner.</summary>
    public const string Two = "2";

    public static readonly ImmutableArray<string> All = [One, Two];

    /// <summary>Whether the request wants more than one factor: by an essential <c>acr</c> that nothing less satisfies (OIDC Core §5.5.1.1), or by the class that it names first.</summary>
    public static bool WantsTwo(AuthorizationRequest request) =>
        request.EssentialAcr.IsDefaultOrEmpty ? (request.AcrValues ?? "").Split(' ').FirstOrDefault(All.Contains) == Two : request.EssentialAcr.Contains(Two) && !request.EssentialAcr.Contains(One);

    /// <summary>Whether the request must not be answered with less than it wants.</summary>
    public static bool IsEssential(AuthorizationRequest request) => !request.EssentialAcr.IsDefaultOrEmpty;

    /// <summary>Whether any class that we know would satisfy the request.</summary>
    public static bool CanBeMet(AuthorizationRequest request) => !IsEssential(request) || request.EssentialAcr.Any(All.Contains);

    /// <summary>What the answer says: the session's class, or a lower one that is true as well and that the request insists on. Null when none does.</summary>
    public static string? Answer(AuthorizationRequest request, Session session)
    {
        if (!IsEssential(request) || request.EssentialAcr.Contains(session.Acr)) return session.Acr;
        return session.Acr == Two && request.EssentialAcr.Contains(One) ? One : null;
    }
}
