using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Assets;

/// <summary>The change of a name: all that can be changed of a folder or a file. A body without one changes nothing.</summary>
internal static class AssetRenaming
{
    public static async ValueTask<IAnswer> RunAsync(Call call, Place place, ActivityKind kind, CancellationToken cancellation)
    {
        if ((await call.ReadBodyAsync(cancellation)).Failed(out var refusal, out var body)) return refusal;
        var name = body.Nested("data", required: true)?.AssetName("name");
        if (body.Refusal is { } wrong) return wrong;
        if (place.Asset!.IsRoot && name is not null) return ApiError.OutOfRange("A root folder has no name of its own: change the project's");
        var (store, id) = (call.Get<IAssetStore>(), place.Asset.Id);
        if (name is not null) return AssetAnswers.Changed(call, await store.RenameAsync(id, name, call.Records(kind, id, name, place), cancellation));
        return await store.FindAsync(id, cancellation) is { } asset ? AssetAnswers.Data(StatusCodes.Status200OK, asset, AssetView.Plain(call)) : ApiError.NotFound;
    }
}
