using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.AccountPermissions;

/// <summary><c>account_user_roles.index</c>: the people and service accounts of the account.</summary>
internal static class AccountPermissionOperations
{
    public static readonly Operation[] All = [new("account_user_roles.index", HttpMethods.Get, "/accounts/{account_id}/users", RateLimit.Usual, ListAsync)];

    private const string WithDeactivated = "include_deactivated";

    private static readonly ListShape Shape = new() { Sorts = PlacePermissions.UserSorts, Flags = [WithDeactivated] };

    private static async ValueTask<IAnswer> ListAsync(Call call, CancellationToken cancellation)
    {
        if (call.May(Act.SeeAccountUsers) is { } forbidden) return forbidden;
        if (call.ReadPage(Shape).Failed(out var refusal, out var query)) return refusal;
        var page = await call.Get<IRoleStore>().ListAsync(call.AccountId, query.IsSet(WithDeactivated), query, cancellation);
        return call.List(query, page, static (writer, entry) => PlacePermissions.Write(writer, entry.User, entry.Role.Text()));
    }
}
