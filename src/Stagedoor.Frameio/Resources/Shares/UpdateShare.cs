using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary><c>shares.update</c>: name and description are the collection's too.</summary>
internal static class UpdateShare
{
    public static readonly Operation Operation = new("shares.update", HttpMethods.Patch, "/accounts/{account_id}/shares/{share_id}", RateLimit.PerMinute(10), RunAsync);

    private static readonly string[] Members = ["name", "access", "description", "downloading_enabled", "expiration", "passphrase"];

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await ShareOperations.FindAsync(call, Act.ManageShares, cancellation)).Failed(out var refusal, out var found)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var change = data is null ? null : ShareBody.Read(data, isNew: false);
        if (body.Refusal is { } wrong) return wrong;
        if (!Members.Any(data!.Has)) return ApiError.Invalid("/data", "Object property count 0 is smaller than minProperties: 1");
        var entries = found.Records(call, ActivityKind.ShareUpdated, ActivityKind.CollectionUpdated, change!.Name.Value);
        return await call.Get<IShareStore>().UpdateAsync(found.Share.Id, change, entries, cancellation) is { } share ? ApiBody.Data(StatusCodes.Status200OK, writer => share.Write(writer, share.UpdatedAt)) : ApiError.NotFound;
    }
}
