using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Groups;

/// <summary><c>groups.create</c>.</summary>
internal static class CreateGroup
{
    public static readonly Operation Operation = new("groups.create", HttpMethods.Post, "/accounts/{account_id}/groups", RateLimit.PerMinute(10), RunAsync);

    internal const int Longest = 255;

    private const int Most = 1000;

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.ManageGroups) is { } forbidden) return forbidden;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out var refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var (name, emoji) = (data?.Text("name", required: true, least: 1, most: Longest), data?.Text("emoji", required: true, least: 1, most: Longest));
        if (body.Refusal is { } wrong) return wrong;
        var group = new Group { Id = RandomIds.Uuid(), AccountId = call.AccountId, Name = name!, Emoji = emoji!, Creator = call.Caller.Actor, CreatedAt = call.Now, UpdatedAt = call.Now };
        if (!await call.Get<IGroupStore>().AddAsync(group, Most, call.Records(ActivityKind.GroupCreated, group.Id, group.Name), cancellation)) return ApiError.Conflict(string.Create(CultureInfo.InvariantCulture, $"An account has at most {Most} groups"));
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, [group.Creator], cancellation);
        return ApiBody.Data(StatusCodes.Status201Created, writer => group.Write(writer, users));
    }
}
