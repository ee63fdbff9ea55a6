using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Folders;

/// <summary><c>folders.show</c>, <c>folders.update</c>, <c>folders.delete</c>, <c>folders.move</c> and <c>folders.copy</c>. A project's root folder has the project's fate and no other.</summary>
internal static class ChangeFolder
{
    private const string Path = "/accounts/{account_id}/folders/{folder_id}", FolderId = "folder_id";

    public static readonly Operation Show = new("folders.show", HttpMethods.Get, Path, RateLimit.Usual, static (call, cancellation) => AssetAnswers.ShowAsync(call, FolderId, AssetPlace.Folder, AssetInclude.OfFolders, cancellation));
    public static readonly Operation Update = new("folders.update", HttpMethods.Patch, Path, RateLimit.PerMinute(10), UpdateAsync);
    public static readonly Operation Delete = new("folders.delete", HttpMethods.Delete, Path, RateLimit.PerMinute(60), DeleteAsync);
    public static readonly Operation Move = new("folders.move", HttpMethods.Patch, Path + "/move", RateLimit.PerMinute(10), MoveAsync);
    public static readonly Operation Copy = new("folders.copy", HttpMethods.Post, Path + "/copy", RateLimit.PerMinute(10), CopyAsync);

    private static readonly ApiError OfProject = ApiError.OutOfRange("A root folder is part of its project: change or delete that");

    private static async ValueTask<IAnswer> UpdateAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.UpdateAsset, FolderId, AssetPlace.Folder, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        return await AssetRenaming.RunAsync(call, folder, ActivityKind.FolderUpdated, cancellation);
    }

    private static async ValueTask<IAnswer> DeleteAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.DeleteAsset, FolderId, AssetPlace.Folder, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        if (folder.Asset!.IsRoot) return OfProject;
        if (await call.Get<Access>().BelowAsync(call.Caller.Actor, call.Account, Act.DeleteAsset, folder, cancellation) is { } forbidden) return forbidden;
        return await call.Get<IAssetStore>().DeleteAsync(folder.Asset.Id, call.Records(ActivityKind.FolderDeleted, folder.Asset.Id, folder.Name, folder), cancellation) ? NoContent.Answer : ApiError.NotFound;
    }

    private static async ValueTask<IAnswer> MoveAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.MoveAsset, FolderId, AssetPlace.Folder, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        if (await call.Get<Access>().BelowAsync(call.Caller.Actor, call.Account, Act.MoveAsset, folder, cancellation) is { } forbidden) return forbidden;
        return await Relocation.MoveAsync(call, folder, (ActivityKind.FolderMoved, ActivityKind.FolderMoved), cancellation);
    }

    private static async ValueTask<IAnswer> CopyAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.CopyAsset, FolderId, AssetPlace.Folder, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        if (call.ReadFlag("copy_metadata", out var metadata) is { } unreadable) return unreadable;
        return await Relocation.CopyAsync(call, folder, new(Comments: false, metadata), ActivityKind.FolderCopied, cancellation);
    }
}
