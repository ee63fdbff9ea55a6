using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary><c>shares.remove_asset</c>.</summary>
internal static class RemoveShareAsset
{
    public static readonly Operation Operation = new("shares.remove_asset", HttpMethods.Delete, "/accounts/{account_id}/shares/{share_id}/assets/{asset_id}", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await ShareOperations.FindAsync(call, Act.ManageShares, cancellation)).Failed(out var refusal, out var found)) return refusal;
        var store = call.Get<IShareStore>();
        if (call.Id("asset_id") is not { } asset || !await store.RemoveAssetAsync(found.Share.Id, asset, found.Records(call, ActivityKind.ShareUpdated, ActivityKind.CollectionUpdated), cancellation)) return ApiError.NotFound;
        if (await store.FindAsync(call.AccountId, found.Share.Id, cancellation) is not { } share) return ApiError.NotFound;
        return ApiBody.Data(StatusCodes.Status200OK, writer =>
        {
            share.Write(writer, call.Now);
            writer.WriteString("asset_removed", asset);
        });
    }
}
