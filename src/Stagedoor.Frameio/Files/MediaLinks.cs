using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Assets;

namespace Stagedoor.Frameio.Files;

/// <summary>
/// Where the bytes of files are, for the caller of one call. The original is there once it is uploaded; renditions never, for nothing is transcoded: the contract has nulls for both.
/// </summary>
internal sealed class MediaLinks(Call call)
{
    private readonly FileTickets tickets = call.Get<FileTickets>();

    public void WriteOriginal(Utf8JsonWriter writer, Asset asset)
    {
        var file = asset.File!;
        writer.WriteStartObject("original");
        writer.WriteString("download_url", file.CompletedAt is null ? null : Address(FileRoutes.Download(asset.Id)));
        writer.WriteString("inline_url", file.CompletedAt is null || !MediaTypes.CanBeShown(file.MediaType) ? null : Address(FileRoutes.Inline(asset.Id)));
        writer.WriteEndObject();
    }

    public static void WriteRendition(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject(name);
        writer.WriteNull("download_url");
        if (AssetInclude.Played.Contains(name, StringComparer.Ordinal)) writer.WriteNull("url");
        writer.WriteEndObject();
    }

    private string Address(string path) => call.Get<FrameioOptions>().Address + tickets.Sign(HttpMethods.Get, path, call.Caller.Actor, FileRoutes.DownloadsLast);
}
