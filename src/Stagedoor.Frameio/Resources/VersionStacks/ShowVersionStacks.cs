using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.VersionStacks;

/// <summary><c>version_stacks.list</c>, <c>version_stacks.show</c> and <c>version_stacks.index</c>: the versions of one, the oldest first.</summary>
internal static class ShowVersionStacks
{
    private const string StackId = "version_stack_id";

    public static readonly Operation List = new("version_stacks.list", HttpMethods.Get, "/accounts/{account_id}/folders/{folder_id}/version_stacks", RateLimit.PerSecond(5), ListAsync);
    public static readonly Operation Show = new("version_stacks.show", HttpMethods.Get, "/accounts/{account_id}/version_stacks/{version_stack_id}", RateLimit.Usual, static (call, cancellation) => AssetAnswers.ShowAsync(call, StackId, AssetPlace.VersionStack, AssetInclude.OfFiles, cancellation));
    public static readonly Operation Children = new("version_stacks.index", HttpMethods.Get, "/accounts/{account_id}/version_stacks/{version_stack_id}/children", RateLimit.Usual, ChildrenAsync);

    private static readonly ListShape OfStacks = new() { LargestSize = ListShape.LargestOfAssets, Includes = AssetInclude.OfFiles };

    private static readonly ListShape OfVersions = new() { Includes = AssetInclude.OfFiles };

    private static async ValueTask<IAnswer> ListAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.SeeAsset, "folder_id", AssetPlace.Folder, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        return call.ReadPage(OfStacks).Failed(out refusal, out var query) ? refusal : await AssetAnswers.ListAsync(call, folder, [AssetPlace.VersionStack], query, cancellation);
    }

    private static async ValueTask<IAnswer> ChildrenAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.SeeAsset, StackId, AssetPlace.VersionStack, cancellation)).Failed(out var refusal, out var stack)) return refusal;
        return call.ReadPage(OfVersions).Failed(out refusal, out var query) ? refusal : await AssetAnswers.ListAsync(call, stack, [AssetPlace.File], query, cancellation);
    }
}
