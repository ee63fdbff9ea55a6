using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

internal static class ShareOperations
{
    public static readonly Operation[] All =
    [
        ListShares.Operation, CreateShare.Operation, ShowShare.Operation, UpdateShare.Operation, DeleteShare.Operation,
        AddShareAsset.Operation, RemoveShareAsset.Operation, ListReviewers.Operation, AddReviewers.Operation, RemoveReviewers.Operation,
    ];

    /// <summary>The share that the path names, for whom may do this in its project.</summary>
    public static async ValueTask<Outcome<Found>> FindAsync(Call call, Act act, CancellationToken cancellation)
    {
        if (call.Id("share_id") is not { } id || await call.Get<IShareStore>().FindAsync(call.AccountId, id, cancellation) is not { } share) return ApiError.NotFound;
        return (await call.MayAsync(act, share.ProjectId, cancellation)).Failed(out var refusal, out var place) ? refusal : new Found(share, place);
    }

    public sealed record Found(Share Share, Place Place)
    {
        /// <summary>What is recorded of the share, and of its collection with it.</summary>
        public IReadOnlyList<ActivityEntry> Records(Call call, ActivityKind ofShare, ActivityKind ofCollection, string? name = null) =>
            [call.Records(ofShare, Share.Id, name ?? Share.Name, Place), call.Records(ofCollection, Share.CollectionId, name ?? Share.Name, Place)];
    }
}
