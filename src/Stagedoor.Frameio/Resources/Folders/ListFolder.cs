using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Folders;

/// <summary><c>folders.index</c>, what stands in a folder, and <c>folders.list</c>, the folders of it.</summary>
internal static class ListFolder
{
    public static readonly Operation Children = new("folders.index", HttpMethods.Get, "/accounts/{account_id}/folders/{folder_id}/children", RateLimit.Usual, ChildrenAsync);
    public static readonly Operation Folders = new("folders.list", HttpMethods.Get, "/accounts/{account_id}/folders/{folder_id}/folders", RateLimit.PerSecond(5), FoldersAsync);

    private const string Type = "type";

    private static readonly string[] Types = [AssetPlace.File, AssetPlace.Folder, AssetPlace.VersionStack];

    private static readonly ListShape OfChildren = new() { LargestSize = ListShape.LargestOfAssets, Includes = AssetInclude.OfFiles, Filters = [Type] };

    private static readonly ListShape OfFolders = new() { LargestSize = ListShape.LargestOfAssets, Includes = AssetInclude.OfFolders };

    private static async ValueTask<IAnswer> ChildrenAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.SeeAsset, "folder_id", AssetPlace.Folder, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        if (call.ReadPage(OfChildren).Failed(out refusal, out var query)) return refusal;
        var types = query.Filters.TryGetValue(Type, out var given) ? [.. given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)] : Types;
        if (types.Length == 0 || !types.All(type => Types.Contains(type, StringComparer.Ordinal))) return ApiError.OutOfRange($"type is one or more of {string.Join(", ", Types)}, separated by commas");
        return await AssetAnswers.ListAsync(call, folder, types, query, cancellation);
    }

    private static async ValueTask<IAnswer> FoldersAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.SeeAsset, "folder_id", AssetPlace.Folder, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        return call.ReadPage(OfFolders).Failed(out refusal, out var query) ? refusal : await AssetAnswers.ListAsync(call, folder, [AssetPlace.Folder], query, cancellation);
    }
}
