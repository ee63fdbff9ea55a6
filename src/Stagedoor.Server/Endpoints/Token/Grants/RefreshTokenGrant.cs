using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints.Token.Grants;

/// <summary>
/// Refresh with rotation, RFC 6749 §6, RFC 9700 §4.14.2. Retry-safe: the same request within the credential's window, while the successor is unused, gets the same answer.
/// Any other second use kills the family (design §5).
/// </summary>
internal sealed class RefreshTokenGrant(IRefreshTokenStore families, PersonBehind people, IPersonStore addresses, HandleTokens handles, OutgoingMail mails, IAuditTrail audit) : IGrant
{
    public string GrantType => Protocol.OAuth.GrantType.RefreshToken;

    public async ValueTask<Result<GrantOutcome>> AuthorizeAsync(TokenRequest request, CancellationToken cancellation)
    {
        if (request.Parameters["refresh_token"] is not { } text) return ProtocolError.InvalidRequest("the refresh_token parameter is missing");
        if (handles.ReadRefreshToken(text) is not { } handle) return Dead("not a refresh token of ours");
        if (await families.FindAsync(handle.FamilyId, cancellation) is not { } family) return Dead("unknown family");
        if (family.ClientId != request.Client.ClientId) return Dead("another client's");
        var presented = new Presented(text, OneTimeValue.RefreshToken.Hash(handle.Handle));
        if (presented.Hash != family.CurrentHash) return await UsedBeforeAsync(request, family, presented, cancellation);
        if (WhyDead(request, family) is { } dead) return Dead(dead);
        var all = ScopeSet.FromStored(family.Scope);
        if (!request.Scopes.IsSubsetOf(all)) return ProtocolError.InvalidScope("a refresh may narrow the scope, not widen it");
        var scopes = request.Scopes.IsEmpty ? all : request.Scopes;
        var granted = family.Resources.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var resources = request.Parameters.All("resource").Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (resources.Except(granted, StringComparer.Ordinal).Any()) return ProtocolError.InvalidTarget("a resource was not granted with this refresh token");
        if (await PersonOfAsync(request, family, cancellation) is not { } person) return Dead("the person or the consent is gone");
        if (request.Parameters["audience"] is { } audience && audience != family.PassedOnTo) return ProtocolError.InvalidTarget("this audience was not granted with this refresh token");
        PassedOn? passedOn = null;
        if (family.PassedOnTo is { } other && (passedOn = await people.PassedOnAsync(other, person.Id, request.Client, scopes, cancellation)) is null) return Dead("the person took back what whoever was to act may do");
        // What was taken from the credential since is not given again.
        return Rotate(request, family, presented, person, scopes.Intersect(request.Client.Settings.ScopeSet), resources.IsEmpty ? [.. granted] : resources, passedOn);
    }

