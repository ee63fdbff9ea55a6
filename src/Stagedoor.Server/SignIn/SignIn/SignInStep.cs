using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.SignIn.Credentials.Passkey;
using Stagedoor.Server.SignIn.Credentials.Password;

namespace Stagedoor.Server.SignIn.SignIn;

/// <summary>
/// The step in which a person signs in, in a journey or alone: one page with both fields, and a passkey beside them. With <c>as</c> it asks one person, who is signed in here, to prove it again.
/// </summary>
public sealed class SignInStep : ISlice
{
    private const string Path = "/signin", Step = "signin";

    private static readonly Texts texts = Texts.Beside<SignInPage>();

    public static void Add(IServiceCollection services)
    {
        SignInServices.Add(services);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    public static void Describe(ServerMetadata metadata) => metadata.Both("acr_values_supported", AuthenticationContext.All);

    private static async Task<IResult> ShowAsync(HttpContext context, Ways ways, PasskeyCeremony passkeys, CancellationToken cancellation)
    {
        var (way, instead) = await ways.OfQueryAsync(context, cancellation);
        return instead ?? await PageAsync(context, way, passkeys, null, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, Ways ways, PasskeyCeremony passkeys, PasswordSignIn passwords, FactorCheck factors, SignInGate gate, Arrival arrival, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (way, instead) = await ways.OfFormAsync(context, form, cancellation);
        if (instead is not null) return instead;
        Task<IResult> Again(string problem, int status = StatusCodes.Status400BadRequest, TimeSpan? wait = null) => PageAsync(context, way, passkeys, problem, status, wait);
        Task<IResult> Later(TimeSpan wait) => Again(texts.Format("Later", Waiting.InWords(wait)), StatusCodes.Status429TooManyRequests, wait);
        if (!await form.IsGenuineAsync(way.Binding(Step))) return await Again(texts["Stale"]);
        if (form.Cancels) return Page.Continue(way.Cancel);
        if (form["passkey"].Length > 0)
        {
            return await factors.PasskeyAloneAsync(context, Step, way.Again?.Person, form["passkey_state"], form["passkey"], way.ClientId, cancellation) switch
            {
                FactorOutcome.Right { Person: var owner, Proof: var proof } when IsWhoWasTyped(form, way, owner.Email) => await arrival.OpenAsync(context, owner, proof, way, cancellation),
                FactorOutcome.Later { Wait: var wait } => await Later(wait),
                FactorOutcome.Stale => await Again(texts["Stale"]),
                _ => await Again(texts["WrongPasskey"]),
            };
        }

        var email = way.Again?.Person.Email ?? form["email"];
        if (email.Length == 0 || form["password"].Length == 0) return await Again(texts["Missing"]);
        return await passwords.CheckAsync(context, email, new Secret(form["password"]), way.ClientId, cancellation) switch
        {
            PasswordOutcome.Later { Wait: var wait } => await Later(wait),
            PasswordOutcome.Busy => await Again(texts["Busy"], StatusCodes.Status429TooManyRequests, TimeSpan.FromSeconds(3)),
            PasswordOutcome.Right { Person: var person } => await gate.GoOnAsync(context, person, way, cancellation),
            _ => await Again(way.Again is null ? texts["Wrong"] : texts["WrongAgain"]),
        };
    }

    // An address beside a passkey says whom it is to be: the options name nobody's passkeys, so it is looked at here.
    private static bool IsWhoWasTyped(PageForm form, Way way, string email) => way.Again is not null || form["email"].Length == 0 || Users.Person.EmailKey(form["email"]) == Users.Person.EmailKey(email);

    private static async Task<IResult> PageAsync(HttpContext context, Way way, PasskeyCeremony passkeys, string? problem, int status, TimeSpan? retryAfter = null)
    {
        var token = PageForm.TokenFor(context, way.Binding(Step));
        var view = new SignInView
        {
            Way = way,
            Email = way.Visit?.Journey.Request.LoginHint is { Length: > 0 and <= 320 } hint ? hint : null,
            Passkey = await passkeys.AskToProveAsync(context, Step, way.Again?.Person),
            Problem = problem,
            FormToken = token,
        };
        return way.Show<SignInPage>(view, status, retryAfter);
    }
}
