using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Groups;

/// <summary><c>groups.index</c>.</summary>
internal static class ListGroups
{
    public static readonly Operation Operation = new("groups.index", HttpMethods.Get, "/accounts/{account_id}/groups", RateLimit.Usual, RunAsync);

    private static readonly ListShape Shape = new() { Includes = ["creator"], Sorts = ["created_at_asc", "created_at_desc", "name_asc", "name_desc", "creator_asc", "creator_desc"] };

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.SeeGroups) is { } forbidden) return forbidden;
        if (call.ReadPage(Shape).Failed(out var refusal, out var query)) return refusal;
        var page = await call.Get<IGroupStore>().ListAsync(call.AccountId, query, cancellation);
        var users = await call.Get<UserDirectory>().LoadAsync(call.AccountId, page.Items.Select(group => group.Creator), cancellation);
        return call.List(query, page, (writer, group) =>
        {
            writer.WriteStartObject();
            group.Write(writer, users, query.Include.Has("creator"));
            writer.WriteEndObject();
        });
    }
}
