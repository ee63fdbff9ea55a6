using Stagedoor.Frameio.Permissions;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary>What may be put into a share: assets of its project that the caller sees, but for the root folder of all.</summary>
internal static class ShareAssets
{
    public static async ValueTask<bool> AreInAsync(Call call, Place project, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0) return true;
        var places = await call.Get<Access>().AtManyAsync(call.Caller.Actor, call.Account, Act.SeeAsset, ids, cancellation);
        return ids.All(id => places.TryGetValue(id, out var place) && place.ProjectId == project.ProjectId && place.Asset is { IsRoot: false });
    }
}
