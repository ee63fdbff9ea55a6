using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.SignIn.Credentials.Passkey;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.SignUp;

/// <summary>The step in which a person makes an account, on a journey or alone. A new person has no organization (design §3).</summary>
public sealed class SignUpStep : ISlice
{
    private const string Path = "/signup", Binding = "signup";

    private static readonly Texts texts = Texts.Beside<SignUpPage>();

    public static void Add(IServiceCollection services) => services.AddSingleton<Registration>().AddSingleton<EmailVerification>().AddSingleton<OutboxAccess>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    public static void Describe(ServerMetadata metadata) => metadata.Both("ui_locales_supported", LanguageTags.Spoken);

    private static async Task<IResult> ShowAsync(HttpContext context, Ways ways, PasskeyCeremony passkeys, CancellationToken cancellation)
    {
        var way = await ways.OnwardAsync(context.Request.Query["journey"], context.Request.Query["return"], cancellation);
        var hint = way.Visit?.Journey.Request.LoginHint is { Length: <= 320 } email ? email : "";
        return Show(context, new() { Way = way, Email = hint, Country = CountryOf(context), OffersPasskey = passkeys.IsPossible, FormToken = "" }, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, Ways ways, Registration registration, PasskeyCeremony passkeys, OutboxAccess outbox, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var way = await ways.OnwardAsync(form["journey"], form["return"], cancellation);
        var filled = SignUpForm.Read(form);
        IResult Again(string? field, string problem, int status = StatusCodes.Status400BadRequest, TimeSpan? wait = null) => Show(
            context, new() { Way = way, Email = filled.Email, Name = filled.Name, Country = filled.Country, OffersPasskey = passkeys.IsPossible, Wrong = field, Problem = problem, FormToken = "" }, status, wait);
        if (!await form.IsGenuineAsync(Binding)) return Again(null, texts["Stale"]);
        if (form["action"] == "passkey" && passkeys.IsPossible) return filled.ProblemOfPerson() is { } odd ? Again(odd.Field, odd.Text) : await PasskeySignUpStep.AskAsync(context, way, filled, passkeys, null, StatusCodes.Status200OK);
        if (filled.Problem() is { } wrong) return Again(wrong.Field, wrong.Text);
        return await registration.TryAsync(context, filled, way, cancellation) switch
        {
            RegistrationOutcome.Later { Wait: var wait } => Again(null, texts.Format("Later", Waiting.InWords(wait)), StatusCodes.Status429TooManyRequests, wait),
            RegistrationOutcome.Busy => Again(null, texts["Busy"], StatusCodes.Status429TooManyRequests, TimeSpan.FromSeconds(3)),
            _ => Page.Of<MailedPage>(new MailedView { Email = filled.Email, HasOutbox = outbox.IsOpen(context) }),
        };
    }

    private static IResult Show(HttpContext context, SignUpView view, int status, TimeSpan? retryAfter = null)
    {
        view = view with { FormToken = PageForm.TokenFor(context, Binding) };
        return view.Way.Visit is { } visit ? Page.Towards<SignUpPage>(visit.Journey.Request.RedirectUri, view, status, retryAfter) : Page.Of<SignUpPage>(view, status, retryAfter);
    }

    // "de-AT" says Austria; "de" alone says nothing.
    private static string CountryOf(HttpContext context) =>
        LanguageTags.Accepted(context.Request.Headers.AcceptLanguage).Select(tag => tag.Split('-')).FirstOrDefault(parts => parts.Length > 1)?[^1].ToUpperInvariant() is { } code && Country.Exists(code) ? code : "";
}
