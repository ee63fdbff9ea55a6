using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.CustomActions;

/// <summary><c>actions.show</c>.</summary>
internal static class ShowCustomAction
{
    public static readonly Operation Operation = new("actions.show", HttpMethods.Get, "/accounts/{account_id}/actions/{action_id}", RateLimit.Usual, RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await CustomActionOperations.FindAsync(call, Act.SeeActions, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if (call.Include("creator").Failed(out refusal, out var include)) return refusal;
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [found.Action.Creator], cancellation);
        return ApiBody.Data(StatusCodes.Status200OK, writer => found.Action.Write(writer, users, include.Has("creator")));
    }
}
