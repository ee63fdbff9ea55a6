using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.VersionStacks;

/// <summary><c>version_stacks.create</c>: two to ten files of one folder, the oldest first, become one. Its name is the newest one's.</summary>
internal static class CreateVersionStack
{
    public static readonly Operation Operation = new("version_stacks.create", HttpMethods.Post, "/accounts/{account_id}/folders/{folder_id}/version_stacks", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.CreateAsset, "folder_id", AssetPlace.Folder, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var ids = data?.ManyIds("file_ids", required: true, least: 2, most: 10);
        if (ids is not null && ids.Distinct().Count() < ids.Count) data!.Refuse("file_ids", "Array items must be unique");
        if (body.Refusal is { } wrong) return wrong;
        var now = call.Now;
        var stack = new Asset
        {
            Id = RandomIds.Uuid(),
            AccountId = call.AccountId,
            ProjectId = folder.ProjectId!.Value,
            ParentId = folder.Asset!.Id,
            Type = AssetPlace.VersionStack,
            Name = "",
            Creator = call.Caller.Actor,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var change = await call.Get<IAssetStore>().StackAsync(stack, ids!, call.Records(ActivityKind.VersionStackCreated, stack.Id, null, folder), cancellation);
        if (change.Problem == TreeProblem.NotThere) return ApiError.Invalid("/data/file_ids", "Every file must stand in the folder of the path");
        return change.Asset is { } made
            ? AssetAnswers.Data(StatusCodes.Status201Created, made, await AssetView.LoadAsync(call, IncludeSet.None, [made], cancellation))
            : AssetAnswers.Refusal(change.Problem!.Value);
    }
}
