using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Files;

/// <summary>
/// Gives the bytes of a file, whole or in ranges (RFC 9110 §14). What people uploaded is hostile and comes from the issuer's own origin: it is never guessed at, never runs, frames nothing
/// and is framed by nobody (attack G2).
/// </summary>
internal sealed class DownloadEndpoint(FileTickets tickets, TicketHolders holders, IAssetStore assets, IContentLedger ledger, IContentStore store)
{
    private const string Policy = "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    public Task DownloadAsync(HttpContext context) => HandleAsync(context, inline: false);

    public Task InlineAsync(HttpContext context) => HandleAsync(context, inline: true);

    private async Task HandleAsync(HttpContext context, bool inline)
    {
        Cors.Write(context, "GET, HEAD", "range, if-range, if-none-match");
        if (HttpMethods.IsOptions(context.Request.Method)) return;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (await RefusalAsync(context, inline) is { } refusal) await refusal.WriteAsync(context);
    }

    // Null when it answered.
    private async Task<ApiError?> RefusalAsync(HttpContext context, bool inline)
    {
        var cancellation = context.RequestAborted;
        if (Ids.Read(context.GetRouteValue("file_id") as string) is not { } id) return ApiError.NotFound;
        var (user, isOver) = tickets.Read(HttpMethods.Get, inline ? FileRoutes.Inline(id) : FileRoutes.Download(id), context.Request.Query[FileTickets.Parameter].ToString());
        if (user is null) return isOver ? FileErrors.Expired : FileErrors.BadTicket;
        if (await assets.FindAsync(id, cancellation) is not { File: { CompletedAt: { } completed } file } asset) return ApiError.NotFound;
        if (!await holders.MaySeeAsync(user, asset.AccountId, id, cancellation)) return FileErrors.BadTicket;
        if (await ledger.FindAsync(file.ContentId, cancellation) is not { } content) return ApiError.NotFound;
        var shown = inline && MediaTypes.CanBeShown(file.MediaType);
        var disposition = new ContentDispositionHeaderValue(shown ? "inline" : "attachment");
        disposition.SetHttpFileName(asset.Name.Replace('/', '_').Replace('\\', '_'));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.CacheControl = "private, no-cache";
        if (store.Open(content.Layout) is not { } stream)
        {
            context.Response.Headers.Remove(HeaderNames.ContentDisposition);
            return ApiError.Unavailable;
        }

        // The content never changes: its id is a strong tag.
        var tag = new EntityTagHeaderValue($"\"{file.ContentId:N}\"");
        await TypedResults.Stream(stream, shown || !inline ? file.MediaType : MediaTypes.Unknown, null, completed, tag, enableRangeProcessing: CountsBytes(context.Request)).ExecuteAsync(context);
        return null;
    }

    // A range of anything else is none, RFC 9110 §14.2.
    private static bool CountsBytes(HttpRequest request) => request.Headers.Range is not [{ } range] || range.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase);
}
