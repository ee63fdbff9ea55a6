using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources;

/// <summary>
/// Who has which role on a workspace, project or folder: three operations that are the same for all of them but for what stands in this record. A role is given to users of the account;
/// the update also adds. Only what was given on the place itself can be taken from it.
/// </summary>
internal sealed record PlacePermissions(string Path, string IdName, Act See, Act Manage, IReadOnlyList<string> Roles, IReadOnlyList<string> Sorts, ActivityKind Gave, ActivityKind Took)
{
    private const string WithDeactivated = "include_deactivated";

    public static readonly string[] UserSorts = ["name_asc", "name_desc", "role_asc", "role_desc", "email_asc", "email_desc"];

    public Operation List(string id) => new(id, HttpMethods.Get, Path, RateLimit.Usual, ListAsync);

    public Operation Update(string id) => new(id, HttpMethods.Patch, Path + "/{user_id}", RateLimit.PerMinute(10), UpdateAsync);

    public Operation Delete(string id) => new(id, HttpMethods.Delete, Path + "/{user_id}", RateLimit.PerMinute(60), DeleteAsync);

    /// <summary>One entry of a list of roles.</summary>
    public static void Write(Utf8JsonWriter writer, DirectoryUser user, string role)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        UserSet.Write(writer, "user", user);
        writer.WriteEndObject();
    }

    private async ValueTask<IAnswer> ListAsync(Call call, CancellationToken cancellation)
    {
        if ((await PlaceAsync(call, See, cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (call.ReadPage(new() { Sorts = Sorts, Flags = [WithDeactivated] }).Failed(out refusal, out var query)) return refusal;
        var asked = query.Sort.Length > 0 ? query : query with { Sort = UserSorts[0] };
        var page = await call.Get<IRoleStore>().ListAsync(place, query.IsSet(WithDeactivated), asked, cancellation);
        return call.List(query, page, static (writer, entry) => Write(writer, entry.User, entry.Role.Text()));
    }

    private async ValueTask<IAnswer> UpdateAsync(Call call, CancellationToken cancellation)
    {
        if ((await PlaceAsync(call, Manage, cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (await UserAsync(call, cancellation) is not { } user) return ApiError.NotFound;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var name = body.Nested("data", required: true)?.OneOf("role", Roles, required: true);
        if (body.Refusal is { } wrong) return wrong;
        var role = Permissions.Roles.Read(name)!.Value;
        if (await call.Get<Access>().AboveAsync(user.SubjectId, place, cancellation) is { } above) return above;
        if (!await call.Get<IRoleStore>().GiveAsync(place, user.SubjectId, role, call.Records(Gave, place.Id, place.Name, place), cancellation)) return ApiError.NotFound;
        return ApiBody.Data(StatusCodes.Status200OK, writer => writer.WriteString("role", name));
    }

    private async ValueTask<IAnswer> DeleteAsync(Call call, CancellationToken cancellation)
    {
        if ((await PlaceAsync(call, Manage, cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (await UserAsync(call, cancellation) is not { } user) return ApiError.NotFound;
        if (await call.Get<Access>().AboveAsync(user.SubjectId, place, cancellation) is { } above) return above;
        return await call.Get<IRoleStore>().TakeAsync(place, user.SubjectId, call.Records(Took, place.Id, place.Name, place), cancellation) ? NoContent.Answer : ApiError.NotFound;
    }

    // Only a folder, of all assets, has roles of its own.
    private async ValueTask<Outcome<Place>> PlaceAsync(Call call, Act act, CancellationToken cancellation)
    {
        if ((await call.MayAsync(act, IdName, cancellation)).Failed(out var refusal, out var place)) return refusal;
        return place.Asset is null or { Type: AssetPlace.Folder } ? place : ApiError.NotFound;
    }

    private static async ValueTask<DirectoryUser?> UserAsync(Call call, CancellationToken cancellation) =>
        call.Id("user_id") is { } id ? await call.Get<IDirectory>().FindUserAsync(call.AccountId, id, cancellation) : null;
}
