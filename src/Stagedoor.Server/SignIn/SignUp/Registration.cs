using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Mail;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.SignUp;

/// <summary>What came of a sign-up: never whether the address had an account.</summary>
public abstract record RegistrationOutcome
{
    private RegistrationOutcome()
    {
    }

    /// <summary>The owner of the address has a mail.</summary>
    public sealed record Mailed : RegistrationOutcome;

    public sealed record Later(TimeSpan Wait) : RegistrationOutcome;

    /// <summary>Too many passwords wait to be hashed.</summary>
    public sealed record Busy : RegistrationOutcome;
}

/// <summary>
/// Makes an account. Whether or not the address has one already, the answer, the hash, the statements and the number of mails are the same (attack F1): a new one is asked to prove the address, and the
/// owner of an old one is told. Of several at once, one makes the account.
/// </summary>
public sealed class Registration(
    IPersonStore people, EmailVerification verification, OutgoingMail mails, PasswordHasher hasher, IAttempts attempts, IAuditTrail audit, TimeProvider time)
{
    // Many people may stand behind one address; a script that fills mailboxes is slowed down all the same.
    private static readonly AttemptPolicy FromOneAddress = new(20, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1));

    private static readonly AttemptPolicy ForOneMailbox = new(4, TimeSpan.FromMinutes(1), TimeSpan.FromHours(2), TimeSpan.FromDays(1));

    public async Task<RegistrationOutcome> TryAsync(HttpContext context, SignUpForm form, Way way, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var place = "signup:address:" + RemoteAddress.CountedBy(context);
        if (await attempts.ClaimAsync(place, FromOneAddress, now, cancellation) is var wait && wait > TimeSpan.Zero) return new RegistrationOutcome.Later(wait);
        if (await attempts.ClaimAsync("signup:mailbox:" + Short(Person.EmailKey(form.Email)), ForOneMailbox, now, cancellation) is var pause && pause > TimeSpan.Zero) return new RegistrationOutcome.Later(pause);
        if (await hasher.HashAsync(form.Password, cancellation) is not { } hash)
        {
            await attempts.ReleaseAsync(place, cancellation);
            return new RegistrationOutcome.Busy();
        }

        var made = await people.AddAsync(NewPerson(form, hash, now), cancellation);
        var person = await people.FindByEmailAsync(form.Email, cancellation);
        var prove = await verification.MailAsync(made ? person : null, way, cancellation);
        await mails.AddAsync(made ? prove : AlreadyThere(context, person, way, now));
        await audit.RecordAsync(
            new()
            {
                At = now,
                Act = made ? AuditAct.PersonCreated : AuditAct.SignUpRepeated,
                ActorId = made ? person?.Id : null,
                TargetId = person?.Id,
                Detail = "sign_up",
                Address = RemoteAddress.Of(context),
                RequestId = context.TraceIdentifier,
            },
            cancellation);
        return new RegistrationOutcome.Mailed();
    }

    private static Person NewPerson(SignUpForm form, string hash, DateTimeOffset now) => new()
    {
        Id = RandomIds.Hex24() + "@AdobeID",
        FrameioId = RandomIds.Uuid(),
        Email = form.Email,
        Name = form.Name,
        Country = form.Country,
        Locale = PageLanguage.Tag,
        CreatedAt = now,
        PasswordHash = hash,
    };

    private static MailMessage AlreadyThere(HttpContext context, Person? person, Way way, DateTimeOffset now) =>
        person is not { DisabledAt: null } ? new() { Kind = MailKind.AlreadyRegistered, Recipient = null } : person.Mail(MailKind.AlreadyRegistered) with { At = now, Address = RemoteAddress.Of(context), Link = "/signin" + way.Query() };

    private static string Short(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
}
