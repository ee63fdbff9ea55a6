using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Collections;

/// <summary><c>collections.show</c>.</summary>
internal static class ShowCollection
{
    public static readonly Operation Operation = new("collections.show", HttpMethods.Get, "/accounts/{account_id}/collections/{collection_id}", RateLimit.Usual, RunAsync);

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if (call.Id("collection_id") is not { } id || await call.Get<ICollectionStore>().FindAsync(call.AccountId, id, cancellation) is not { } collection) return ApiError.NotFound;
        if ((await call.MayAsync(Act.SeeCollections, collection.ProjectId, cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (call.Include(CollectionIncludes.All).Failed(out refusal, out var include)) return refusal;
        if ((await CollectionIncludes.LoadAsync(call, place, [collection], include, cancellation)).Failed(out refusal, out var includes)) return refusal;
        return ApiBody.Data(StatusCodes.Status200OK, writer => includes.Write(writer, collection));
    }
}
