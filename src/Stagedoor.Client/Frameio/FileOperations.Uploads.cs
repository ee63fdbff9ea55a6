using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client.Frameio;

/// <content>Uploads: a file and its bytes, in parts.</content>
public sealed partial class FileOperations
{
    /// <summary>Makes a file and fills it from a stream. A part that does not arrive is sent again; when the call ends before, <see cref="BeginUploadAsync"/> and <see cref="ResumeUploadAsync"/> are for going on.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The bytes, from where the stream stands to its end; one that can seek is read part by part, several at once, another in turn, a part in memory each.</param>
    /// <param name="options">How it goes up.</param>
    /// <param name="cancellation">Ends it; the parts that have arrived stay.</param>
    /// <returns>The file, all of whose bytes have arrived.</returns>
    public async Task<FrameioFile> UploadAsync(FrameioId accountId, FrameioId folderId, string name, Stream content, UploadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!content.CanSeek) throw new ArgumentException("The stream does not know its length: use BeginUploadAsync, which is told it.", nameof(content));
        var upload = await BeginUploadAsync(accountId, folderId, name, content.Length - content.Position, cancellation).ConfigureAwait(false);
        return await ResumeUploadAsync(upload, content, options, cancellation).ConfigureAwait(false);
    }

    /// <summary>Makes a file, whose bytes <see cref="ResumeUploadAsync"/> brings.</summary>
    /// <param name="accountId">The id of the account.</param>
    /// <param name="folderId">The id of the folder.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="fileSize">How many bytes it has.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<FileUpload> BeginUploadAsync(FrameioId accountId, FrameioId folderId, string name, long fileSize, CancellationToken cancellation = default)
    {
        var file = await CreateLocalUploadAsync(accountId, folderId, name, fileSize, cancellation).ConfigureAwait(false);
        var upload = new FileUpload(accountId, file);
        if (upload.PartCount == 0 || upload.Size != fileSize) throw new FrameioException(FrameioProblem.UnexpectedAnswer, "files.create_local_upload: the parts are not as large together as the file.") { Operation = "files.create_local_upload" };
        return upload;
    }

    /// <summary>Sends the parts that have not arrived, of an upload that has just begun or was begun before, by this process or another.</summary>
    /// <param name="upload">The upload; it learns which parts arrive.</param>
    /// <param name="content">The same bytes as before: a stream that can seek stands where the file begins.</param>
    /// <param name="options">How it goes up.</param>
    /// <param name="cancellation">Ends it; the parts that have arrived stay.</param>
    /// <returns>The file, all of whose bytes have arrived.</returns>
    public async Task<FrameioFile> ResumeUploadAsync(FileUpload upload, Stream content, UploadOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentNullException.ThrowIfNull(content);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Retries, nameof(options));
        if (content.CanSeek && content.Length - content.Position != upload.Size) throw new ArgumentException($"The stream has {content.Length - content.Position} bytes, and the file {upload.Size}.", nameof(content));
        try
        {
            await new PartSender(connection, upload, options).SendAsync(content, cancellation).ConfigureAwait(false);
        }
        catch (FrameioException problem) when (problem is { Problem: FrameioProblem.Transfer, Status: 403 or 404 or 409 })
        {
            // Nobody kept that the last parts arrived before: the upload is over, and takes no more.
            if (!(await GetUploadStatusAsync(upload.AccountId, upload.FileId, cancellation).ConfigureAwait(false)).UploadComplete) throw;
            upload.ArrivedAll();
        }

        return await GetAsync(upload.AccountId, upload.FileId, cancellation: cancellation).ConfigureAwait(false);
    }
}
