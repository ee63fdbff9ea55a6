using Microsoft.AspNetCore.Http;

namespace Stagedoor.Frameio.Files;

/// <summary>The addresses of a content's parts, in order, for the caller of one call.</summary>
internal static class UploadAddresses
{
    public static IReadOnlyList<string> Of(Call call, ContentLayout layout)
    {
        var (tickets, address) = (call.Get<FileTickets>(), call.Get<FrameioOptions>().Address);
        return [.. Enumerable.Range(1, layout.Parts).Select(part => address + tickets.Sign(HttpMethods.Put, FileRoutes.Upload(layout.Id, part), call.Caller.Actor, FileRoutes.UploadsLast))];
    }
}