    private GrantOutcome.Granted Rotate(TokenRequest request, RefreshTokenFamily family, Presented presented, Person person, ScopeSet scopes, ImmutableArray<string> resources, PassedOn? passedOn)
    {
        var ends = request.Now.AddSeconds(request.Client.Settings.RefreshTokenSlidingLifetime);
        if (ends > family.AbsoluteExpiresAt) ends = family.AbsoluteExpiresAt;
        var next = OneTimeValue.New();
        var granted = new GrantOutcome.Granted(new Authorization
        {
            Client = request.Client,
            SubjectId = person.Id,
            SubjectEpoch = person.Epoch,
            Scopes = scopes,
            Resources = resources,
            PassedOn = passedOn,
            Sid = family.Sid.Length == 0 ? null : family.Sid,
            FamilyId = family.FamilyId,
            RefreshExpiresAt = ends,
            AuthenticatedAt = family.AuthenticatedAt,
            Acr = family.Acr,
            Amr = [.. family.Amr.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            UserinfoClaims = PersonClaims.Within(request.Client.Settings.ScopeSet, family.UserinfoClaims.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            Dialect = request.Version.Dialect.Name,
        })
        {
            Person = person,
            // OIDC Core §12.2: an ID token may come again; IMS's clients get none.
            WithIdToken = !request.Version.Dialect.IsLenient,
            RefreshToken = handles.WriteRefreshToken(family.FamilyId, next, request.Client.ClientId, request.Now, ends),
        };
        return granted with { Keep = (answer, cancellation) => KeepAsync(request, granted, presented, next, answer, cancellation) };
    }

    private async Task<Result<GrantOutcome>> KeepAsync(TokenRequest request, GrantOutcome.Granted granted, Presented presented, string next, ReadOnlyMemory<byte> answer, CancellationToken cancellation)
    {
        var (familyId, ends) = (granted.Authorization.FamilyId!, granted.Authorization.RefreshExpiresAt!.Value);
        var kept = SealedAnswers.Seal(presented.Text, Fingerprint(request), answer.Span);
        if (await families.RotateAsync(familyId, presented.Hash, OneTimeValue.RefreshToken.Hash(next), kept, ends, request.Now, cancellation)) return granted;
        // Another request with the same token won meanwhile: this one is its retry, or a theft.
        return await families.FindAsync(familyId, cancellation) is { } now ? await UsedBeforeAsync(request, now, presented, cancellation) : Dead("unknown family");
    }

    private async Task<Result<GrantOutcome>> UsedBeforeAsync(TokenRequest request, RefreshTokenFamily family, Presented presented, CancellationToken cancellation)
    {
        if (WhyDead(request, family) is { } dead) return Dead(dead);
        if (presented.Hash == family.PreviousHash && family is { SealedAnswer: { } kept, RotatedAt: { } rotatedAt }
            && request.Now - rotatedAt <= TimeSpan.FromSeconds(request.Client.Settings.RefreshRetryWindow)
            && SealedAnswers.Open(presented.Text, Fingerprint(request), kept.Span) is { } answer)
        {
            return await PersonOfAsync(request, family, cancellation) is null ? Dead("the person or the consent is gone") : new GrantOutcome.Repeated(new TokenAnswer(answer), family.PersonId, family.FamilyId);
        }

        var isFirst = await families.RevokeAsync(family.FamilyId, request.Now, cancellation);
        await audit.RecordAsync(new AuditEntry { At = request.Now, Act = AuditAct.RefreshReused, Result = ErrorCode.InvalidGrant, ActorId = family.PersonId, ClientId = request.Client.ClientId, OrganizationId = request.Client.OrganizationId, TargetId = family.FamilyId, RequestId = request.RequestId, Address = request.Address }, cancellation);
        if (isFirst) await TellAsync(request, family, cancellation);
        return Dead("used before: the family is revoked");
    }

    // Attack C1: the person learns of it, once.
    private async Task TellAsync(TokenRequest request, RefreshTokenFamily family, CancellationToken cancellation)
    {
        if (await addresses.FindAsync(family.PersonId, cancellation) is { DisabledAt: null } person)
        {
            await mails.AddAsync(person.Mail(MailKind.RefreshReused) with { About = request.Client.Name, At = request.Now, Address = request.Address });
        }
    }

    private async ValueTask<Person?> PersonOfAsync(TokenRequest request, RefreshTokenFamily family, CancellationToken cancellation) =>
        await people.FindAsync(family.PersonId, request.Client, ScopeSet.FromStored(family.Scope), sid: null, request.Now, cancellation) is { } person && person.Epoch == family.PersonEpoch ? person : null;

    private static string? WhyDead(TokenRequest request, RefreshTokenFamily family) =>
        family.RevokedAt is not null ? "revoked"
        : family.ExpiresAt <= request.Now || family.AbsoluteExpiresAt <= request.Now ? "expired"
        : family.ClientEpoch != request.Client.Epoch ? "the credential was revoked since"
        : null;

    // Client, path and every parameter that shapes the answer: only the same request gets the same answer.
    private static string Fingerprint(TokenRequest request) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        request.Parameters.Pairs.Where(pair => pair.Key is "scope" or "resource" or "audience").Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal)
            .Prepend(request.Version.Path).Prepend(request.Client.ClientId)))));

    private static ProtocolError Dead(string because) => ProtocolError.InvalidGrant("the refresh token is not valid any more: sign in again").WithReason(because);

    private sealed record Presented(string Text, string Hash)
    {
        public override string ToString() => "(redacted)";
    }
}
