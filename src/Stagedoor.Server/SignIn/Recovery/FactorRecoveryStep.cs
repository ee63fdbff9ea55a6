using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Factors;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.Recovery;

/// <summary>
/// The step in which a person takes off a lost second factor. It demands the password and the mailbox: the password before a mail is sent, and again with the link. A password that was itself set by a mail
/// does not count for a day, because then the mailbox alone would open the account; the owner reads of it meanwhile. An administrator who began it vouches for the person.
/// </summary>
public sealed class FactorRecoveryStep : ISlice
{
    private const string Path = "/recover/factor", Step = "recover-factor";

    private static readonly TimeSpan Wait = TimeSpan.FromHours(24);

    private static readonly Texts texts = Texts.Beside<AskPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Ways ways, HalfSignIn halves, PersonLinks links, IPersonStore people, TimeProvider time, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var handle = query["link"].ToString();
        var way = await ways.OnwardAsync(query["journey"], query["return"], cancellation);
        if (handle.Length == 0) return await halves.FindAsync(context, cancellation) is { } half ? Show(context, half.Person, null, way, half.Binding(Step), null, StatusCodes.Status200OK) : Page.Continue(way.At("/signin"));
        if (await FindAsync(handle, links, people, cancellation) is not { } found) return RecoveryDead.Page();
        return TooSoon(found.Person, found.Link, time) ?? Show(context, found.Person, handle, way, Step, null, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, Ways ways, HalfSignIn halves, PersonLinks links, IPersonStore people, IPersonFactors factors, PasswordSignIn passwords, RecoveryRequests requests, OutboxAccess outbox, AccountNews news,
        TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var handle = form["link"];
        var way = await ways.OnwardAsync(form["journey"], form["return"], cancellation);
        if (handle.Length == 0) return await AskAsync(context, form, halves, requests, outbox, way, time, cancellation);
        if (await FindAsync(handle, links, people, cancellation) is not { } found) return RecoveryDead.Page();
        var (person, link) = found;
        IResult Again(string problem, int status = StatusCodes.Status400BadRequest, TimeSpan? wait = null) => Show(context, person, handle, way, Step, problem, status, wait);
        if (!await form.IsGenuineAsync(Step)) return Again(texts["Stale"]);
        if (TooSoon(person, link, time) is { } refused) return refused;
        switch (await passwords.CheckAsync(context, person.Email, new Secret(form["password"]), null, cancellation))
        {
            case PasswordOutcome.Right: break;
            case PasswordOutcome.Later { Wait: var wait }: return Again(texts.Format("Later", Waiting.InWords(wait)), StatusCodes.Status429TooManyRequests, wait);
            case PasswordOutcome.Busy: return Again(texts["Busy"], StatusCodes.Status429TooManyRequests, TimeSpan.FromSeconds(3));
            default: return Again(texts["Wrong"]);
        }

        if (await links.SpendAsync(PersonLinkPurpose.RecoverSecondFactor, handle, cancellation) is null) return RecoveryDead.Page();
        // The link is spent: what follows belongs together, and does not end because a connection does.
        var keeps = form["keep"] == "yes";
        await factors.RemoveAllAsync(person.Id, keeps, time.GetUtcNow(), CancellationToken.None);
        halves.End(context);
        await news.SecondFactorRecoveredAsync(context, person, keeps ? "keeps_sessions" : null);
        return Page.Of<DonePage>(new DoneView("Off", way));
    }

    private static async Task<IResult> AskAsync(HttpContext context, PageForm form, HalfSignIn halves, RecoveryRequests requests, OutboxAccess outbox, Way way, TimeProvider time, CancellationToken cancellation)
    {
        if (await halves.FindAsync(context, cancellation) is not { } half) return Page.Continue(way.At("/signin"));
        if (!await form.IsGenuineAsync(half.Binding(Step))) return Show(context, half.Person, null, way, half.Binding(Step), texts["Stale"], StatusCodes.Status400BadRequest);
        if (TooSoon(half.Person, null, time) is { } refused) return refused;
        var wait = await requests.TakeFactorAsync(context, half.Person, way, cancellation);
        return wait > TimeSpan.Zero
            ? Show(context, half.Person, null, way, half.Binding(Step), texts.Format("Later", Waiting.InWords(wait)), StatusCodes.Status429TooManyRequests, wait)
            : Page.Of<SentPage>(new SentView(half.Person.Email, outbox.IsOpen(context)));
    }

    private static async ValueTask<(Person Person, PersonLink Link)?> FindAsync(string handle, PersonLinks links, IPersonStore people, CancellationToken cancellation)
    {
        if (await links.FindAsync(PersonLinkPurpose.RecoverSecondFactor, handle, cancellation) is not { } link || await people.FindAsync(link.PersonId, cancellation) is not { } person) return null;
        PageLanguage.OfPerson(person.Locale);
        return (person, link);
    }

    private static IResult? TooSoon(Person person, PersonLink? link, TimeProvider time)
    {
        if (person.RecoveredAt is not { } at || time.GetUtcNow() - at >= Wait || (link is not null && PersonRecovery.IsByAdministrator(link))) return null;
        return ErrorPage.Result(StatusCodes.Status403Forbidden, texts["Soon.Title"], texts.Format("Soon.What", (at + Wait).UtcDateTime.ToString("f", PageLanguage.Current)), texts["Soon.Who"], texts["Soon.Do"]);
    }

    private static IResult Show(HttpContext context, Person person, string? handle, Way way, string binding, string? problem, int status, TimeSpan? retryAfter = null) =>
        Page.Of<FactorPage>(new FactorView { Person = person, Handle = handle, Way = way, Problem = problem, FormToken = PageForm.TokenFor(context, binding) }, status, retryAfter);
}
