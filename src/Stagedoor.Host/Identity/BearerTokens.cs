using Stagedoor.Frameio.Door;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Host.Identity;

/// <summary>Shows the API the identity service's verifier.</summary>
public sealed class BearerTokens(AccessTokenVerifier verifier, IConsentUses uses, StagedoorOptions options, TimeProvider time) : IBearerTokens
{
    public string Audience => options.FrameioAudience;

    public async ValueTask<(BearerState State, Bearer? Bearer)> VerifyAsync(string token, CancellationToken cancellation)
    {
        if ((await verifier.VerifyAsync(token, cancellation)).Failed(out var refusal, out var verified)) return (refusal.Cause == RefusalCause.Unavailable ? BearerState.Unavailable : BearerState.Refused, null);
        if (!verified.IsServiceAccount) uses.Note(verified.SubjectId, verified.ClientId, time.GetUtcNow());
        return (BearerState.Live, new(verified.SubjectId, verified.ActorId, verified.ClientId, verified.IsServiceAccount, verified.Scopes.Items, verified.Audiences));
    }
}
