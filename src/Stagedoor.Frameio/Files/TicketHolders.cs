using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Files;

/// <summary>Whether those for whom an address was made may still do what it was made for: who was disabled, removed or lost the right loses the addresses too.</summary>
internal sealed class TicketHolders(Access access)
{
    /// <summary>Whether they are members of the account.</summary>
    public async ValueTask<bool> AreInAsync(Actor holder, Guid accountId, CancellationToken cancellation) => await StandingAsync(holder, accountId, cancellation) is not null;

    public ValueTask<bool> MaySeeAsync(Actor holder, Guid accountId, Guid assetId, CancellationToken cancellation) => MayAsync(holder, accountId, Act.SeeAsset, assetId, cancellation);

    /// <summary>Whether they may still fill that file, which is not deleted.</summary>
    public ValueTask<bool> MayFillAsync(Actor holder, Guid accountId, Guid assetId, CancellationToken cancellation) => MayAsync(holder, accountId, Act.CreateAsset, assetId, cancellation);

    private async ValueTask<bool> MayAsync(Actor holder, Guid accountId, Act act, Guid assetId, CancellationToken cancellation) =>
        await StandingAsync(holder, accountId, cancellation) is { } standing && !(await access.AtAsync(holder, standing, act, assetId, cancellation)).Failed(out _, out _);

    private async ValueTask<AccountStanding?> StandingAsync(Actor holder, Guid accountId, CancellationToken cancellation)
    {
        var standing = await access.StandingAsync(holder, accountId.ToString(), cancellation);
        return Access.Refusal(standing) is null ? standing : null;
    }
}
