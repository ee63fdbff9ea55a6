using System.Collections.Frozen;

namespace Stagedoor.Server.Audit.Index;

/// <summary>
/// What a person does in their own browser or with an application on their own device: from where it came is where they are. That is the business of the person's organizations, and not of the organization whose
/// application led there (docs/decisions/0027).
/// </summary>
public static class BrowserActs
{
    private static readonly FrozenSet<string> atApplication = new[]
    {
        AuditAct.ConsentAllowed, AuditAct.ConsentRefused, AuditAct.ConsentWithdrawn, AuditAct.CodeIssued, AuditAct.DeviceAllowed, AuditAct.DeviceRefused,
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> atTokens = new[] { AuditAct.TokenIssued, AuditAct.TokenRevoked, AuditAct.RefreshReused, AuditAct.CodeReplayed }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A sign-in, and what becomes of its session: told to the person's organizations only.</summary>
    public static bool IsOfPersonAlone(string act) => act.StartsWith(AuditAct.SignInPrefix, StringComparison.Ordinal) || act is AuditAct.SessionRaised or AuditAct.SignedOut;

    /// <summary>What is told to the application's organization too, but not from where.</summary>
    public static bool IsAtApplication(string act) => atApplication.Contains(act);

    /// <summary>What an application does without its server where it keeps no secret: then it runs on the person's device.</summary>
    public static bool IsAtTokens(string act) => atTokens.Contains(act);
}
