using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Groups;

/// <summary><c>groups.update</c>.</summary>
internal static class UpdateGroup
{
    public static readonly Operation Operation = new("groups.update", HttpMethods.Patch, "/accounts/{account_id}/groups/{group_id}", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.ManageGroups) is { } forbidden) return forbidden;
        if (call.Id("group_id") is not { } id || await call.Get<IGroupStore>().FindAsync(call.AccountId, id, cancellation) is not { } known) return ApiError.NotFound;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out var refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var (name, emoji) = (data?.Text("name", least: 1, most: CreateGroup.Longest), data?.Text("emoji", least: 1, most: CreateGroup.Longest));
        if (body.Refusal is { } wrong) return wrong;
        var group = name is null && emoji is null ? known : await call.Get<IGroupStore>().UpdateAsync(call.AccountId, id, name, emoji, call.Records(ActivityKind.GroupUpdated, id, name ?? known.Name), cancellation);
        if (group is null) return ApiError.NotFound;
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [group.Creator], cancellation);
        return ApiBody.Data(StatusCodes.Status200OK, writer => group.Write(writer, users));
    }
}
