using Stagedoor.Frameio.Door;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server;
using Stagedoor.Server.Consents;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Host.Identity;

/// <summary>Shows the API the identity service's verifier.</summary>
public sealed class BearerTokens(AccessTokenVerifier verifier, IConsentUses uses, IServiceAccountUses activities, StagedoorOptions options, TimeProvider time) : IBearerTokens
{
    public string Audience => options.FrameioAudience;

    public async ValueTask<(BearerState State, Bearer? Bearer)> VerifyAsync(string token, CancellationToken cancellation)
    {
        if ((await verifier.VerifyAsync(token, cancellation)).Failed(out var refusal, out var verified)) return (refusal.Cause == RefusalCause.Unavailable ? BearerState.Unavailable : BearerState.Refused, null);
        Note(verified);
        return (BearerState.Live, new(verified.SubjectId, verified.ActorId, verified.GrantId, verified.ClientId, verified.IsServiceAccount, verified.Scopes.Items, verified.Audiences));
    }

    // Who acts for a person acts too.
    private void Note(VerifiedToken verified)
    {
        var now = time.GetUtcNow();
        if (verified.IsServiceAccount) activities.Note(verified.SubjectId, now);
        else uses.Note(verified.SubjectId, verified.ClientId, now);
        if (verified.ActorId is { } actor && actor != verified.SubjectId && ServiceAccount.IsIdOf(actor)) activities.Note(actor, now);
    }
}
