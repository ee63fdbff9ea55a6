using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfileEmail;

/// <summary>The change of an address, from the asking to its undoing: the new one is proved by a link, the old one is told and can bring itself back.</summary>
public sealed class EmailChange(PersonLinks links, IPersonStore people, IAttempts attempts, OutgoingMail mails, AccountNews news, TimeProvider time)
{
    private static readonly AttemptPolicy Policy = new(5, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1));

    // Of all accounts together: many of them must not fill a stranger's mailbox.
    private static readonly AttemptPolicy ForOneMailbox = new(4, TimeSpan.FromMinutes(1), TimeSpan.FromHours(2), TimeSpan.FromDays(1));

    public static string PathOf(bool isUndo) => isUndo ? "/profile/email/undo" : "/profile/email/confirm";

    public static PersonLinkPurpose PurposeOf(bool isUndo) => isUndo ? PersonLinkPurpose.UndoEmailChange : PersonLinkPurpose.ChangeEmail;

    /// <summary>
    /// Sends the link to the new address; or how long to wait. Where somebody has the address already, that somebody is told instead, and whoever asked learns nothing of it (attack F1).
    /// </summary>
    public async Task<TimeSpan> AskAsync(HttpContext context, Person person, string email, CancellationToken cancellation)
    {
        var wait = await attempts.ClaimAsync("email-change:" + person.Id, Policy, time.GetUtcNow(), cancellation);
        if (wait > TimeSpan.Zero) return wait;
        wait = await attempts.ClaimAsync("email-change:mailbox:" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Person.EmailKey(email))).AsSpan(0, 16)), ForOneMailbox, time.GetUtcNow(), cancellation);
        if (wait > TimeSpan.Zero) return wait;
        var owner = await people.FindByEmailAsync(email, cancellation);
        var (handle, expiresAt) = await links.MakeAsync(owner is null ? person : null, PersonLinkPurpose.ChangeEmail, email, cancellation);
        await mails.AddAsync(
            Happened(owner is { DisabledAt: null }
                ? owner.Mail(MailKind.AlreadyRegistered)
                : person.Mail(MailKind.ChangeEmail) with { Recipient = owner is null ? email : null, Name = null, Link = $"{PathOf(false)}?link={handle}", UsefulUntil = expiresAt }, context));
        await news.RecordAsync(context, person, AuditAct.EmailChangeAsked, person.Id);
        return TimeSpan.Zero;
    }

    /// <summary>Does what a spent link says; it works no second time, so nothing here is cancelled. False when somebody has the address by now.</summary>
    public async Task<bool> FinishAsync(HttpContext context, PersonLink link)
    {
        if (link.Detail is not { } email || await people.FindAsync(link.PersonId, CancellationToken.None) is not { DisabledAt: null } person) return false;
        var isUndo = link.Purpose == PersonLinkPurpose.UndoEmailChange;
        if (isUndo)
        {
            // Whoever undoes a change says that it was somebody else's: nothing that is open may stay.
            if (!await people.BringEmailBackAsync(person.Id, Person.EmailKey(person.Email), email, time.GetUtcNow(), CancellationToken.None)) return false;
            await links.EndSinceAsync(link, CancellationToken.None);
            await news.RecordAsync(context, person, AuditAct.EmailChangeUndone, person.Id);
            return true;
        }

        // An address that was never proven may be a stranger's, who neither hears of it nor brings it back here: and it is free for them.
        var undo = person.EmailVerified ? links.Draw(person, PersonLinkPurpose.UndoEmailChange, person.Email) : null;
        if (!await people.ChangeEmailAsync(person.Id, Person.EmailKey(person.Email), email, undo, time.GetUtcNow(), CancellationToken.None)) return false;
        if (undo is not null) await mails.AddAsync(Happened(person.Mail(MailKind.EmailChanged) with { About = email, UndoLink = $"{PathOf(true)}?link={undo.Handle}" }, context));
        await news.RecordAsync(context, person, AuditAct.EmailChanged, person.Id);
        return true;
    }

    private MailMessage Happened(MailMessage mail, HttpContext context) => mail with { At = time.GetUtcNow(), Address = RemoteAddress.Of(context), UserAgent = RemoteBrowser.Of(context) };
}
