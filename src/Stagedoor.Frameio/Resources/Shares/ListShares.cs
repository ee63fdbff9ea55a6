using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Shares;

/// <summary><c>shares.index</c>: the shares of a project.</summary>
internal static class ListShares
{
    public static readonly Operation Operation = new("shares.index", HttpMethods.Get, "/accounts/{account_id}/projects/{project_id}/shares", RateLimit.Usual, RunAsync);

    private static readonly ListShape Shape = new() { Sorts = ["created_at_asc", "created_at_desc", "name_asc", "name_desc"] };

    private static async ValueTask<IAnswer> RunAsync(Call call, CancellationToken cancellation)
    {
        if ((await call.MayAsync(Act.SeeShares, "project_id", cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (call.ReadPage(Shape).Failed(out refusal, out var query)) return refusal;
        var (page, now) = (await call.Get<IShareStore>().ListAsync(place.ProjectId!.Value, query, cancellation), call.Now);
        return call.List(query, page, (writer, share) =>
        {
            writer.WriteStartObject();
            share.Write(writer, now);
            writer.WriteEndObject();
        });
    }
}
