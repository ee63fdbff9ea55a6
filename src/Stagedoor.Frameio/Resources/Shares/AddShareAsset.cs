using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary><c>shares.add_asset</c>: what is in it already stays in it.</summary>
internal static class AddShareAsset
{
    public static readonly Operation Operation = new("shares.add_asset", HttpMethods.Post, "/accounts/{account_id}/shares/{share_id}/assets", RateLimit.PerMinute(10), RunAsync);

    private const int Most = 1000;

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await ShareOperations.FindAsync(call, Act.ManageShares, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var asset = body.Nested("data", required: true)?.Id("asset_id", required: true);
        if (body.Refusal is { } wrong) return wrong;
        if (!await ShareAssets.AreInAsync(call, found.Place, [asset!.Value], cancellation)) return ApiError.Invalid("/data/asset_id", "The asset is not in the share's project");
        var store = call.Get<IShareStore>();
        if (!await store.AddAssetAsync(found.Share.Id, asset.Value, Most, found.Records(call, ActivityKind.ShareUpdated, ActivityKind.CollectionUpdated), cancellation)) return ApiError.Conflict(string.Create(CultureInfo.InvariantCulture, $"A share has at most {Most} assets"));
        if (await store.FindAsync(call.AccountId, found.Share.Id, cancellation) is not { } share) return ApiError.NotFound;
        return ApiBody.Data(StatusCodes.Status200OK, writer =>
        {
            share.Write(writer, call.Now);
            writer.WriteString("asset_added", asset.Value);
        });
    }
}
