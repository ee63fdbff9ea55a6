using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Files;

/// <summary>
/// Takes one part of a content: exactly as many bytes as were asked for, in any order, at the same time as others, and the same ones again when a client did not hear the answer. The
/// addresses are for browsers of any origin: what lets one in is the ticket.
/// </summary>
internal sealed class UploadEndpoint(FileTickets tickets, TicketHolders holders, IContentLedger ledger, IContentStore store, TimeProvider time)
{
    // S3's header of the contract.
    private const string Acl = "x-amz-acl";

    private static readonly ApiError Over = ApiError.Conflict("The upload is complete: its parts no longer change");

    public async Task HandleAsync(HttpContext context)
    {
        Cors.Write(context, "PUT", "content-type, " + Acl);
        if (HttpMethods.IsOptions(context.Request.Method)) return;
        await (await PutAsync(context, context.RequestAborted)).WriteAsync(context);
    }

    private async ValueTask<IAnswer> PutAsync(HttpContext context, CancellationToken cancellation)
    {
        if (Ids.Read(context.GetRouteValue("content_id") as string) is not { } id || !int.TryParse(context.GetRouteValue("part") as string, NumberStyles.None, CultureInfo.InvariantCulture, out var part)) return ApiError.NotFound;
        var (user, isOver) = tickets.Read(HttpMethods.Put, FileRoutes.Upload(id, part), context.Request.Query[FileTickets.Parameter].ToString());
        if (user is null) return isOver ? FileErrors.Expired : FileErrors.BadTicket;
        if (await ledger.FindAsync(id, cancellation) is not { } content || part > content.Layout.Parts) return ApiError.NotFound;
        var mayFill = content.AssetId is { } asset ? await holders.MayFillAsync(user, content.AccountId, asset, cancellation) : await holders.AreInAsync(user, content.AccountId, cancellation);
        if (!mayFill) return FileErrors.BadTicket;
        if (!content.IsAwaited) return content.CompletedAt is null ? ApiError.NotFound : Over;
        var size = content.Layout.SizeOf(part);
        if (WhatIsWrong(context.Request, content, size) is { } wrong) return wrong;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = size + 1;
        return await KeepAsync(context, content, part, cancellation) switch
        {
            PartReceipt.Stored or PartReceipt.Repeated => await ReceiveAsync(context, content, part, cancellation),
            null => FileErrors.BrokenOff,
            PartReceipt.Different => ApiError.Conflict("Other bytes came for this part before"),
            PartReceipt.NoRoom => FileErrors.NoRoom,
            _ => FileErrors.WrongSize(size),
        };
    }

    // Null when the client did not send it to its end, or not as HTTP has it.
    private async ValueTask<PartReceipt?> KeepAsync(HttpContext context, Content content, int part, CancellationToken cancellation)
    {
        try
        {
            return (await store.PutAsync(content.Id, part, content.Layout.SizeOf(part), context.Request.Body, cancellation)).Receipt;
        }
        catch (BadHttpRequestException problem)
        {
            return problem.StatusCode == StatusCodes.Status413PayloadTooLarge ? PartReceipt.TooLong : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async ValueTask<IAnswer> ReceiveAsync(HttpContext context, Content content, int part, CancellationToken cancellation)
    {
        var state = await ledger.ReceiveAsync(content.Id, part, time.GetUtcNow(), context.Connection.RemoteIpAddress?.ToString(), cancellation);
        if (state != UploadState.Over || await ledger.FindAsync(content.Id, cancellation) is { CompletedAt: not null }) return Kept.Answer;

        // Given up while this part was on its way. Where it was completed, by another who sent the same part, all is well.
        store.Remove(content.Id);
        return ApiError.NotFound;
    }

    private static ApiError? WhatIsWrong(HttpRequest request, Content content, long size)
    {
        if (request.ContentLength is { } length && length != size) return FileErrors.WrongSize(size);
        if (request.Headers[Acl] is [{ } acl] && acl != "private") return ApiError.Forbidden($"{Acl} is private");
        if (request.ContentType is null || request.GetTypedHeaders().ContentType?.MediaType.Value is not { } type || type == MediaTypes.Unknown) return null;
        return type.Equals(content.MediaType, StringComparison.OrdinalIgnoreCase) ? null : ApiError.Forbidden($"Content-Type is the file's media type: {content.MediaType}");
    }

    /// <summary>200 and nothing else, as S3 does.</summary>
    private sealed class Kept : IAnswer
    {
        public static readonly Kept Answer = new();

        public Task WriteAsync(HttpContext context)
        {
            context.Response.StatusCode = (int)HttpStatusCode.OK;
            context.Response.ContentLength = 0;
            return Task.CompletedTask;
        }
    }
}
