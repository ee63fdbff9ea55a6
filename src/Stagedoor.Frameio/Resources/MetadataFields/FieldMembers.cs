using System.Text.Json;
using Stagedoor.Frameio.Resources.Groups;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.MetadataFields;

/// <summary>Whether the users and groups that a body names are the account's.</summary>
internal static class FieldMembers
{
    /// <summary>Those of the ids that the account does not know.</summary>
    public static async ValueTask<IReadOnlyList<Guid>> UnknownAsync(Call call, IReadOnlyCollection<Guid> users, IReadOnlyCollection<Guid> groups, CancellationToken cancellation)
    {
        IEnumerable<Guid> unknown = [];
        if (users.Count > 0)
        {
            var found = await call.Get<IAccountUsers>().FindAsync(call.AccountId, UserKey.Id, [.. users.Select(id => id.ToString())], cancellation);
            unknown = users.Except(found.Select(user => user.User.Id));
        }

        if (groups.Count > 0) unknown = unknown.Concat(groups.Except(await call.Get<IGroupStore>().ExistingAsync(call.AccountId, groups, cancellation)));
        return [.. unknown];
    }

    public static async ValueTask<ApiError?> RefusalAsync(Call call, JsonElement configuration, CancellationToken cancellation)
    {
        var (users, groups) = FieldConfiguration.Members(configuration);
        return (await UnknownAsync(call, users, groups, cancellation)).Count == 0 ? null : ApiError.Invalid("/data/field_configuration/custom_members", "A member is neither a user nor a group of the account");
    }
}
