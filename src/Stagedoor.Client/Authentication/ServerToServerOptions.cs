using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Client.Authentication;

/// <summary>A credential with a secret of its own, acting as its service account user.</summary>
public sealed class ServerToServerOptions : ConfidentialOptions
{
    private static readonly string[] Frameio = [Scope.OpenId, Scope.AdobeId, Scope.FrameServerToServer];

    /// <summary>The organization, <c>…@AdobeOrg</c>, where one credential serves several.</summary>
    public string? OrganizationId { get; set; }

    internal override IReadOnlyList<string> UsualScopes => Frameio;

    private protected override IEnumerable<string> OwnProblems() => SecretProblems().Concat(Scopes.Contains(Scope.OfflineAccess) ? ["offline_access belongs to credentials that people sign in with; server-to-server gets no refresh token."] : []);
}
