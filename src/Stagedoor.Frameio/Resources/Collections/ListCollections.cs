using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Collections;

/// <summary><c>collections.index</c>: the collections of a project, oldest first.</summary>
internal static class ListCollections
{
    public static readonly Operation Operation = new("collections.index", HttpMethods.Get, "/accounts/{account_id}/projects/{project_id}/collections", RateLimit.Usual, RunAsync);

    private static readonly ListShape Shape = new() { Includes = CollectionIncludes.All };

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.SeeCollections, "project_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (call.ReadPage(Shape).Failed(out refusal, out var query)) return refusal;
        var page = await call.Get<ICollectionStore>().ListAsync(place.ProjectId!.Value, query, cancellation);
        if ((await CollectionIncludes.LoadAsync(call, place, page.Items, query.Include, cancellation)).Failed(out refusal, out var includes)) return refusal;
        return call.List(query, page, (writer, collection) =>
        {
            writer.WriteStartObject();
            includes.Write(writer, collection);
            writer.WriteEndObject();
        });
    }
}
