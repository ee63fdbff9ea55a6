using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.SignIn.Credentials.Passkey;

namespace Stagedoor.Server.SignIn.SignUp;

/// <summary>
/// The second page of a sign-up without a password: the browser makes a passkey for a person who is not there yet, under an id that is sealed into its question. The account comes with the passkey or not at all, and the
/// answer is the same whether or not the address had one (attack F1). Who loses the passkey sets a password by mail; a recovery code, or a day's wait, opens the rest.
/// </summary>
public sealed class PasskeySignUpStep : ISlice
{
    private const string Path = "/signup/passkey", Step = "signup-passkey";

    private static readonly Texts texts = Texts.Beside<SignUpPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, static () => Page.Continue("/signup"));
        routes.MapForm(Path, SubmitAsync);
    }

    /// <summary>Shows the page; it follows the form on which the person filled in who they are.</summary>
    internal static async Task<IResult> AskAsync(HttpContext context, Way way, SignUpForm filled, PasskeyCeremony passkeys, string? problem, int status, TimeSpan? wait = null)
    {
        // The token first: the question is bound to the browser that it names.
        var (token, id) = (PageForm.TokenFor(context, Step), Registration.NewId());
        var person = new Users.Person { Id = id, FrameioId = default, Email = filled.Email, Name = filled.Name, CreatedAt = default };
        if (await passkeys.AskToMakeAsync(context, Step, person) is not { } question) return Page.Continue(way.At("/signup"));
        return way.Show<PasskeySignUpPage>(new PasskeySignUpView { Way = way, Filled = filled, PersonId = id, Question = question, Problem = problem, FormToken = token }, status, wait);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, Ways ways, Registration registration, PasskeyCeremony passkeys, OutboxAccess outbox, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var way = await ways.OnwardAsync(form["journey"], form["return"], cancellation);
        var filled = SignUpForm.Read(form);
        if (filled.ProblemOfPerson() is not null) return Page.Continue(way.At("/signup"));
        Task<IResult> Again(string problem, int status = StatusCodes.Status400BadRequest, TimeSpan? wait = null) => AskAsync(context, way, filled, passkeys, problem, status, wait);
        if (!await form.IsGenuineAsync(Step)) return await Again(texts["Passkey.Stale"]);
        if (await registration.ClaimAsync(context, filled, cancellation) is var wait && wait > TimeSpan.Zero) return await Again(texts.Format("Later", Waiting.InWords(wait)), StatusCodes.Status429TooManyRequests, wait);
        var person = registration.NewPerson(filled, form["id"]);
        switch (await passkeys.MakeAsync(context, Step, person, form["passkey_state"], form["passkey"], texts["Passkey.Name"], cancellation))
        {
            case PasskeyOutcome.Made { Passkey: var made }:
                await registration.MakeAsync(context, person, made, way, cancellation);
                return Page.Of<MailedPage>(new MailedView { Email = filled.Email, HasOutbox = outbox.IsOpen(context) });
            case PasskeyOutcome.Stale:
                return await Again(texts["Passkey.Stale"]);
            default:
                return await Again(texts["Passkey.Wrong"]);
        }
    }
}
