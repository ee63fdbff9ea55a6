using Stagedoor.Cli.Terminal;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Files;

/// <summary><c>stagedoor files …</c>.</summary>
internal static class FileVerbs
{
    public static VerbGroup Group => new("files", "Files and folders, uploads and downloads.", new ListFiles(), new UploadFiles(), new DownloadFile());

    public static Listing<Asset> Listing { get; } = new(
        ["ID", "TYPE", "NAME", "SIZE", "STATUS"],
        static asset => [asset.Id.ToString(), asset.Type.ToString(), asset.Name, File(asset) is { } file ? Size.Of(file.FileSize) : "", File(asset)?.Status.ToString()],
        static (writer, asset) =>
        {
            writer.WriteString("id", asset.Id.ToString());
            writer.WriteString("type", asset.Type.ToString());
            writer.WriteString("name", asset.Name);
            writer.WriteString("parent_id", asset.ParentId?.ToString());
            writer.WriteString("project_id", asset.ProjectId.ToString());
            if (File(asset) is { } file)
            {
                writer.WriteNumber("file_size", file.FileSize);
                writer.WriteString("media_type", file.MediaType);
                writer.WriteString("status", file.Status.ToString());
            }

            writer.WriteString("view_url", asset.ViewUrl);
            writer.WriteString("created_at", Size.Of(asset.CreatedAt));
        });

    private static FrameioFile? File(Asset asset) => asset switch
    {
        FrameioFile file => file,
        VersionStack stack => stack.HeadVersion,
        _ => null,
    };
}
