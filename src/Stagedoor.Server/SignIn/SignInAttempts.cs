using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn;

/// <summary>
/// Counts wrong passwords, codes and passkeys before they are looked at (attacks F2, F4). A stranger counts by person and address, by person from anywhere, and by address; a known device by itself alone. Each has some free,
/// then a delay that doubles up to a bound: never a lock. Unknown addresses are counted like known ones, so nothing shows which is which.
/// </summary>
public sealed class SignInAttempts(IAttempts attempts, StagedoorOptions options, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private LimitOptions Limits => options.Limits;

    // A person at one address: wide enough for bad days, slow enough for guessers.
    private AttemptPolicy PersonHere => new(Limits.FreeSignInFailures, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15), Hour);

    // A person from anywhere: many addresses share the guesses. The bound is short, because strangers can fill it.
    private AttemptPolicy PersonAnywhere => new(Limits.FreeSignInFailures * 10, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), Hour);

    private AttemptPolicy Address => new(Limits.AddressFailuresPerMinute, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    // Six digits against five tries and then four an hour at best: who has the password guesses for a year. A known device has its own count, so that nobody keeps its person out.
    private AttemptPolicy Factor => new(Limits.FreeSignInFailures, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15), TimeSpan.FromDays(1));

    /// <summary>Claims a try at a password. What is claimed; or how long to wait, and then nothing is.</summary>
    public Task<Claim> ClaimAsync(string email, string address, string? knownDevice, CancellationToken cancellation)
    {
        var person = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(email)).AsSpan(0, 16));
        // The address first: one that waits is told so by a statement that changes nothing, and leaves no row for each name that it makes up.
        return ClaimAsync(
            knownDevice is not null
                ? [($"signin:device:{knownDevice}:{person}", PersonHere, true)]
                : [($"signin:address:{address}", Address, false), ($"signin:here:{person}:{address}", PersonHere, true), ($"signin:person:{person}", PersonAnywhere, false)],
            cancellation);
    }

    /// <summary>Claims a try at the second factor of a person whose password was right: codes of both kinds and passkeys count together.</summary>
    public Task<Claim> ClaimFactorAsync(string personId, string address, string? knownDevice, CancellationToken cancellation) => ClaimAsync(
        knownDevice is not null ? [($"factor:device:{knownDevice}:{personId}", Factor, true)] : [($"factor:address:{address}", Address, false), ($"factor:person:{personId}", Factor, true)],
        cancellation);

    /// <summary>Claims a try at a passkey of nobody in particular: nothing can be guessed, but it costs us work.</summary>
    public Task<Claim> ClaimPasskeyAsync(string address, CancellationToken cancellation) => ClaimAsync([($"passkey:address:{address}", Address, false)], cancellation);

    private async Task<Claim> ClaimAsync((string Key, AttemptPolicy Policy, bool Own)[] wanted, CancellationToken cancellation)
    {
        var claimed = new List<(string Key, bool Own)>();
        foreach (var (key, policy, own) in wanted)
        {
            var wait = await attempts.ClaimAsync(key, policy, time.GetUtcNow(), cancellation);
            if (wait > TimeSpan.Zero)
            {
                foreach (var taken in claimed) await attempts.ReleaseAsync(taken.Key, cancellation);
                return new(attempts, [], wait);
            }

            claimed.Add((key, own));
        }

        return new(attempts, claimed, TimeSpan.Zero);
    }

    /// <summary>One attempt that was claimed under every key. What it came to is known by then, so nothing here ends because a connection does.</summary>
    public sealed class Claim(IAttempts attempts, IReadOnlyList<(string Key, bool Own)> keys, TimeSpan wait)
    {
        /// <summary>More than zero: nothing was claimed.</summary>
        public TimeSpan Wait { get; } = wait;

        /// <summary>It was no guess: nothing was looked at.</summary>
        public async Task GiveBackAsync()
        {
            foreach (var (key, _) in keys) await attempts.ReleaseAsync(key, CancellationToken.None);
        }

        /// <summary>It was right: the person's own count begins anew, shared ones lose this claim only.</summary>
        public async Task SucceedAsync()
        {
            foreach (var (key, own) in keys) await (own ? attempts.ForgetAsync(key, CancellationToken.None) : attempts.ReleaseAsync(key, CancellationToken.None));
        }
    }
}
