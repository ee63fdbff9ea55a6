using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Factors;
using Stagedoor.Server.SignIn.Credentials.Passkey;
using Stagedoor.Server.SignIn.Credentials.Totp;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.Enrol;

/// <summary>What the page shows on which a person enrols a second factor before anything else opens.</summary>
public sealed record EnrolView
{
    public required Way Way { get; init; }
    public required Person Person { get; init; }

    /// <summary>An organization demands it; else the application does.</summary>
    public required bool ByOrganization { get; init; }
    public required TotpSetup Setup { get; init; }
    public PasskeyQuestion? Passkey { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}

/// <summary>What the page shows afterwards: the recovery codes, this once, and the way on.</summary>
public sealed record EnrolledView(ImmutableArray<Secret> Codes, string Onward);

/// <summary>The second step of a sign-in of who has no second factor and needs one, because an organization or the application demands it.</summary>
public sealed class EnrolStep : ISlice
{
    private const string Path = "/signin/enrol", Step = "enrol";

    private static readonly Texts texts = Texts.Beside<EnrolPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Ways ways, HalfSignIn halves, IPersonFactors factors, TotpEnrolment totp, PasskeyCeremony passkeys, CancellationToken cancellation)
    {
        var (way, instead) = await ways.OfQueryAsync(context, cancellation);
        if (instead is not null) return instead;
        var (half, has, elsewhere) = await WhoAsync(context, way, halves, factors, cancellation);
        return elsewhere ?? await PageAsync(context, way, half!, has!, totp.Begin(half!.Person, half.Binding(Step)), passkeys, null, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, Ways ways, HalfSignIn halves, IPersonFactors factors, TotpEnrolment totp, PasskeyCeremony passkeys, FactorEnrolment enrolment, Arrival arrival, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (way, instead) = await ways.OfFormAsync(context, form, cancellation);
        if (instead is not null) return instead;
        var (half, has, elsewhere) = await WhoAsync(context, way, halves, factors, cancellation);
        if (elsewhere is not null) return elsewhere;
        var bound = half!.Binding(Step);
        Task<IResult> Again(string problem, int status = StatusCodes.Status400BadRequest, TimeSpan? wait = null) =>
            PageAsync(context, way, half, has!, totp.Resume(half.Person, bound, form["totp"]) ?? totp.Begin(half.Person, bound), passkeys, problem, status, wait);
        if (!await form.IsGenuineAsync(bound)) return await Again(texts["Stale"]);
        if (form.Cancels)
        {
            halves.End(context);
            return Page.Continue(way.Cancel);
        }

        var enrolled = form["passkey"].Length > 0
            ? await enrolment.AddPasskeyAsync(context, half.Person, Step, form["passkey_state"], form["passkey"], form["name"], false, cancellation)
            : await enrolment.AddAppAsync(context, half.Person, bound, form["totp"], form["code"], false, cancellation);
        switch (enrolled)
        {
            case Enrolment.Done { Person: var person, Codes: var codes, Methods: var methods }:
                return way.Show<EnrolledPage>(new EnrolledView(codes, await arrival.ArriveAsync(context, person, Proof.Both([Proof.Pwd], methods), way, cancellation)), StatusCodes.Status200OK);
            case Enrolment.Later { Wait: var wait }:
                return await Again(texts.Format("Later", Page.Seconds(wait)), StatusCodes.Status429TooManyRequests, wait);
            case Enrolment.Stale:
                return await Again(texts["Stale"]);
            default:
                return await Again(form["passkey"].Length > 0 ? texts["WrongPasskey"] : texts["WrongCode"]);
        }
    }

    // Who enrolled in another tab meanwhile proves it there.
    private static async ValueTask<(Half? Half, PersonFactors? Has, IResult? Elsewhere)> WhoAsync(HttpContext context, Way way, HalfSignIn halves, IPersonFactors factors, CancellationToken cancellation)
    {
        if (await halves.FindAsync(context, cancellation) is not { } half) return (null, null, Page.Continue(way.At("/signin")));
        var has = await factors.OfAsync(half.Person.Id, cancellation);
        return has.HasSecond ? (null, null, Page.Continue(way.At("/signin/second"))) : (half, has, null);
    }

    private static async Task<IResult> PageAsync(HttpContext context, Way way, Half half, PersonFactors has, TotpSetup setup, PasskeyCeremony passkeys, string? problem, int status, TimeSpan? retryAfter = null)
    {
        var token = PageForm.TokenFor(context, half.Binding(Step));
        var view = new EnrolView
        {
            Way = way,
            Person = half.Person,
            ByOrganization = has.Required || way.Visit is null,
            Setup = setup,
            Passkey = await passkeys.AskToMakeAsync(context, Step, half.Person),
            Problem = problem,
            FormToken = token,
        };
        return way.Show<EnrolPage>(view, status, retryAfter);
    }
}
