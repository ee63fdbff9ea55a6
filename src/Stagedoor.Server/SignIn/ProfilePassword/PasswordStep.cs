using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Mail;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfilePassword;

/// <summary>
/// The page on which a person sets another password, after a recent proof (attack F4). Every other session and everything that applications hold ends, unless the person keeps it; this browser goes on with a new
/// handle (attack F5). Browsers that were remembered are forgotten, and links that were sent before are dead (attack F10).
/// </summary>
public sealed class PasswordStep : ISlice
{
    private const string Path = "/profile/password";

    private static readonly Texts texts = Texts.Beside<PasswordPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, RecentProof proof, CancellationToken cancellation)
    {
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        return here is null ? instead! : Show(context, here, null, false);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, RecentProof proof, PasswordHasher hasher, IPersonStore people, SessionOpening opening, AccountNews news, OutgoingMail mails, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        if (here is null) return instead!;
        var (person, keeps) = (here.Person, form["keep"] == "1");
        IResult Again(string problem, int status = StatusCodes.Status400BadRequest) => Show(context, here, problem, keeps, status);
        if (!await form.IsGenuineAsync(Binding(here))) return Again(texts["Stale"]);
        var password = new Secret(form["password"]);
        if (PasswordRules.WhatIsWrongWith(password, person.Email, person.Name) is { } problem) return Again(texts.Format("Problem." + problem, PasswordRules.Shortest));
        if (password != new Secret(form["again"])) return Again(texts["Different"]);
        if (await hasher.HashAsync(password, cancellation) is not { } hash) return Again(texts["Busy"], StatusCodes.Status429TooManyRequests);

        // Something else about the sign-in was changed meanwhile, elsewhere: the person looks again.
        if (!await people.ReplacePasswordAsync(person.Id, person.Credentials, hash, keeps, time.GetUtcNow(), cancellation)) return Again(texts["Stale"]);
        // It is changed: what follows does not end because a connection does.
        if (await people.FindAsync(person.Id, CancellationToken.None) is { DisabledAt: null } changed) await opening.CarryOverAsync(context, changed, here.Session);
        await news.RecordAsync(context, person, AuditAct.PasswordChanged, person.Id, detail: keeps ? "keeps_sessions" : null);
        await mails.AddAsync(person.Mail(MailKind.PasswordChanged) with { At = time.GetUtcNow(), Address = RemoteAddress.Of(context), UserAgent = RemoteBrowser.Of(context) });
        return Page.Continue("/profile/security?done=password");
    }

    private static string Binding(PersonHere here) => "password:" + here.Session.Sid;

    private static IResult Show(HttpContext context, PersonHere here, string? problem, bool keeps, int status = StatusCodes.Status400BadRequest) => Page.Of<PasswordPage>(
        new PasswordView { Person = here.Person, Keeps = keeps, Problem = problem, FormToken = PageForm.TokenFor(context, Binding(here)) }, problem is null ? StatusCodes.Status200OK : status);
}
