using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfileEmail;

/// <summary>
/// Where the two links of a changed address lead: the one that proves the new address, and the one that brings the old one back (attack F10). A look at the page does nothing, so that a mail program that follows links
/// spends none; the button does it once.
/// </summary>
public sealed class EmailLinkStep : ISlice
{
    private static readonly Texts texts = Texts.Beside<EmailLinkPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var isUndo in (bool[])[false, true])
        {
            var path = EmailChange.PathOf(isUndo);
            routes.MapPage(path, (HttpContext context, PersonLinks links, IPersonStore people, PeopleHere here, CancellationToken cancellation) =>
                PageAsync(context, isUndo, context.Request.Query["link"].ToString(), null, links, people, here, cancellation));
            routes.MapForm(path, (HttpContext context, PersonLinks links, IPersonStore people, PeopleHere here, EmailChange change, CancellationToken cancellation) =>
                SubmitAsync(context, isUndo, links, people, here, change, cancellation));
            routes.MapPage(path + "/done", () => Page.Of<EmailDonePage>(isUndo ? "undone" : "changed"));
        }
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, bool isUndo, PersonLinks links, IPersonStore people, PeopleHere here, EmailChange change, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var handle = form["link"];
        if (!await form.IsGenuineAsync(Binding(isUndo))) return await PageAsync(context, isUndo, handle, texts["Stale"], links, people, here, cancellation);
        if (!isUndo && await links.FindAsync(PersonLinkPurpose.ChangeEmail, handle, cancellation) is { } asked && !await IsHereAsync(context, asked, here, cancellation)) return SignInFirst(handle);
        if (await links.SpendAsync(EmailChange.PurposeOf(isUndo), handle, cancellation) is not { } link) return Dead();
        return await change.FinishAsync(context, link) ? Page.Continue(EmailChange.PathOf(isUndo) + "/done") : Taken();
    }

    private static async Task<IResult> PageAsync(HttpContext context, bool isUndo, string handle, string? problem, PersonLinks links, IPersonStore people, PeopleHere here, CancellationToken cancellation)
    {
        if (await links.FindAsync(EmailChange.PurposeOf(isUndo), handle, cancellation) is not { Detail: { } email } link) return Dead();
        if (await people.FindAsync(link.PersonId, cancellation) is not { DisabledAt: null } person) return Dead();
        if (!isUndo && !await IsHereAsync(context, link, here, cancellation)) return SignInFirst(handle);
        var view = new EmailLinkView { IsUndo = isUndo, Person = person, Email = email, Handle = handle, Problem = problem, FormToken = PageForm.TokenFor(context, Binding(isUndo)) };
        return Page.Of<EmailLinkPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    // Who gets a mail for an account that somebody else made, and follows it, has not lent that account their address: it counts only together with a sign-in of the same account.
    private static async ValueTask<bool> IsHereAsync(HttpContext context, PersonLink link, PeopleHere here, CancellationToken cancellation) =>
        (await here.AllAsync(context, cancellation)).Any(person => person.Person.Id == link.PersonId);

    private static IResult SignInFirst(string handle) => Page.Continue("/signin?return=" + Uri.EscapeDataString($"{EmailChange.PathOf(false)}?link={handle}"));

    private static string Binding(bool isUndo) => isUndo ? "email-undo" : "email-confirm";

    private static IResult Dead() => ErrorPage.Result(StatusCodes.Status400BadRequest, texts["Dead.Title"], texts["Dead.What"], texts["Dead.Who"], texts["Dead.Do"]);

    private static IResult Taken() => ErrorPage.Result(StatusCodes.Status409Conflict, texts["Taken.Title"], texts["Taken.What"], texts["Taken.Who"], texts["Taken.Do"]);
}
