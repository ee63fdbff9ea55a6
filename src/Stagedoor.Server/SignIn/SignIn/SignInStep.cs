using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Protocol.Wire;
using Stagedoor.Pages;
using Stagedoor.Server.Sessions;

namespace Stagedoor.Server.SignIn.SignIn;

/// <summary>The step in which a person signs in, in a journey or alone: one page with both fields.</summary>
public sealed class SignInStep : ISlice
{
    private const string Path = "/signin";

    private static readonly Texts texts = Texts.Beside<SignInPage>();

    public static void Add(IServiceCollection services) => services.AddSingleton<Visits>().AddSingleton<PeopleHere>().AddSingleton<KnownDevice>().AddSingleton<SignInAttempts>().AddSingleton<PasswordSignIn>().AddSingleton<SessionOpening>().AddSingleton<Arrival>().AddSingleton<RecentProof>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    public static void Describe(ServerMetadata metadata) => metadata.Both("acr_values_supported", AuthenticationContext.All);

    private static async Task<IResult> ShowAsync(HttpContext context, Visits visits, PeopleHere people, CancellationToken cancellation)
    {
        var query = context.Request.Query;
        var (way, instead) = await WayOfAsync(context, visits, people, query["journey"].ToString(), query["as"].ToString(), query["return"], cancellation);
        return instead ?? Show(context, way, null, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, Visits visits, PeopleHere people, PasswordSignIn passwords, Arrival arrival, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (way, instead) = await WayOfAsync(context, visits, people, form["journey"], form["as"], form["return"], cancellation);
        if (instead is not null) return instead;
        IResult Again(string problem, int status = StatusCodes.Status400BadRequest, TimeSpan? wait = null) => Show(context, way, problem, status, wait);
        if (!await form.IsGenuineAsync(way.Binding)) return Again(texts["Stale"]);
        if (form.Cancels) return Page.Continue(way.Visit?.Cancel ?? "/");
        var email = way.Again?.Person.Email ?? form["email"];
        if (email.Length == 0 || form["password"].Length == 0) return Again(texts["Missing"]);
        return await passwords.CheckAsync(context, email, new Secret(form["password"]), way.Visit?.Client.ClientId, cancellation) switch
        {
            PasswordOutcome.Later { Wait: var wait } => Again(texts.Format("Later", Duration(wait)), StatusCodes.Status429TooManyRequests, wait),
            PasswordOutcome.Busy => Again(texts["Busy"], StatusCodes.Status429TooManyRequests, TimeSpan.FromSeconds(3)),
            PasswordOutcome.Right { Person: var person } => await arrival.OpenAsync(context, person, Proof.Password, way.Visit, way.Return, cancellation),
            _ => Again(way.Again is null ? texts["Wrong"] : texts["WrongAgain"]),
        };
    }

    private static async ValueTask<(Way Way, IResult? Instead)> WayOfAsync(HttpContext context, Visits visits, PeopleHere people, string journey, string sid, string? returnTo, CancellationToken cancellation)
    {
        if (journey.Length == 0) return (new(null, await people.OfSessionAsync(context, sid, cancellation), LocalPath.Read(returnTo)), null);
        var (visit, instead) = await visits.FindAsync(journey, cancellation);
        return (new(visit, null, null), instead);
    }

    private static IResult Show(HttpContext context, Way way, string? problem, int status, TimeSpan? retryAfter = null)
    {
        var view = new SignInView
        {
            Client = way.Visit?.Client,
            Journey = way.Visit?.Handle,
            Again = way.Again,
            Return = way.Return,
            Email = way.Visit?.Journey.Request.LoginHint is { Length: > 0 and <= 320 } hint ? hint : null,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, way.Binding),
        };
        return way.Visit is null ? Page.Of<SignInPage>(view, status, retryAfter) : Page.Towards<SignInPage>(way.Visit.Journey.Request.RedirectUri, view, status, retryAfter);
    }

    /// <summary>What the person is on the way to: an application, or a page of this server; and who must be the one to get there.</summary>
    private sealed record Way(Visit? Visit, PersonHere? Again, string? Return)
    {
        // A form that was shown for one person does nothing for another: the page is shown anew (attack F6).
        public string Binding => Again is null ? "signin" : "signin:" + Again.Session.Sid;
    }

    private static string Duration(TimeSpan wait) => Page.Seconds(wait) switch
    {
        1 => texts["Second"],
        < 120 and var seconds => texts.Format("Seconds", seconds),
        var seconds => texts.Format("Minutes", (seconds + 59) / 60),
    };
}
