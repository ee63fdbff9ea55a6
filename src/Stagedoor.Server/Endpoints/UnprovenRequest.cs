using System.Collections.Immutable;
using Stagedoor.Server.Clients;

namespace Stagedoor.Server.Endpoints;

/// <summary>Why a request cannot be answered by a redirect: nobody proved where to (RFC 6749 §4.1.2.1, RFC 9700 §4.11).</summary>
internal enum UnprovenCause
{
    ClientMissing,
    ClientUnknown,
    ClientDisabled,
    WrongDialect,
    WrongKind,
    RedirectMissing,
    RedirectMismatch,
}

/// <summary>The checks before the redirect URI is proven, in order. A refusal of theirs never redirects.</summary>
internal static class UnprovenRequest
{
    private static readonly ImmutableArray<Func<AuthorizationDraft, UnprovenCause?>> Checks =
        [ClientIsNamed, ClientIsKnown, ClientIsInService, ClientSpeaksThisDialect, KindHasPeople, RedirectUriIsSentWhereNeeded, RedirectUriIsRegistered];

    /// <summary>Null when the client is known and the redirect URI proven.</summary>
    public static UnprovenCause? Check(AuthorizationDraft draft)
    {
        foreach (var check in Checks)
        {
            if (check(draft) is { } cause) return cause;
        }

        return null;
    }

    private static UnprovenCause? ClientIsNamed(AuthorizationDraft draft) => draft.Client is null && draft.Parameters["client_id"] is null ? UnprovenCause.ClientMissing : null;

    private static UnprovenCause? ClientIsKnown(AuthorizationDraft draft) => draft.Client is null ? UnprovenCause.ClientUnknown : null;

    private static UnprovenCause? ClientIsInService(AuthorizationDraft draft) => draft.Client.DisabledAt is not null ? UnprovenCause.ClientDisabled : null;

    private static UnprovenCause? ClientSpeaksThisDialect(AuthorizationDraft draft) => draft.Client.MayUse(draft.Dialect.Name) ? null : UnprovenCause.WrongDialect;

    private static UnprovenCause? KindHasPeople(AuthorizationDraft draft) => draft.Client.Kind.HasRedirectUris ? null : UnprovenCause.WrongKind;

    // Design §3, Settled: Ims means the default one; the standard wants it said where there is a choice.
    private static UnprovenCause? RedirectUriIsSentWhereNeeded(AuthorizationDraft draft) =>
        draft.Parameters["redirect_uri"] is null && !draft.Dialect.IsLenient && ClientRedirects.MustBeSent(draft.Client) ? UnprovenCause.RedirectMissing : null;

    private static UnprovenCause? RedirectUriIsRegistered(AuthorizationDraft draft)
    {
        var sent = draft.Parameters["redirect_uri"];
        if (ClientRedirects.Resolve(draft.Client, sent) is not { } proven) return sent is null ? UnprovenCause.RedirectMissing : UnprovenCause.RedirectMismatch;
        draft.RedirectUri = proven;
        return null;
    }
}
