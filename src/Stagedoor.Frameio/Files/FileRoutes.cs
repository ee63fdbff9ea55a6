using System.Globalization;

namespace Stagedoor.Frameio.Files;

/// <summary>Where bytes go in and out: outside the API, for whoever has the ticket.</summary>
internal static class FileRoutes
{
    public const string Root = "/files";

    public const string UploadPattern = Root + "/uploads/{content_id}/{part}", DownloadPattern = Root + "/{file_id}/download", InlinePattern = Root + "/{file_id}/inline";

    /// <summary>How long an upload may take, and its addresses are good.</summary>
    public static readonly TimeSpan UploadsLast = TimeSpan.FromHours(24);

    /// <summary>How long the address of a download is good: a long film can be watched and searched in with it.</summary>
    public static readonly TimeSpan DownloadsLast = TimeSpan.FromHours(6);

    public static string Upload(Guid content, int part) => string.Create(CultureInfo.InvariantCulture, $"{Root}/uploads/{content}/{part}");

    public static string Download(Guid file) => $"{Root}/{file}/download";

    public static string Inline(Guid file) => $"{Root}/{file}/inline";
}
