using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Groups;

/// <summary><c>groups.show</c>.</summary>
internal static class ShowGroup
{
    public static readonly Operation Operation = new("groups.show", HttpMethods.Get, "/accounts/{account_id}/groups/{group_id}", RateLimit.Usual, RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.SeeGroups) is { } forbidden) return forbidden;
        if (call.Id("group_id") is not { } id || await call.Get<IGroupStore>().FindAsync(call.AccountId, id, cancellation) is not { } group) return ApiError.NotFound;
        if (call.Include("creator").Failed(out var refusal, out var include)) return refusal;
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [group.Creator], cancellation);
        return ApiBody.Data(StatusCodes.Status200OK, writer => group.Write(writer, users, include.Has("creator")));
    }
}
