using System.Security.Cryptography;
using System.Text;

namespace Stagedoor.Client.Authentication.Stores;

/// <summary>
/// Keeps each identity's tokens in an encrypted file of one folder that its owner alone may open, replaced as a whole, with a lock that other processes respect. Without a protection of your own the key lies
/// beside the files: that keeps a single copied file shut, not the folder.
/// </summary>
public sealed class FileTokenStore : ITokenStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const int MaxLength = 1024 * 1024;

    // A lock is held for one exchange with the issuer, which has its own limits.
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(3);

    private readonly string folder;
    private readonly TokenProtection protection;
    private readonly KeyedLocks locks = new();

    /// <summary>In a folder, made where it is missing.</summary>
    /// <param name="folder">Of this application alone.</param>
    /// <param name="protection">How it is encrypted; a key file in the folder if not set.</param>
    public FileTokenStore(string folder, TokenProtection? protection = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        this.folder = Path.GetFullPath(folder);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(this.folder);
        else Directory.CreateDirectory(this.folder, OwnerOnly | UnixFileMode.UserExecute);
        this.protection = protection ?? TokenProtection.WithKey(Key());
    }

    /// <summary>In the folder where this person's applications keep such things.</summary>
    /// <param name="application">The application's name, as a folder is called.</param>
    /// <param name="protection">How it is encrypted; a key file in the folder if not set.</param>
    public static FileTokenStore ForApplication(string application, TokenProtection? protection = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(application);
        return new(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), application, "tokens"), protection);
    }

    /// <inheritdoc/>
    public async ValueTask<TokenState?> ReadAsync(string key, CancellationToken cancellation)
    {
        byte[] bytes;
        try
        {
            var file = new FileStream(PathOf(key, ".tokens"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096, FileOptions.Asynchronous);
            await using var _ = file.ConfigureAwait(false);
            if (file.Length > MaxLength) return null;
            bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or EndOfStreamException)
        {
            return null;
        }

        // What cannot be opened is as good as nothing: the person signs in again, and it is replaced.
        return protection.Unprotect(bytes, key) is { } plain ? TokenState.FromUtf8(plain) : null;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(string key, TokenState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        await ReplaceAsync(PathOf(key, ".tokens"), protection.Protect(state.ToUtf8(), key), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(string key, CancellationToken cancellation)
    {
        File.Delete(PathOf(key, ".tokens"));
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> LockAsync(string key, CancellationToken cancellation)
    {
        var here = await locks.LockAsync(key, cancellation).ConfigureAwait(false);
        try
        {
            return new Held(here, await OpenLockAsync(PathOf(key, ".lock"), cancellation).ConfigureAwait(false));
        }
        catch
        {
            await here.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // The system gives an open file to one process at a time, and takes it back when that ends in whatever way. The file itself stays: deleting it would let two in.
    private static async Task<FileStream> OpenLockAsync(string path, CancellationToken cancellation)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(RandomNumberGenerator.GetInt32(5, 40), cancellation).ConfigureAwait(false))
        {
            try
            {
                return Open(path, FileMode.OpenOrCreate, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(began) < LongestLock && Directory.Exists(Path.GetDirectoryName(path)))
            {
                // Another process has it.
            }
        }
    }

    private static async Task ReplaceAsync(string path, byte[] bytes, CancellationToken cancellation)
    {
        var next = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        try
        {
            var file = Open(next, FileMode.CreateNew, FileShare.None);
            await using (file.ConfigureAwait(false))
            {
                await file.WriteAsync(bytes, cancellation).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new(path, options);
    }

    // Two processes may begin at once: whoever puts its key there first wins, and both read that.
    private byte[] Key()
    {
        var path = Path.Combine(folder, "key");
        if (!File.Exists(path))
        {
            var next = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
            using (var file = Open(next, FileMode.CreateNew, FileShare.None))
            {
                file.Write(RandomNumberGenerator.GetBytes(32));
                file.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(next, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(next);
            }
        }

        var key = File.ReadAllBytes(path);
        return key.Length == 32 ? key : throw new InvalidDataException($"{path} is no key. Delete the folder to begin anew; whoever was signed in signs in again.");
    }

    // An identity may be a name or an address: neither shows in a folder's listing.
    private string PathOf(string key, string ending) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)) + ending);

    private sealed class Held(IAsyncDisposable here, FileStream everywhere) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await everywhere.DisposeAsync().ConfigureAwait(false);
            await here.DisposeAsync().ConfigureAwait(false);
        }
    }
}
