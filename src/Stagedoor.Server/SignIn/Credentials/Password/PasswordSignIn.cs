using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.Credentials.Password;

/// <summary>What came of a password.</summary>
public abstract record PasswordOutcome
{
    private PasswordOutcome()
    {
    }

    public sealed record Right(Person Person) : PasswordOutcome;

    /// <summary>No such person, no password, another password, or disabled: nobody outside learns which.</summary>
    public sealed record Wrong : PasswordOutcome;

    /// <summary>Too many wrong ones.</summary>
    public sealed record Later(TimeSpan Wait) : PasswordOutcome;

    /// <summary>Too many people at once.</summary>
    public sealed record Busy : PasswordOutcome;
}

/// <summary>Checks an address and a password. Every way to be refused costs one look-up, one hash and one audit entry (attack F1).</summary>
public sealed class PasswordSignIn(IPersonStore people, PasswordHasher hasher, SignInAttempts attempts, KnownDevice devices, IAuditTrail audit, TimeProvider time)
{
    // RFC 5321 §4.5.3.1: no address is longer, so a longer text is nobody's.
    private const int LongestEmail = 320;

    public async Task<PasswordOutcome> CheckAsync(HttpContext context, string email, Secret password, string? clientId, CancellationToken cancellation)
    {
        var key = IsPlausible(email) ? Person.EmailKey(email) : "";
        var person = key.Length > 0 ? await people.FindByEmailAsync(email, cancellation) : null;
        var device = person is null ? null : devices.IdFor(context, person);
        var claim = await attempts.ClaimAsync(key, RemoteAddress.CountedBy(context), device, cancellation);
        if (claim.Wait > TimeSpan.Zero) return new PasswordOutcome.Later(claim.Wait);
        var right = await hasher.VerifyAsync(password, person?.PasswordHash, cancellation);
        if (right is null)
        {
            await claim.GiveBackAsync();
            return new PasswordOutcome.Busy();
        }

        if (right is not true || person is not { DisabledAt: null, PasswordHash: { } hash })
        {
            await RefuseAsync(context, email, person, clientId, cancellation);
            return new PasswordOutcome.Wrong();
        }

        await claim.SucceedAsync();
        await RehashAsync(person, hash, password, cancellation);
        return new PasswordOutcome.Right(person);
    }

    private static bool IsPlausible(string email) => email.Length is > 2 and <= LongestEmail && email.Contains('@', StringComparison.Ordinal) && !email.Any(char.IsControl);

    // Settings changed since the hash was made. A full queue is no reason to refuse: next time.
    private async Task RehashAsync(Person person, string hash, Secret password, CancellationToken cancellation)
    {
        if (hasher.NeedsRehash(hash) && await hasher.HashAsync(password, cancellation) is { } replacement) await people.ReplacePasswordHashAsync(person.Id, hash, replacement, cancellation);
    }

    private Task RefuseAsync(HttpContext context, string email, Person? person, string? clientId, CancellationToken cancellation) => audit.RecordAsync(
        new()
        {
            At = time.GetUtcNow(),
            Act = AuditAct.SignInRefused,
            Result = "access_denied",
            ActorId = person?.Id,
            ClientId = clientId,
            Detail = person switch { null => "unknown_person", { DisabledAt: not null } => "disabled", { PasswordHash: null } => "no_password", _ => "wrong_password" },
            Address = RemoteAddress.Of(context),
            UserAgent = RemoteBrowser.Of(context),
            Typed = person is null && IsPlausible(email) ? email : null,
            RequestId = context.TraceIdentifier,
        },
        cancellation);
}
