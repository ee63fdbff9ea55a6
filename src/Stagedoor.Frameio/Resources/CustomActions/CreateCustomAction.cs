using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Egress;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.CustomActions;

/// <summary><c>actions.create</c>: shows the secret, once.</summary>
internal static class CreateCustomAction
{
    public static readonly Operation Operation = new("actions.create", HttpMethods.Post, "/accounts/{account_id}/workspaces/{workspace_id}/actions", RateLimit.PerMinute(10), RunAsync);

    private const int Most = 100, UsualTimeout = 10;

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.ManageActions, "workspace_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var given = body.Nested("data", required: true) is { } data ? CustomActionBody.Read(data, call.Get<EgressPolicy>(), isNew: true) : null;
        if (body.Refusal is { } wrong) return wrong;
        var action = new CustomAction
        {
            Id = RandomIds.Uuid(),
            AccountId = call.AccountId,
            WorkspaceId = place.WorkspaceId,
            Name = given!.Name!,
            Description = given.Description!,
            Event = given.Event!,
            Url = given.Url!,
            MultiAsset = given.MultiAsset ?? true,
            Timeout = (int)(given.Timeout ?? UsualTimeout),
            Active = true,
            Creator = call.Caller.Actor,
            CreatedAt = call.Now,
            UpdatedAt = call.Now,
        };
        var secret = Secret.New();
        if (!await call.Get<ICustomActionStore>().AddAsync(action, secret, Most, call.Records(ActivityKind.ActionCreated, action.Id, action.Name, place), cancellation)) return ApiError.Conflict(string.Create(CultureInfo.InvariantCulture, $"A workspace has at most {Most} custom actions"));
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [action.Creator], cancellation);
        return ApiBody.Data(StatusCodes.Status201Created, writer =>
        {
            action.Write(writer, users);
            writer.WriteString("secret", secret.Reveal());
        });
    }
}
