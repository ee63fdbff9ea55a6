using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Authorizations;
using Stagedoor.Pages;

namespace Stagedoor.Server.SignIn.SignIn;

/// <summary>The step in which a person signs in, in a journey or alone: one page with both fields.</summary>
public sealed class SignInStep : ISlice
{
    private const string Path = "/signin", FormPurpose = "signin";

    private static readonly Texts texts = Texts.Beside<SignInPage>();

    public static void Add(IServiceCollection services) => services.AddSingleton<Visits>().AddSingleton<PeopleHere>().AddSingleton<KnownDevice>().AddSingleton<SignInAttempts>().AddSingleton<PasswordSignIn>().AddSingleton<SessionOpening>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    public static void Describe(ServerMetadata metadata) => metadata.Both("acr_values_supported", new[] { SessionOpening.PasswordAcr });

    private static async Task<IResult> ShowAsync(HttpContext context, Visits visits, CancellationToken cancellation)
    {
        var (visit, instead) = await VisitOfAsync(visits, context.Request.Query["journey"].ToString(), cancellation);
        return instead ?? Show(context, visit, context.Request.Query["return"], null, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, Visits visits, PasswordSignIn passwords, SessionOpening opening, IJourneyStore journeys, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await VisitOfAsync(visits, form["journey"], cancellation);
        if (instead is not null) return instead;
        IResult Again(string problem, int status = StatusCodes.Status400BadRequest, TimeSpan? wait = null) => Show(context, visit, form["return"], problem, status, wait);
        if (!await form.IsGenuineAsync(FormPurpose)) return Again(texts["Stale"]);
        if (form.Cancels) return Page.Continue(visit?.Cancel ?? "/");
        if (form["email"].Length == 0 || form["password"].Length == 0) return Again(texts["Missing"]);
        switch (await passwords.CheckAsync(context, form["email"], new Secret(form["password"]), visit?.Client.ClientId, cancellation))
        {
            case PasswordOutcome.Later { Wait: var wait }: return Again(texts.Format("Later", Duration(wait)), StatusCodes.Status429TooManyRequests, wait);
            case PasswordOutcome.Busy: return Again(texts["Busy"], StatusCodes.Status429TooManyRequests, TimeSpan.FromSeconds(3));
            case PasswordOutcome.Right { Person: var person }:
                var sid = await opening.OpenAsync(context, person, visit?.Client.ClientId, cancellation);
                if (visit is null) return Page.Continue(LocalPath.Read(form["return"]) ?? "/");

                // Whoever signs in chose to be this person here; another tab's sign-in does not change it.
                var now = time.GetUtcNow();
                await journeys.RecordSignInAsync(visit.Hash, sid, now, cancellation);
                await journeys.RecordChoiceAsync(visit.Hash, sid, now, cancellation);
                return Page.Continue(visit.Resume);
            default: return Again(texts["Wrong"]);
        }
    }

    private static async ValueTask<(Visit? Visit, IResult? Instead)> VisitOfAsync(Visits visits, string handle, CancellationToken cancellation) =>
        handle.Length == 0 ? (null, null) : await visits.FindAsync(handle, cancellation);

    private static IResult Show(HttpContext context, Visit? visit, string? returnTo, string? problem, int status, TimeSpan? retryAfter = null)
    {
        var view = new SignInView
        {
            Client = visit?.Client,
            Journey = visit?.Handle,
            Return = visit is null ? LocalPath.Read(returnTo) : null,
            Email = visit?.Journey.Request.LoginHint is { Length: > 0 and <= 320 } hint ? hint : null,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, FormPurpose),
        };
        return visit is null ? Page.Of<SignInPage>(view, status, retryAfter) : Page.Towards<SignInPage>(visit.Journey.Request.RedirectUri, view, status, retryAfter);
    }

    private static string Duration(TimeSpan wait) => Page.Seconds(wait) switch
    {
        1 => texts["Second"],
        < 120 and var seconds => texts.Format("Seconds", seconds),
        var seconds => texts.Format("Minutes", (seconds + 59) / 60),
    };
}
