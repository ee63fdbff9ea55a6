using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.CustomActions;

internal static class CustomActionOperations
{
    public static readonly Operation[] All = [ListCustomActions.Operation, CreateCustomAction.Operation, ShowCustomAction.Operation, UpdateCustomAction.Operation, DeleteCustomAction.Operation];

    /// <summary>The custom action that the path names, for whom may do this in its workspace.</summary>
    public static async ValueTask<Outcome<Found>> FindAsync(Call call, Act act, CancellationToken cancellation)
    {
        if (call.Id("action_id") is not { } id || await call.Get<ICustomActionStore>().FindAsync(call.AccountId, id, cancellation) is not { } action) return ApiError.NotFound;
        return (await call.MayAsync(act, action.WorkspaceId, cancellation)).Failed(out var refusal, out var place) ? refusal : new Found(action, place);
    }

    public sealed record Found(CustomAction Action, Place Place);
}
