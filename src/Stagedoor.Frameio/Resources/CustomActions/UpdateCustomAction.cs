using Microsoft.AspNetCore.Http;
using Stagedoor.Egress;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.CustomActions;

/// <summary><c>actions.update</c>.</summary>
internal static class UpdateCustomAction
{
    public static readonly Operation Operation = new("actions.update", HttpMethods.Patch, "/accounts/{account_id}/actions/{action_id}", RateLimit.PerMinute(10), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await CustomActionOperations.FindAsync(call, Act.ManageActions, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var change = body.Nested("data", required: true) is { } data ? CustomActionBody.Read(data, call.Get<EgressPolicy>(), isNew: false) : null;
        if (body.Refusal is { } wrong) return wrong;
        var action = found.Action;
        if (!change!.IsEmpty)
        {
            var entry = call.Records(ActivityKind.ActionUpdated, action.Id, change.Name ?? action.Name, found.Place);
            if (await call.Get<ICustomActionStore>().UpdateAsync(action.Id, change, entry, cancellation) is not { } changed) return ApiError.NotFound;
            action = changed;
        }

        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [action.Creator], cancellation);
        return ApiBody.Data(StatusCodes.Status200OK, writer => action.Write(writer, users));
    }
}
