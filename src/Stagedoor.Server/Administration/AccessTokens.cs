using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Administration;

/// <summary>An access token that was generated for a credential; its text is shown this once.</summary>
public sealed record GeneratedToken(AccessToken Token, ScopeSet Scopes, string SubjectId, CredentialCard Credential);

/// <summary>
/// Access tokens that somebody generates in the console for a server-to-server credential, to try something by hand: no secret is needed, since it is the act of that person, and is audited as theirs. Who may not
/// have a secret of the credential may have no token of it either.
/// </summary>
public sealed class AccessTokens(Credentials credentials, MachineAuthorizations machines, AccessTokenIssuer issuer, ActRecord record, TimeProvider time)
{
    /// <summary>No longer, whatever the credential's own tokens live: what is copied by hand lies about.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    public async Task<Outcome<GeneratedToken>> GenerateAsync(Administrator administrator, string id, CancellationToken cancellation)
    {
        if ((await credentials.OpenAsync(administrator, Act.GenerateToken, id, cancellation)).Failed(out var refused, out var card)) return refused;
        var client = card.Client;
        if (!client.MayUse(GrantType.ClientCredentials)) return Objection.Conflict("no_generated_tokens", $"A {client.Kind.Title} credential acts as the person who signs in: its tokens come of a sign-in.");
        if (client.DisabledAt is not null) return Objection.Conflict("revoked", "The credential is revoked: restore it first.");
        var isSystemAdministrator = administrator.Has(Standing.SystemAdministrator);
        if (client.ManagementAllowedAt is not null && !isSystemAdministrator) return Objection.Forbidden("manages_by_token", "This credential manages the organization: ask a system administrator to generate a token for it.");

        // Nobody makes themselves a system administrator by a token that they got before the credential was let manage.
        var scopes = client.Settings.ScopeSet;
        if (!isSystemAdministrator) scopes = ScopeSet.Of([.. scopes.Items.Where(scope => !ApplicationKind.IsOfManagement(scope))]);
        var dialect = client.MayUse(Dialects.Standard) ? Dialects.Standard : Dialects.Ims;
        if ((await machines.OfAsync(client, scopes, [], dialect, cancellation)).Failed(out _, out var authorization)) return Objection.Conflict("service_account_disabled", "Its service account user is switched off: enable it first.");
        var token = issuer.Issue(authorization with { NotAfter = time.GetUtcNow() + Life });
        await record.OfAsync(administrator, AuditAct.TokenGenerated, token.Jti, authorization.SubjectId, clientId: id);
        return new GeneratedToken(token, scopes, authorization.SubjectId, card);
    }
}
