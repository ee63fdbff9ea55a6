using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Mail;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

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
/// Makes an account, with a password or with a passkey. Whether or not the address has one already, the answer, the hash, the statements and the number of mails are the same (attack F1): a new one is asked to
/// prove the address, and the owner of an old one is told. Of several at once, one makes the account.
/// </summary>
public sealed class Registration(
    IPersonStore people, IPasskeyStore passkeys, EmailVerification verification, OutgoingMail mails, PasswordHasher hasher, IAttempts attempts, IAuditTrail audit, TimeProvider time)
{
    // Many people may stand behind one address; a script that fills mailboxes is slowed down all the same.
    private static readonly AttemptPolicy FromOneAddress = new(20, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1));

    private static readonly AttemptPolicy ForOneMailbox = new(4, TimeSpan.FromMinutes(1), TimeSpan.FromHours(2), TimeSpan.FromDays(1));

    /// <summary>Makes one with a password.</summary>
    public async Task<RegistrationOutcome> TryAsync(HttpContext context, SignUpForm form, Way way, CancellationToken cancellation)
    {
        if (await ClaimAsync(context, form, cancellation) is var wait && wait > TimeSpan.Zero) return new RegistrationOutcome.Later(wait);
        if (await hasher.HashAsync(form.Password, cancellation) is not { } hash)
        {
            await attempts.ReleaseAsync(Place(context), CancellationToken.None);
            return new RegistrationOutcome.Busy();
        }

        return await MakeAsync(context, NewPerson(form, NewId()) with { PasswordHash = hash }, null, way, cancellation);
    }

    /// <summary>The id of a person who is not there yet: a passkey is made for it.</summary>
    public static string NewId() => RandomIds.Hex24() + "@AdobeID";

    // No person's id has this end.
    private static string Nobody() => RandomIds.Hex24() + "@nobody.invalid";

    public Person NewPerson(SignUpForm form, string id) => new()
    {
        Id = id,
        FrameioId = RandomIds.Uuid(),
        Email = form.Email,
        Name = form.Name,
        Country = form.Country,
        Locale = PageLanguage.Tag,
        CreatedAt = time.GetUtcNow(),
    };

    /// <summary>Claims one sign-up; or how long to wait.</summary>
    public async Task<TimeSpan> ClaimAsync(HttpContext context, SignUpForm form, CancellationToken cancellation) =>
        await attempts.ClaimAsync(Place(context), FromOneAddress, time.GetUtcNow(), cancellation) is var wait && wait > TimeSpan.Zero
            ? wait
            : await attempts.ClaimAsync("signup:mailbox:" + Short(Person.EmailKey(form.Email)), ForOneMailbox, time.GetUtcNow(), cancellation);

    /// <summary>Makes the account that was claimed. Its passkey, if it is to have one, is refused together with the person.</summary>
    public async Task<RegistrationOutcome> MakeAsync(HttpContext context, Person wanted, Passkey? passkey, Way way, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var made = await people.AddAsync(wanted, cancellation);

        // It is there, or somebody's already: what follows belongs to it, whatever becomes of the connection.
        // Where none was made the passkey is written for nobody, by the same statements: its id came with the form, and may be somebody's by now.
        if (passkey is not null) await passkeys.AddAsync(made ? passkey : passkey with { PersonId = Nobody() }, true, CancellationToken.None);
        var person = await people.FindByEmailAsync(wanted.Email, CancellationToken.None);
        var prove = await verification.MailAsync(made ? person : null, way, CancellationToken.None);
        await mails.AddAsync(made ? prove : AlreadyThere(context, person, way, now));
        await audit.RecordAsync(
            new()
            {
                At = now,
                Act = made ? AuditAct.PersonCreated : AuditAct.SignUpRepeated,
                ActorId = made ? person?.Id : null,
                TargetId = person?.Id,
                Detail = passkey is null ? "sign_up" : "sign_up_passkey",
                Address = RemoteAddress.Of(context),
                RequestId = context.TraceIdentifier,
            },
            cancellation);
        return new RegistrationOutcome.Mailed();
    }

    private static string Place(HttpContext context) => "signup:address:" + RemoteAddress.CountedBy(context);

    private static MailMessage AlreadyThere(HttpContext context, Person? person, Way way, DateTimeOffset now) =>
        person is not { DisabledAt: null } ? new() { Kind = MailKind.AlreadyRegistered, Recipient = null } : person.Mail(MailKind.AlreadyRegistered) with { At = now, Address = RemoteAddress.Of(context), Link = "/signin" + way.Query() };

    private static string Short(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));
}
