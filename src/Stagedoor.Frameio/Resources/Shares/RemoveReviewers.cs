using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary><c>shares.remove_reviewers</c>: all that are named, or none when one of them is no reviewer.</summary>
internal static class RemoveReviewers
{
    public static readonly Operation Operation = new("shares.remove_reviewers", HttpMethods.Delete, "/accounts/{account_id}/shares/{share_id}/reviewers", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await ShareOperations.FindAsync(call, Act.ManageShares, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var keys = ReviewerKeys.Read(body.Nested("data", required: true));
        if (body.Refusal is { } wrong) return wrong;
        var (reviewers, unknown) = await ReviewerKeys.FindAsync(call, keys, cancellation);
        if (unknown.Count > 0) return ApiError.NotFound;
        var entry = call.Records(ActivityKind.ShareReviewersRemoved, found.Share.Id, found.Share.Name, found.Place);
        return await call.Get<IShareStore>().RemoveReviewersAsync(found.Share.Id, reviewers, entry, cancellation) ? NoContent.Answer : ApiError.NotFound;
    }
}
