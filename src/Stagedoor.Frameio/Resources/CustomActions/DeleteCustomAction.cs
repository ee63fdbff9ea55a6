using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.CustomActions;

/// <summary><c>actions.delete</c>.</summary>
internal static class DeleteCustomAction
{
    public static readonly Operation Operation = new("actions.delete", HttpMethods.Delete, "/accounts/{account_id}/actions/{action_id}", RateLimit.PerMinute(60), RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await CustomActionOperations.FindAsync(call, Act.ManageActions, cancellation)).Failed(out var refusal, out var found)) return refusal;
        var entry = call.Records(ActivityKind.ActionDeleted, found.Action.Id, found.Action.Name, found.Place);
        return await call.Get<ICustomActionStore>().DeleteAsync(found.Action.Id, entry, cancellation) ? NoContent.Answer : ApiError.NotFound;
    }
}
