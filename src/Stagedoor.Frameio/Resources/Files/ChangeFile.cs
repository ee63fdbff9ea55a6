using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Files;

/// <summary><c>files.update</c>, <c>files.delete</c>, <c>files.move</c> and <c>files.copy</c>.</summary>
internal static class ChangeFile
{
    private const string Path = "/accounts/{account_id}/files/{file_id}", FileId = "file_id";

    public static readonly Operation Update = new("files.update", HttpMethods.Patch, Path, RateLimit.Usual, UpdateAsync);
    public static readonly Operation Delete = new("files.delete", HttpMethods.Delete, Path, RateLimit.Usual, DeleteAsync);
    public static readonly Operation Move = new("files.move", HttpMethods.Patch, Path + "/move", RateLimit.Usual, MoveAsync);
    public static readonly Operation Copy = new("files.copy", HttpMethods.Post, Path + "/copy", RateLimit.Usual, CopyAsync);

    private static readonly string[] Comments = ["none", "internal", "public", "all"];

    private static async ValueTask<IAnswer> UpdateAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.UpdateAsset, FileId, AssetPlace.File, cancellation)).Failed(out var refusal, out var file)) return refusal;
        return await AssetRenaming.RunAsync(call, file, ActivityKind.FileUpdated, cancellation);
    }

    private static async ValueTask<IAnswer> DeleteAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.DeleteAsset, FileId, AssetPlace.File, cancellation)).Failed(out var refusal, out var file)) return refusal;
        var id = file.Asset!.Id;
        return await call.Get<IAssetStore>().DeleteAsync(id, call.Records(ActivityKind.FileDeleted, id, file.Name, file), cancellation) ? NoContent.Answer : ApiError.NotFound;
    }

    private static async ValueTask<IAnswer> MoveAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.MoveAsset, FileId, AssetPlace.File, cancellation)).Failed(out var refusal, out var file)) return refusal;
        return await Relocation.MoveAsync(call, file, (ActivityKind.FileMoved, ActivityKind.FileVersioned), cancellation);
    }

    private static async ValueTask<IAnswer> CopyAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.CopyAsset, FileId, AssetPlace.File, cancellation)).Failed(out var refusal, out var file)) return refusal;
        if (call.ReadFlag("copy_metadata", out var metadata) is { } unreadable) return unreadable;
        var comments = call.Context.Request.Query["copy_comments"];
        if (comments.Count > 1 || (comments.Count == 1 && !Comments.Contains(comments.ToString(), StringComparer.Ordinal))) return ApiError.BadQuery($"copy_comments is one of {string.Join(", ", Comments)}");

        // No comment is internal here: the contract knows no way to make one so.
        return await Relocation.CopyAsync(call, file, new(comments.ToString() is "public" or "all", metadata), ActivityKind.FileCopied, cancellation);
    }
}
