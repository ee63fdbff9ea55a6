using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Paging;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio.Resources.Files;

/// <summary><c>files.list</c>, <c>files.show</c> and <c>files.show_file_upload_status</c>.</summary>
internal static class ShowFiles
{
    public static readonly Operation List = new("files.list", HttpMethods.Get, "/accounts/{account_id}/folders/{folder_id}/files", RateLimit.PerSecond(5), ListAsync);
    public static readonly Operation Show = new("files.show", HttpMethods.Get, "/accounts/{account_id}/files/{file_id}", RateLimit.PerSecond(10), static (call, cancellation) => AssetAnswers.ShowAsync(call, "file_id", AssetPlace.File, AssetInclude.OfFiles, cancellation));
    public static readonly Operation Status = new("files.show_file_upload_status", HttpMethods.Get, "/accounts/{account_id}/files/{file_id}/status", RateLimit.PerSecond(5), StatusAsync);

    private static readonly ListShape Shape = new()
    {
        Sorts = ["name_asc", "created_at_asc", "updated_at_asc", "file_size_asc", "name_desc", "created_at_desc", "updated_at_desc", "file_size_desc"],
        LargestSize = ListShape.LargestOfAssets,
        Includes = AssetInclude.OfFiles,
    };

    private static async ValueTask<IAnswer> ListAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.SeeAsset, "folder_id", AssetPlace.Folder, cancellation)).Failed(out var refusal, out var folder)) return refusal;
        return call.ReadPage(Shape).Failed(out refusal, out var query) ? refusal : await AssetAnswers.ListAsync(call, folder, [AssetPlace.File], query, cancellation);
    }

    private static async ValueTask<IAnswer> StatusAsync(Call call, CancellationToken cancellation)
    {
        if ((await AssetAnswers.MayAsync(call, Act.SeeAsset, "file_id", AssetPlace.File, cancellation)).Failed(out var refusal, out var place)) return refusal;
        if (await call.Get<IAssetStore>().FindAsync(place.Asset!.Id, cancellation) is not { File: { } file } asset) return ApiError.NotFound;
        return ApiBody.Data(StatusCodes.Status200OK, writer =>
        {
            writer.WriteString("id", asset.Id);
            writer.WriteString("filetype", file.MediaType);
            writer.WriteString("uploaded_at", ApiBody.Time(file.BegunAt));
            writer.WriteString("upload_completed_at", file.CompletedAt is { } completed ? ApiBody.Time(completed) : null);
            writer.WriteBoolean("upload_complete", file.CompletedAt is not null);
            writer.WriteBoolean("upload_failed", file.FailedAt is not null);
        });
    }
}
