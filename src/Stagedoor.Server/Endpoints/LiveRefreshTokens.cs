using Stagedoor.Server.Clients;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints;

/// <summary>Which refresh tokens a refresh would still take, RFC 7662 §2.2: asked without spending them, and by one rule wherever it is asked.</summary>
internal sealed class LiveRefreshTokens(IRefreshTokenStore families, IClientStore clients, IPersonStore people, TimeProvider time)
{
    public async ValueTask<RefreshTokenFamily?> FindAsync(RefreshTokenHandle handle, CancellationToken cancellation)
    {
        if (await families.FindAsync(handle.FamilyId, cancellation) is not { RevokedAt: null } family) return null;
        var now = time.GetUtcNow();
        if (family.ExpiresAt <= now || family.AbsoluteExpiresAt <= now || family.ClientId != handle.ClientId || family.CurrentHash != OneTimeValue.RefreshToken.Hash(handle.Handle)) return null;
        if (await clients.FindAsync(family.ClientId, cancellation) is not { DisabledAt: null } client || client.Epoch != family.ClientEpoch) return null;
        return await people.FindAsync(family.PersonId, cancellation) is { DisabledAt: null } person && person.Epoch == family.PersonEpoch ? family : null;
    }
}
