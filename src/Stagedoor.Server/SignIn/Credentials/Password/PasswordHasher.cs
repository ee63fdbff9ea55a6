using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using NSec.Cryptography;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Server.SignIn.Credentials.Password;

/// <summary>Argon2id through libsodium, RFC 9106, by workers of its own behind a bounded queue, so that sign-ins never starve machine tokens.</summary>
public sealed class PasswordHasher : IDisposable
{
    /// <summary>The longest password, in bytes of UTF-8 after NFC. Longer ones are refused, never cut.</summary>
    public const int MaxBytes = 1024;

    private const int SaltLength = 16, HashLength = 32;

    private readonly PasswordHashingOptions settings;
    private readonly Channel<Work> queue;
    private readonly string dummy;
    private long computed;

    public PasswordHasher(StagedoorOptions options)
    {
        settings = options.PasswordHashing;
        queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(Math.Max(1, settings.Queue)) { SingleWriter = false });
        dummy = Encode(RandomNumberGenerator.GetBytes(SaltLength), RandomNumberGenerator.GetBytes(HashLength), settings.MemoryKiB, settings.Passes);
        var workers = settings.Workers > 0 ? settings.Workers : Math.Max(1, Environment.ProcessorCount / 2);
        for (var i = 0; i < workers; i++)
        {
            new Thread(Run) { IsBackground = true, Name = "password hash" }.Start();
        }
    }

    /// <summary>How many hashes were made: the same number on every path, so that time tells nothing.</summary>
    public long Computed => Interlocked.Read(ref computed);

    /// <summary>The encoded hash with its parameters, in PHC form. Null when the queue is full.</summary>
    public Task<string?> HashAsync(Secret password, CancellationToken cancellation) => EnqueueAsync(() =>
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return Encode(salt, Compute(password, salt, settings.MemoryKiB, settings.Passes), settings.MemoryKiB, settings.Passes);
    }, cancellation);

    /// <summary>Null when the queue is full: answer 429. A null hash costs the same as a real one, and is always wrong.</summary>
    public async Task<bool?> VerifyAsync(Secret password, string? hash, CancellationToken cancellation)
    {
        // One that is too long is nobody's, and costs what any wrong one costs.
        var isWithin = IsWithinBounds(password);
        var tried = isWithin ? password : new Secret("too long");
        var verdict = await EnqueueAsync(() =>
        {
            if (Decode(hash ?? dummy) is not { } parts) throw new FormatException("a stored password hash is not in PHC form");
            return CryptographicOperations.FixedTimeEquals(Compute(tried, parts.Salt, parts.MemoryKiB, parts.Passes), parts.Hash) && hash is not null && isWithin ? "right" : "wrong";
        }, cancellation);
        return verdict is null ? null : verdict == "right";
    }

    /// <summary>True when the hash was made with other parameters than today's.</summary>
    public bool NeedsRehash(string hash) => Decode(hash) is not { } parts || parts.MemoryKiB != settings.MemoryKiB || parts.Passes != settings.Passes;

    /// <summary>True when a password can be hashed at all.</summary>
    public static bool IsWithinBounds(Secret password) => !password.IsEmpty && password.Reveal().Length <= MaxBytes && Bytes(password).Length <= MaxBytes;

    public void Dispose() => queue.Writer.TryComplete();

    private async Task<string?> EnqueueAsync(Func<string> compute, CancellationToken cancellation)
    {
        var work = new Work(compute, cancellation);
        return queue.Writer.TryWrite(work) ? await work.Done.Task.WaitAsync(cancellation) : null;
    }

    private void Run()
    {
        // A thread of its own: a hash of 25 ms on the pool would hold up the answers of others.
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (queue.Reader.TryRead(out var work)) work.Run();
        }
    }

    private byte[] Compute(Secret password, byte[] salt, int memoryKiB, int passes)
    {
        Interlocked.Increment(ref computed);
        var argon = PasswordBasedKeyDerivationAlgorithm.Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memoryKiB, NumberOfPasses = passes });
        return argon.DeriveBytes(Bytes(password), salt, HashLength);
    }

    private static byte[] Bytes(Secret password)
    {
        var text = password.Reveal();
        try
        {
            text = text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Lone surrogates have no normal form; they are hashed as they stand.
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private static string Encode(byte[] salt, byte[] hash, int memoryKiB, int passes) =>
        string.Create(CultureInfo.InvariantCulture, $"$argon2id$v=19$m={memoryKiB},t={passes},p=1${Convert.ToBase64String(salt).TrimEnd('=')}${Convert.ToBase64String(hash).TrimEnd('=')}");

    private static Parts? Decode(string encoded)
    {
        if (encoded.Split('$') is not ["", "argon2id", "v=19", var parameters, var salt, var hash]) return null;
        if (parameters.Split(',') is not [['m', '=', .. var memory], ['t', '=', .. var passes], "p=1"]) return null;
        if (!int.TryParse(memory, NumberStyles.None, CultureInfo.InvariantCulture, out var memoryKiB) || !int.TryParse(passes, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return null;
        return Unpadded(salt) is { Length: SaltLength } saltBytes && Unpadded(hash) is { Length: HashLength } hashBytes ? new(saltBytes, hashBytes, memoryKiB, count) : null;
    }

    private static byte[]? Unpadded(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var count) ? bytes[..count] : null;
    }

    private sealed record Parts(byte[] Salt, byte[] Hash, int MemoryKiB, int Passes);

    private sealed class Work(Func<string> compute, CancellationToken cancellation)
    {
        public TaskCompletionSource<string?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Run()
        {
            // Whoever gave up costs no hash.
            if (cancellation.IsCancellationRequested)
            {
                Done.SetCanceled(cancellation);
                return;
            }

            try
            {
                Done.SetResult(compute());
            }
            catch (Exception problem) when (problem is FormatException or CryptographicException or ArgumentException)
            {
                Done.SetException(problem);
            }
        }
    }
}
