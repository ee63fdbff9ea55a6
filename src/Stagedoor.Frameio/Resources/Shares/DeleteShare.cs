using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary><c>shares.delete</c>: the collection goes with it, the assets stay.</summary>
internal static class DeleteShare
{
    public static readonly Operation Operation = new("shares.delete", HttpMethods.Delete, "/accounts/{account_id}/shares/{share_id}", RateLimit.PerMinute(60), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await ShareOperations.FindAsync(call, Act.ManageShares, cancellation)).Failed(out var refusal, out var found)) return refusal;
        return await call.Get<IShareStore>().DeleteAsync(found.Share.Id, found.Records(call, ActivityKind.ShareDeleted, ActivityKind.CollectionDeleted), cancellation) ? NoContent.Answer : ApiError.NotFound;
    }
}
