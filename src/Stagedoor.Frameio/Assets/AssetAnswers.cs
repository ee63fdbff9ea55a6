using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Assets;

/// <summary>What the operations of folders, files and version stacks share: finding an asset of their type, and answering with one or with a page of them.</summary>
internal static class AssetAnswers
{
    /// <summary>The asset that the path names, when it is of the type and the caller may do this with it.</summary>
    public static async ValueTask<Outcome<Place>> MayAsync(Call call, Act act, string idName, string type, CancellationToken cancellation)
    {
        if ((await call.MayAsync(act, idName, cancellation)).Failed(out var refusal, out var place)) return refusal;
        return place.Asset!.Type == type ? place : ApiError.NotFound;
    }

    public static async ValueTask<IAnswer> ShowAsync(Call call, string idName, string type, IReadOnlyList<string> includes, CancellationToken cancellation)
    {
        if ((await MayAsync(call, Act.SeeAsset, idName, type, cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (call.Include(includes).Failed(out refusal, out var include)) return refusal;
        if (await call.Get<IAssetStore>().FindAsync(place.Asset!.Id, cancellation) is not { } asset) return ApiError.NotFound;
        return Data(StatusCodes.Status200OK, asset, await AssetView.LoadAsync(call, include, [asset], cancellation));
    }

    public static async ValueTask<IAnswer> ListAsync(Call call, Place parent, IReadOnlyCollection<string> types, PageQuery query, CancellationToken cancellation)
    {
        var page = await call.Get<IAssetStore>().ListAsync(parent.Asset!, types, query, cancellation);
        var view = await AssetView.LoadAsync(call, query.Include, page.Items, cancellation);
        return call.List(query, page, (writer, asset) => AssetJson.Write(writer, asset, view));
    }

    /// <summary>The asset without includes, or what stood in the way.</summary>
    public static IAnswer Changed(Call call, TreeChange change, int status = StatusCodes.Status200OK) =>
        change.Asset is { } asset ? Data(status, asset, AssetView.Plain(call)) : Refusal(change.Problem!.Value);

    public static IAnswer Data(int status, Asset asset, AssetView view) => ApiBody.Data(status, writer => AssetJson.WriteMembers(writer, asset, view));

    public static ApiError Refusal(TreeProblem problem) => problem switch
    {
        TreeProblem.Gone => ApiError.NotFound,
        TreeProblem.Cycle => ApiError.Invalid("/data/parent_id", "A folder cannot stand below itself"),
        TreeProblem.TooDeep => ApiError.Invalid("/data/parent_id", $"Folders stand at most {IAssetStore.Deepest} deep"),
        TreeProblem.TooMany => ApiError.OutOfRange($"At most {IAssetStore.MostCopied} assets, and 64 MB of comments, can be copied at once: copy the folders in it"),
        _ => ApiError.Invalid("/data/parent_id", "It cannot stand there: files go into folders and version stacks, folders and version stacks into folders, and a root folder nowhere"),
    };
}
