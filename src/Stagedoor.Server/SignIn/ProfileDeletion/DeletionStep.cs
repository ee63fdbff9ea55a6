using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfileDeletion;

/// <summary>
/// The page on which a person deletes the account: after a recent proof, with the address typed, and with an heir for every organization that would be left without an owner, an administrator or somebody who answers
/// for its service accounts and credentials (design §9).
/// </summary>
public sealed class DeletionStep : ISlice
{
    private const string Path = "/profile/delete", Done = "/account-deleted";

    private static readonly Texts texts = Texts.Beside<DeletionPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
        routes.MapPage(Done, static () => Page.Of<DeletedPage>(""));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, RecentProof proof, IPersonalData data, CancellationToken cancellation)
    {
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        return here is null ? instead! : await PageAsync(context, here, null, data, cancellation);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, RecentProof proof, PeopleHere people, IPersonalData data, OutgoingMail mails, BrowserCookie cookie, IAuditTrail audit, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        if (here is null) return instead!;
        var person = here.Person;
        if (!await form.IsGenuineAsync(Binding(here))) return await PageAsync(context, here, texts["Stale"], data, cancellation);
        if (Person.EmailKey(form["email"]) != Person.EmailKey(person.Email)) return await PageAsync(context, here, texts["WrongEmail"], data, cancellation);
        var estates = await data.EstatesAsync(person.Id, cancellation);
        var heirs = estates.Where(estate => form[HeirField(estate)].Length > 0).ToDictionary(estate => estate.OrganizationId, estate => form[HeirField(estate)], StringComparer.Ordinal);
        if (await data.EraseAsync(person.Id, heirs, time.GetUtcNow(), cancellation) == Erasure.NeedsHeir) return await PageAsync(context, here, texts["NeedsHeir"], data, cancellation);

        // Ids alone: an address here would be the first thing kept on the person again.
        var deleted = new AuditEntry { At = time.GetUtcNow(), Act = AuditAct.PersonDeleted, ActorId = person.Id, TargetId = person.Id, RequestId = context.TraceIdentifier };
        foreach (var organization in estates.Select(estate => (string?)estate.OrganizationId).DefaultIfEmpty(null))
        {
            // Of which organizations the person was is known now only.
            await audit.RecordAsync(deleted with { OrganizationId = organization }, cancellation);
        }

        await mails.AddAsync(person.Mail(MailKind.AccountDeleted) with { PersonId = null, At = time.GetUtcNow() });
        if ((await people.SessionsAsync(context, cancellation)).Count == 0) cookie.Clear(context);
        return Page.Continue(Done);
    }

    private static string HeirField(Estate estate) => "heir-" + estate.OrganizationId;

    private static string Binding(PersonHere here) => "deletion:" + here.Session.Sid;

    private static async Task<IResult> PageAsync(HttpContext context, PersonHere here, string? problem, IPersonalData data, CancellationToken cancellation)
    {
        var view = new DeletionView
        {
            Person = here.Person,
            Estates = [.. (await data.EstatesAsync(here.Person.Id, cancellation)).Where(estate => estate.IsNeeded)],
            Problem = problem,
            FormToken = PageForm.TokenFor(context, Binding(here)),
        };
        return Page.Of<DeletionPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
