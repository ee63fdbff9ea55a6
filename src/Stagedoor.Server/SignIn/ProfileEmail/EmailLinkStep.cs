using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Users;

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
            routes.MapPage(path, (HttpContext context, PersonLinks links, IPersonStore people, CancellationToken cancellation) =>
                PageAsync(context, isUndo, context.Request.Query["link"].ToString(), null, links, people, cancellation));
            routes.MapForm(path, (HttpContext context, PersonLinks links, IPersonStore people, EmailChange change, CancellationToken cancellation) =>
                SubmitAsync(context, isUndo, links, people, change, cancellation));
            routes.MapPage(path + "/done", () => Page.Of<EmailDonePage>(isUndo ? "undone" : "changed"));
        }
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, bool isUndo, PersonLinks links, IPersonStore people, EmailChange change, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var handle = form["link"];
        if (!await form.IsGenuineAsync(Binding(isUndo))) return await PageAsync(context, isUndo, handle, texts["Stale"], links, people, cancellation);
        if (await links.SpendAsync(EmailChange.PurposeOf(isUndo), handle, cancellation) is not { } link) return Dead();
        return await change.FinishAsync(context, link, cancellation) ? Page.Continue(EmailChange.PathOf(isUndo) + "/done") : Taken();
    }

    private static async Task<IResult> PageAsync(HttpContext context, bool isUndo, string handle, string? problem, PersonLinks links, IPersonStore people, CancellationToken cancellation)
    {
        if (await links.FindAsync(EmailChange.PurposeOf(isUndo), handle, cancellation) is not { Detail: { } email } link) return Dead();
        if (await people.FindAsync(link.PersonId, cancellation) is not { DisabledAt: null } person) return Dead();
        var view = new EmailLinkView { IsUndo = isUndo, Person = person, Email = email, Handle = handle, Problem = problem, FormToken = PageForm.TokenFor(context, Binding(isUndo)) };
        return Page.Of<EmailLinkPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static string Binding(bool isUndo) => isUndo ? "email-undo" : "email-confirm";

    private static IResult Dead() => ErrorPage.Result(StatusCodes.Status400BadRequest, texts["Dead.Title"], texts["Dead.What"], texts["Dead.Who"], texts["Dead.Do"]);

    private static IResult Taken() => ErrorPage.Result(StatusCodes.Status409Conflict, texts["Taken.Title"], texts["Taken.What"], texts["Taken.Who"], texts["Taken.Do"]);
}
