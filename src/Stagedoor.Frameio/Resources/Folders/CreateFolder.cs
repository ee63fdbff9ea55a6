using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Folders;

/// <summary><c>folders.create</c>. The contract asks for no name.</summary>
internal static class CreateFolder
{
    public static readonly Operation Operation = new("folders.create", HttpMethods.Post, "/accounts/{account_id}/folders/{folder_id}/folders", RateLimit.PerSecond(3), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.CreateAsset, "folder_id", AssetPlace.Folder, cancellation)).Failed(out var refusal, out var parent)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var name = body.Nested("data", required: true)?.AssetName("name") ?? AssetName.OfNewFolder;
        if (body.Refusal is { } wrong) return wrong;
        var now = call.Now;
        var folder = new Asset
        {
            Id = RandomIds.Uuid(),
            AccountId = call.AccountId,
            ProjectId = parent.ProjectId!.Value,
            ParentId = parent.Asset!.Id,
            Type = AssetPlace.Folder,
            Name = name,
            Creator = call.Caller.Actor,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return AssetAnswers.Changed(call, await call.Get<IAssetStore>().AddFolderAsync(folder, call.Records(ActivityKind.FolderCreated, folder.Id, name, parent), cancellation), StatusCodes.Status201Created);
    }
}
