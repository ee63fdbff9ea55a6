using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Factors;
using Stagedoor.Server.SignIn.Credentials.Totp;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.Authenticator;

/// <summary>What the page shows on which a person keeps an authenticator app.</summary>
public sealed record AuthenticatorView
{
    public required PersonHere Here { get; init; }

    /// <summary>The one that is there; null when there is none.</summary>
    public Factors.Authenticator? Present { get; init; }

    /// <summary>To set one up, the first or another.</summary>
    public required TotpSetup Setup { get; init; }
    public required bool Stays { get; init; }

    /// <summary>It would be the first factor, and nobody demands it: the person may keep what is open.</summary>
    public bool MayKeep { get; init; }
    public string? Problem { get; init; }

    /// <summary>It was just set up.</summary>
    public bool IsNew { get; init; }
    public ImmutableArray<Secret> Codes { get; init; } = [];
    public required string FormToken { get; init; }
}

/// <summary>A person's authenticator app: sets up, replaces, removes. Each of it asks for a recent proof.</summary>
public sealed class AuthenticatorStep : ISlice
{
    private const string Path = "/profile/authenticator", Step = "authenticator";

    private static readonly Texts texts = Texts.Beside<AuthenticatorPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, RecentProof proof, IAuthenticatorStore authenticators, IPersonFactors factors, TotpEnrolment totp, CancellationToken cancellation)
    {
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        return here is null ? instead! : await PageAsync(context, here, authenticators, factors, totp.Begin(here.Person, Binding(here)), null, null, StatusCodes.Status200OK, cancellation);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, RecentProof proof, IAuthenticatorStore authenticators, IPersonFactors factors, TotpEnrolment totp, FactorEnrolment enrolment, SessionOpening opening, AccountNews news, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        if (here is null) return instead!;
        var bound = Binding(here);
        Task<IResult> Again(string problem, int status = StatusCodes.Status400BadRequest, TimeSpan? wait = null) =>
            PageAsync(context, here, authenticators, factors, totp.Resume(here.Person, bound, form["totp"]) ?? totp.Begin(here.Person, bound), problem, null, status, cancellation, wait);
        if (!await form.IsGenuineAsync(bound)) return await Again(texts["Stale"]);
        if (form["action"] == "remove")
        {
            var removal = await authenticators.RemoveAsync(here.Person.Id, cancellation);
            if (removal == FactorRemoval.Required) return await Again(texts["Stays"]);
            if (removal == FactorRemoval.Removed) await news.RemovedAsync(context, here.Person, AuditAct.AuthenticatorRemoved, here.Person.Id, FactorEnrolment.AppName);
            return Page.Continue(Path);
        }

        switch (await enrolment.AddAppAsync(context, here.Person, bound, form["totp"], form["code"], form["keep"] == "yes", cancellation))
        {
            case Enrolment.Done { Person: var person, Codes: var codes, Methods: var methods }:
                var sid = await opening.RaiseAsync(context, person, here.Session, methods);
                return await PageAsync(context, new(here.Session with { Sid = sid }, person), authenticators, factors, totp.Begin(here.Person, bound), null, codes, StatusCodes.Status200OK, cancellation);
            case Enrolment.Later { Wait: var wait }:
                return await Again(texts.Format("Later", Page.Seconds(wait)), StatusCodes.Status429TooManyRequests, wait);
            case Enrolment.Stale:
                return await Again(texts["Stale"]);
            default:
                return await Again(texts["WrongCode"]);
        }
    }

    private static string Binding(PersonHere here) => $"{Step}:{here.Session.Sid}";

    private static async Task<IResult> PageAsync(
        HttpContext context, PersonHere here, IAuthenticatorStore authenticators, IPersonFactors factors, TotpSetup setup, string? problem, ImmutableArray<Secret>? added, int status, CancellationToken cancellation,
        TimeSpan? retryAfter = null)
    {
        var has = await factors.OfAsync(here.Person.Id, cancellation);
        var view = new AuthenticatorView
        {
            Here = here,
            Present = await authenticators.FindAsync(here.Person.Id, cancellation),
            Setup = setup,
            MayKeep = has is { HasSecond: false, Required: false },
            Stays = has is { Required: true, Passkeys: 0 },
            Problem = problem,
            IsNew = added is not null,
            Codes = added ?? [],
            FormToken = PageForm.TokenFor(context, Binding(here)),
        };
        return Page.Of<AuthenticatorPage>(view, status, retryAfter);
    }
}
