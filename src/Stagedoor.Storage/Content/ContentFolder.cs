using System.Buffers;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Stagedoor.Frameio.Files;
using Stagedoor.Protocol.Wire;
using Stagedoor.Protocol;

namespace Stagedoor.Storage.Content;

/// <summary>
/// Contents in a folder of their owner alone: <c>3f/3f…/1</c> is the first part of content <c>3f…</c>. A part is written under <c>incoming/</c>, synced, and given its name by a link, which
/// fails where the name is taken: of two who send the same part at once, on whatever node, one keeps it and the other compares.
/// </summary>
internal sealed class ContentFolder(StorageOptions options) : IContentStore
{
    /// <summary>The folder of parts that are not whole yet.</summary>
    public const string IncomingName = "incoming";

    private const int Buffer = 128 * 1024;

    // How many bytes are written between two looks at the room that is left.
    private const long Stride = 64 * 1024 * 1024;

    // The database may stand on the same disk: uploads never take its last room.
    private const long Reserve = 256L * 1024 * 1024;
    private const int NoSpace = 28, FileTooBig = 27, OverQuota = 122;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string root = options.FilesDirectory;

    private string Incoming => Path.Combine(root, IncomingName);

    public async Task<(PartReceipt Receipt, long Length)> PutAsync(Guid content, int part, long? size, Stream body, CancellationToken cancellation)
    {
        var incoming = Path.Combine(Incoming, RandomIds.Uuid().ToString());
        try
        {
            Make(Incoming);
            if (!HasRoomFor(size ?? 0)) return (PartReceipt.NoRoom, 0);
            var (refused, length) = await WriteAsync(incoming, size, body, cancellation);
            return (refused ?? await KeepAsync(incoming, content, part, cancellation), length);
        }
        catch (ContentWriteException problem) when (problem.InnerException?.HResult is NoSpace or FileTooBig or OverQuota)
        {
            return (PartReceipt.NoRoom, 0);
        }
        catch (ContentWriteException problem)
        {
            throw new StorageUnavailableException("the folder of files takes no change", problem.InnerException!);
        }
        finally
        {
            if (File.Exists(incoming)) File.Delete(incoming);
        }
    }

    public Stream? Open(ContentLayout content)
    {
        for (var part = 1; part <= content.Parts; part++)
        {
            if (!File.Exists(PathOf(content.Id, part))) return null;
        }

        return new PartsStream(content, part => File.OpenHandle(PathOf(content.Id, part), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous));
    }

    public void Remove(Guid content)
    {
        try
        {
            Directory.Delete(FolderOf(content), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing came, or it was removed before.
        }
    }

    public void RemoveLeftovers(DateTimeOffset before)
    {
        if (!Directory.Exists(Incoming)) return;
        foreach (var file in Directory.EnumerateFiles(Incoming))
        {
            if (File.GetLastWriteTimeUtc(file) < before.UtcDateTime) File.Delete(file);
        }
    }

    private bool HasRoomFor(long bytes) => new DriveInfo(root).AvailableFreeSpace >= bytes + Reserve;

    /// <summary>No refusal when all of it came.</summary>
    private async Task<(PartReceipt? Refused, long Length)> WriteAsync(string path, long? size, Stream body, CancellationToken cancellation)
    {
        using var file = Create(path);
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            var written = 0L;
            while (await body.ReadAsync(buffer.AsMemory(0, Buffer), cancellation) is > 0 and var read)
            {
                if (written + read > size) return (PartReceipt.TooLong, written);
                if (written / Stride != (written + read) / Stride && !HasRoomFor(0)) return (PartReceipt.NoRoom, written);
                await ContentWriteException.GuardAsync(() => RandomAccess.WriteAsync(file, buffer.AsMemory(0, read), written, cancellation));
                written += read;
            }

            if (written < size) return (PartReceipt.TooShort, written);
            await ContentWriteException.GuardAsync(() =>
            {
                RandomAccess.FlushToDisk(file);
                return default;
            });
            return (null, written);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static SafeFileHandle Create(string path)
    {
        try
        {
            // Not through a handle's options: a mode is given by the stream's alone.
            using (new FileStream(path, Mode(FileMode.CreateNew)))
            {
            }

            return File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.Delete, FileOptions.Asynchronous);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ContentWriteException(problem);
        }
    }

    private async Task<PartReceipt> KeepAsync(string incoming, Guid content, int part, CancellationToken cancellation)
    {
        var path = PathOf(content, part);
        try
        {
            Make(FolderOf(content));
            if (Link(incoming, path)) return PartReceipt.Stored;
            return await AreEqualAsync(incoming, path, cancellation) ? PartReceipt.Repeated : PartReceipt.Different;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ContentWriteException(problem);
        }
    }

    // Fails where the name is taken, and never takes it from another.
    private static bool Link(string incoming, string path)
    {
        try
        {
            File.Move(incoming, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    private static async Task<bool> AreEqualAsync(string one, string other, CancellationToken cancellation)
    {
        await using FileStream first = OpenToRead(one), second = OpenToRead(other);
        if (first.Length != second.Length) return false;
        byte[] left = ArrayPool<byte>.Shared.Rent(Buffer), right = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            while (await first.ReadAtLeastAsync(left.AsMemory(0, Buffer), Buffer, throwOnEndOfStream: false, cancellation) is > 0 and var read)
            {
                await second.ReadExactlyAsync(right.AsMemory(0, read), cancellation);
                if (!left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, read))) return false;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(left);
            ArrayPool<byte>.Shared.Return(right);
        }
    }

    private static FileStream OpenToRead(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static FileStreamOptions Mode(FileMode mode)
    {
        var made = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) made.UnixCreateMode = OwnerOnly;
        return made;
    }

    private static void Make(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);

            // The mode is the last folder's alone: those above it are made one by one.
            else if (!Directory.Exists(folder)) MakeOwnerOnly(folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ContentWriteException(problem);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void MakeOwnerOnly(string folder)
    {
        if (Path.GetDirectoryName(folder) is { } above && !Directory.Exists(above)) MakeOwnerOnly(above);
        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private string FolderOf(Guid content)
    {
        var name = content.ToString();
        return Path.Combine(root, name[..2], name);
    }

    private string PathOf(Guid content, int part) => Path.Combine(FolderOf(content), part.ToString(CultureInfo.InvariantCulture));
}
