using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.VersionStacks;

/// <summary><c>version_stacks.move</c> and <c>version_stacks.copy</c>: with all versions, in their order.</summary>
internal static class ChangeVersionStack
{
    private const string Path = "/accounts/{account_id}/version_stacks/{version_stack_id}", StackId = "version_stack_id";

    public static readonly Operation Move = new("version_stacks.move", HttpMethods.Patch, Path + "/move", RateLimit.PerMinute(10), MoveAsync);
    public static readonly Operation Copy = new("version_stacks.copy", HttpMethods.Post, Path + "/copy", RateLimit.PerMinute(10), CopyAsync);

    private static async ValueTask<IAnswer> MoveAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.MoveAsset, StackId, AssetPlace.VersionStack, cancellation)).Failed(out var refusal, out var stack)) return refusal;
        return await Relocation.MoveAsync(call, stack, (ActivityKind.VersionStackMoved, ActivityKind.VersionStackMoved), cancellation);
    }

    private static async ValueTask<IAnswer> CopyAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.CopyAsset, StackId, AssetPlace.VersionStack, cancellation)).Failed(out var refusal, out var stack)) return refusal;
        if (call.ReadFlag("copy_metadata", out var metadata) is { } unreadable) return unreadable;
        return await Relocation.CopyAsync(call, stack, new(Comments: false, metadata), ActivityKind.VersionStackCopied, cancellation);
    }
}
