namespace Stagedoor.Client.Authentication;

/// <summary>Who signed in, and what was granted.</summary>
/// <param name="Subject">The issuer's id of the person; null where it gives none.</param>
/// <param name="Scopes">What was granted.</param>
public sealed record SignedIn(string? Subject, IReadOnlyList<string> Scopes);

/// <summary>What the issuer tells of a person, OIDC Core §5.1; which of it, the granted scopes decide.</summary>
/// <param name="Subject">The issuer's id of the person.</param>
public sealed record UserInfo(string Subject)
{
    /// <summary>The full name.</summary>
    public string? Name { get; init; }

    /// <summary>The first name.</summary>
    public string? GivenName { get; init; }

    /// <summary>The last name.</summary>
    public string? FamilyName { get; init; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Whether the issuer has seen that the address is the person's.</summary>
    public bool EmailVerified { get; init; }

    /// <summary>Two letters.</summary>
    public string? Country { get; init; }
}
