using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Assets;

/// <summary>Moves and copies: what is asked of the place that is left, of the one that is gone to, and of the body that names it.</summary>
internal static class Relocation
{
    private const string ParentId = "parent_id";

    /// <param name="call">The call.</param>
    /// <param name="place">What is moved; that the caller may is proven.</param>
    /// <param name="kinds">How a move into a folder is recorded, and one into a version stack.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async ValueTask<IAnswer> MoveAsync(Call call, Place place, (ActivityKind IntoFolder, ActivityKind IntoStack) kinds, CancellationToken cancellation)
    {
        if ((await call.ReadBodyAsync(cancellation)).Failed(out var refusal, out var body)) return refusal;
        var parentId = body.Nested("data", required: true)?.Id(ParentId);
        if (body.Refusal is { } wrong) return wrong;
        var (store, id) = (call.Get<IAssetStore>(), place.Asset!.Id);

        // The contract lets a move name no place: then it moves nowhere.
        if (parentId is null) return await store.FindAsync(id, cancellation) is { } stays ? AssetAnswers.Data(StatusCodes.Status200OK, stays, AssetView.Plain(call)) : ApiError.NotFound;
        if ((await call.MayAsync(Act.CreateAsset, parentId.Value, cancellation)).Failed(out refusal, out var parent)) return refusal;
        if (place.Asset.IsRoot) return AssetAnswers.Refusal(TreeProblem.NotThere);
        var kind = parent.Asset!.Type == AssetPlace.VersionStack ? kinds.IntoStack : kinds.IntoFolder;
        return AssetAnswers.Changed(call, await store.MoveAsync(id, parentId.Value, call.Records(kind, id, place.Name, parent), cancellation));
    }

    public static async ValueTask<IAnswer> CopyAsync(Call call, Place place, CopyOptions options, ActivityKind kind, CancellationToken cancellation)
    {
        Guid? parentId = null;
        if (call.Context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false)
        {
            if ((await call.ReadBodyAsync(cancellation)).Failed(out var unreadable, out var body)) return unreadable;
            parentId = body.Nested("data")?.Id(ParentId);
            if (body.Refusal is { } wrong) return wrong;
        }

        if ((await ParentAsync(call, place, parentId, cancellation)).Failed(out var refusal, out var parent)) return refusal;
        var entry = call.Records(kind, RandomIds.Uuid(), place.Name, parent);
        return AssetAnswers.Changed(call, await call.Get<IAssetStore>().CopyAsync(place.Asset!.Id, parent.Asset!.Id, options, entry, cancellation));
    }

    // Beside itself without a word; what stands in a version stack, beside that.
    private static async ValueTask<Outcome<Place>> ParentAsync(Call call, Place place, Guid? parentId, CancellationToken cancellation)
    {
        if ((parentId ?? place.Asset!.ParentId) is not { } id) return ApiError.Invalid("/data/parent_id", "A root folder has no folder above it: name one");
        if ((await call.MayAsync(Act.CreateAsset, id, cancellation)).Failed(out var refusal, out var parent)) return refusal;
        if (parentId is null && parent.Asset is { Type: AssetPlace.VersionStack, ParentId: { } above }) return await call.MayAsync(Act.CreateAsset, above, cancellation);
        return parent;
    }
}
