using Microsoft.AspNetCore.Http;
using Stagedoor.Pages;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn;

/// <summary>Sends the mail that proves an address, and no more of them than anybody needs.</summary>
public sealed class EmailVerification(PersonLinks links, OutgoingMail mails, IAttempts attempts, TimeProvider time)
{
    /// <summary>The value of the button by which a person asks for the mail again, on whatever page it stands.</summary>
    public const string Action = "verify";

    /// <summary>Where it is said that the mail is on its way.</summary>
    public const string SentPath = "/verify/sent";

    private static readonly AttemptPolicy Policy = new(4, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1));

    private static readonly Texts texts = Texts.Beside<WhyNot>();

    /// <summary>Sends it to a person who is signed in; or says how long to wait.</summary>
    public async Task<IResult> SendAgainAsync(PersonHere here, Way way, CancellationToken cancellation)
    {
        if (here.Person.EmailVerified) return Page.Continue(way.Visit?.Resume ?? way.Return ?? "/");
        var wait = await attempts.ClaimAsync("verify:" + here.Person.Id, Policy, time.GetUtcNow(), cancellation);
        if (wait > TimeSpan.Zero) return ErrorPage.Result(StatusCodes.Status429TooManyRequests, texts["Often.Title"], texts.Format("Often.What", Waiting.InWords(wait)), texts["Often.Who"], texts["Often.Do"]);
        await mails.AddAsync(await MailAsync(here.Person, way, cancellation));
        return Page.Continue(SentPath);
    }

    /// <summary>The mail for a new account, or one to nobody.</summary>
    public async Task<MailMessage> MailAsync(Person? person, Way way, CancellationToken cancellation)
    {
        var (handle, expiresAt) = await links.MakeAsync(person, PersonLinkPurpose.VerifyEmail, null, cancellation);
        return (person?.Mail(MailKind.VerifyEmail) ?? new() { Kind = MailKind.VerifyEmail, Recipient = null }) with { Link = $"/verify?link={handle}{way.Query('&')}", UsefulUntil = expiresAt };
    }
}
