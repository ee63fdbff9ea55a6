using Microsoft.AspNetCore.Http;
using Stagedoor.Egress;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Files;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Frameio.Resources.Files;

/// <summary>
/// <c>files.create_local_upload</c>, <c>files.create_remote_upload</c>, and <c>files.create</c>, which does either and is deprecated: a file without bytes, and where they are sent, or the
/// order to fetch them.
/// </summary>
internal static class CreateFile
{
    private const string Path = "/accounts/{account_id}/folders/{folder_id}/files";

    private const int LongestMediaType = 255, LongestUrl = 2048;

    public static readonly Operation LocalUpload = new("files.create_local_upload", HttpMethods.Post, Path + "/local_upload", RateLimit.PerSecond(5), LocalAsync);
    public static readonly Operation RemoteUpload = new("files.create_remote_upload", HttpMethods.Post, Path + "/remote_upload", RateLimit.PerSecond(5), RemoteAsync);
    public static readonly Operation Deprecated = new("files.create", HttpMethods.Post, Path, RateLimit.PerSecond(5), EitherAsync);

    private static async ValueTask<IAnswer> LocalAsync(Call call, CancellationToken cancellation)
    {
        if ((await FolderAsync(call, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var (name, size) = (data?.AssetName("name", required: true), data?.Number("file_size", required: true, least: 1, most: ContentLayout.Largest));
        if (body.Refusal is { } wrong) return wrong;
        return await UploadAsync(call, folder, name!, MediaTypes.OfName(name!), size!.Value, cancellation);
    }

    private static async ValueTask<IAnswer> RemoteAsync(Call call, CancellationToken cancellation)
    {
        if ((await FolderAsync(call, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var (name, source) = (data?.AssetName("name", required: true), ReadSource(call, data, required: true));
        if (body.Refusal is { } wrong) return wrong;
        var change = await FetchAsync(call, folder, name!, MediaTypes.OfName(name!), 0, source!, cancellation);
        return change.Asset is { } file ? WithStatus(call, file) : AssetAnswers.Refusal(change.Problem!.Value);
    }

    private static async ValueTask<IAnswer> EitherAsync(Call call, CancellationToken cancellation)
    {
        if ((await FolderAsync(call, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        if ((await call.ReadBodyAsync(cancellation)).Failed(out refusal, out var body)) return refusal;
        var data = body.Nested("data", required: true);
        var (name, size) = (data?.AssetName("name", required: true), data?.Number("file_size", required: true, least: 1, most: ContentLayout.Largest));
        var (type, source) = (data?.Text("media_type", required: true, least: 1, most: LongestMediaType), ReadSource(call, data, required: false));
        if (type is not null && !MediaTypes.IsOne(type)) data!.Refuse("media_type", "Invalid string: it is not a media type");
        if (body.Refusal is { } wrong) return wrong;
        if (source is null) return await UploadAsync(call, folder, name!, type!, size!.Value, cancellation);
        var change = await FetchAsync(call, folder, name!, type!, size!.Value, source, cancellation);
        return change.Asset is { } file ? WithAddresses(call, StatusCodes.Status202Accepted, file, null) : AssetAnswers.Refusal(change.Problem!.Value);
    }

    internal static ValueTask<Outcome<Place>> FolderAsync(Call call, CancellationToken cancellation) => AssetAnswers.MayAsync(call, Act.CreateAsset, "folder_id", AssetPlace.Folder, cancellation);

    /// <summary>A file whose bytes are fetched; 0 where their number is not known.</summary>
    internal static async ValueTask<TreeChange> FetchAsync(Call call, Place folder, string name, string mediaType, long size, string source, CancellationToken cancellation)
    {
        var layout = new ContentLayout(RandomIds.Uuid(), size, size, 1);
        var change = await AddAsync(call, folder, name, mediaType, layout, source, cancellation);
        if (change.Asset is not null) call.Get<RemoteUploads>().Wake();
        return change;
    }

    private static string? ReadSource(Call call, Fields? data, bool required)
    {
        if (data?.Text("source_url", required, most: LongestUrl) is not { } source) return null;
        if (Destination.Read(source, call.Get<EgressPolicy>()).Problem is { } problem) data.Refuse("source_url", $"Invalid source_url: it {problem}");
        return source;
    }

    private static async ValueTask<IAnswer> UploadAsync(Call call, Place folder, string name, string mediaType, long size, CancellationToken cancellation)
    {
        var layout = ContentLayout.Of(RandomIds.Uuid(), size, call.Get<FrameioOptions>().PartSize);
        var change = await AddAsync(call, folder, name, mediaType, layout, null, cancellation);
        return change.Asset is { } file ? WithAddresses(call, StatusCodes.Status201Created, file, layout) : AssetAnswers.Refusal(change.Problem!.Value);
    }

    private static async Task<TreeChange> AddAsync(Call call, Place folder, string name, string mediaType, ContentLayout layout, string? source, CancellationToken cancellation)
    {
        var now = call.Now;
        var file = new Asset
        {
            Id = RandomIds.Uuid(),
            AccountId = call.AccountId,
            ProjectId = folder.ProjectId!.Value,
            ParentId = folder.Asset!.Id,
            Type = AssetPlace.File,
            Name = name,
            Creator = call.Caller.Actor,
            CreatedAt = now,
            UpdatedAt = now,
            File = new() { ContentId = layout.Id, MediaType = mediaType, Size = layout.Size, BegunAt = now },
        };
        return await call.Get<IAssetStore>().AddFileAsync(new(file, layout, now + FileRoutes.UploadsLast, source), call.Records(ActivityKind.FileCreated, file.Id, name, folder), cancellation);
    }

    private static ApiBody WithAddresses(Call call, int status, Asset file, ContentLayout? layout)
    {
        var addresses = layout is null ? [] : UploadAddresses.Of(call, layout);
        return ApiBody.Data(status, writer =>
        {
            AssetJson.WriteMembers(writer, file, AssetView.Plain(call));
            writer.WriteStartArray("upload_urls");
            for (var part = 1; part <= addresses.Count; part++)
            {
                writer.WriteStartObject();
                writer.WriteNumber("size", layout!.SizeOf(part));
                writer.WriteString("url", addresses[part - 1]);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static ApiBody WithStatus(Call call, Asset file) => new(StatusCodes.Status202Accepted, writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("data");
        AssetJson.Write(writer, file, AssetView.Plain(call));
        writer.WriteStartObject("links");
        writer.WriteString("status", $"{FrameioApi.Root}/accounts/{call.AccountId}/files/{file.Id}/status");
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
