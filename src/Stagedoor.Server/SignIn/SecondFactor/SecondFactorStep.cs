using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Factors;
using Stagedoor.Server.SignIn.Credentials.Passkey;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.SecondFactor;

/// <summary>What the page of the second step shows.</summary>
public sealed record SecondFactorView
{
    public required Way Way { get; init; }
    public required Person Person { get; init; }

    /// <summary>The person has an authenticator app, or recovery codes.</summary>
    public required bool TakesApp { get; init; }
    public required bool TakesRecoveryCode { get; init; }
    public PasskeyQuestion? Passkey { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}

/// <summary>The second step of a sign-in: a code or a passkey of the person whose password was right.</summary>
public sealed class SecondFactorStep : ISlice
{
    private const string Path = "/signin/second", Step = "second";

    private static readonly Texts texts = Texts.Beside<SecondFactorPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, Ways ways, HalfSignIn halves, IPersonFactors factors, PasskeyCeremony passkeys, CancellationToken cancellation)
    {
        var (way, instead) = await ways.OfQueryAsync(context, cancellation);
        if (instead is not null) return instead;
        return await halves.FindAsync(context, cancellation) is { } half ? await PageAsync(context, way, half, factors, passkeys, null, StatusCodes.Status200OK, cancellation) : Page.Continue(way.At("/signin"));
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, Ways ways, HalfSignIn halves, IPersonFactors factors, PasskeyCeremony passkeys, FactorCheck check, RememberedBrowser remembered, AccountNews news, Arrival arrival, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (way, instead) = await ways.OfFormAsync(context, form, cancellation);
        if (instead is not null) return instead;
        if (await halves.FindAsync(context, cancellation) is not { } half) return Page.Continue(way.At("/signin"));
        Task<IResult> Again(string problem, int status = StatusCodes.Status400BadRequest, TimeSpan? wait = null) => PageAsync(context, way, half, factors, passkeys, problem, status, cancellation, wait);
        if (!await form.IsGenuineAsync(half.Binding(Step))) return await Again(texts["Stale"]);
        if (form.Cancels)
        {
            halves.End(context);
            return Page.Continue(way.Cancel);
        }

        if (form["passkey"].Length == 0 && form["code"].Length == 0) return await Again(texts["Missing"]);
        var outcome = form["passkey"].Length > 0
            ? await check.PasskeyAsync(context, Step, half.Person, form["passkey_state"], form["passkey"], way.ClientId, cancellation)
            : await check.CodeAsync(context, half.Person, form["code"], way.ClientId, cancellation);
        switch (outcome)
        {
            case FactorOutcome.Right { Proof: var proof }:
                if (form["remember"] == "yes")
                {
                    await remembered.RememberAsync(context, half.Person, cancellation);
                    await news.RecordAsync(context, half.Person, AuditAct.DeviceRemembered, half.Person.Id);
                }

                return await arrival.OpenAsync(context, half.Person, proof, way, cancellation);
            case FactorOutcome.Later { Wait: var wait }:
                return await Again(texts.Format("Later", Page.Seconds(wait)), StatusCodes.Status429TooManyRequests, wait);
            case FactorOutcome.Stale:
                return await Again(texts["Stale"]);
            default:
                return await Again(form["passkey"].Length > 0 ? texts["WrongPasskey"] : texts["WrongCode"]);
        }
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, Way way, Half half, IPersonFactors factors, PasskeyCeremony passkeys, string? problem, int status, CancellationToken cancellation, TimeSpan? retryAfter = null)
    {
        var token = PageForm.TokenFor(context, half.Binding(Step));
        var has = await factors.OfAsync(half.Person.Id, cancellation);
        var view = new SecondFactorView
        {
            Way = way,
            Person = half.Person,
            TakesApp = has.Authenticator,
            TakesRecoveryCode = has.RecoveryCodes > 0,
            Passkey = has.Passkeys > 0 ? await passkeys.AskToProveAsync(context, Step, half.Person) : null,
            Problem = problem,
            FormToken = token,
        };
        return way.Show<SecondFactorPage>(view, status, retryAfter);
    }
}
