using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.Recovery;

/// <summary>
/// The step in which a person who forgot the password sets a new one by a link: half an hour, one use, dead after any change that it touches (attack F10). A second factor is asked for afterwards as before.
/// </summary>
public sealed class PasswordRecoveryStep : ISlice
{
    private const string AskPath = "/recover", SetPath = "/recover/password", AskBinding = "recover", SetBinding = "recover-password";

    private static readonly Texts texts = Texts.Beside<AskPage>();

    public static void Add(IServiceCollection services) => services.AddSingleton<RecoveryRequests>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(AskPath, ShowAskAsync);
        routes.MapForm(AskPath, AskAsync);
        routes.MapPage(SetPath, ShowSetAsync);
        routes.MapForm(SetPath, SetAsync);
    }

    private static async Task<IResult> ShowAskAsync(HttpContext context, Ways ways, CancellationToken cancellation) =>
        Ask(context, await ways.OnwardAsync(context.Request.Query["journey"], context.Request.Query["return"], cancellation), null, StatusCodes.Status200OK);

    private static async Task<IResult> AskAsync(HttpContext context, Ways ways, RecoveryRequests requests, OutboxAccess outbox, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var way = await ways.OnwardAsync(form["journey"], form["return"], cancellation);
        if (!await form.IsGenuineAsync(AskBinding)) return Ask(context, way, texts["Stale"], StatusCodes.Status400BadRequest);
        var email = form["email"].Trim();
        if (email.Length is 0 or > 320) return Ask(context, way, texts["Missing"], StatusCodes.Status400BadRequest);
        var wait = await requests.TakeAsync(context, email, way, cancellation);
        return wait > TimeSpan.Zero
            ? Ask(context, way, texts.Format("Later", Waiting.InWords(wait)), StatusCodes.Status429TooManyRequests, wait)
            : Page.Of<SentPage>(new SentView(email, outbox.IsOpen(context)));
    }

    private static async Task<IResult> ShowSetAsync(HttpContext context, Ways ways, PersonLinks links, IPersonStore people, CancellationToken cancellation)
    {
        var handle = context.Request.Query["link"].ToString();
        var way = await ways.OnwardAsync(context.Request.Query["journey"], context.Request.Query["return"], cancellation);
        return await FindAsync(handle, links, people, cancellation) is { } person ? Set(context, person, handle, way, null, StatusCodes.Status200OK) : RecoveryDead.Page();
    }

    private static async Task<IResult> SetAsync(
        HttpContext context, Ways ways, PersonLinks links, IPersonStore people, PasswordHasher hasher, AccountNews news, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var handle = form["link"];
        var way = await ways.OnwardAsync(form["journey"], form["return"], cancellation);
        if (await FindAsync(handle, links, people, cancellation) is not { } person) return RecoveryDead.Page();
        IResult Again(string problem, int status = StatusCodes.Status400BadRequest) => Set(context, person, handle, way, problem, status);
        if (!await form.IsGenuineAsync(SetBinding)) return Again(texts["Stale"]);
        var password = new Secret(form["password"]);
        if (PasswordRules.WhatIsWrongWith(password, person.Email, person.Name) is { } weakness) return Again(PasswordWords.Of(weakness));
        if (await hasher.HashAsync(password, cancellation) is not { } hash) return Again(texts["Busy"], StatusCodes.Status429TooManyRequests);

        // From here on the link is spent; a fault after it costs another link, never a second use.
        if (await links.SpendAsync(PersonLinkPurpose.RecoverPassword, handle, cancellation) is not { Credentials: { } credentials }) return RecoveryDead.Page();
        var keeps = person.EmailVerified && form["keep"] == "yes";
        if (!await people.RecoverPasswordAsync(person.Id, credentials, hash, keeps, time.GetUtcNow(), CancellationToken.None)) return RecoveryDead.Page();
        await news.PasswordChangedAsync(context, person, AuditAct.PasswordRecovered, keeps ? "keeps_sessions" : null);
        return Page.Of<DonePage>(new DoneView("Set", way));
    }

    private static async ValueTask<Person?> FindAsync(string handle, PersonLinks links, IPersonStore people, CancellationToken cancellation)
    {
        if (await links.FindAsync(PersonLinkPurpose.RecoverPassword, handle, cancellation) is not { } link || await people.FindAsync(link.PersonId, cancellation) is not { } person) return null;
        PageLanguage.OfPerson(person.Locale);
        return person;
    }

    private static IResult Ask(HttpContext context, Way way, string? problem, int status, TimeSpan? retryAfter = null) => way.Show<AskPage>(new AskView(way, problem, PageForm.TokenFor(context, AskBinding)), status, retryAfter);

    private static IResult Set(HttpContext context, Person person, string handle, Way way, string? problem, int status) =>
        Page.Of<PasswordPage>(new PasswordView { Person = person, Handle = handle, Way = way, Problem = problem, FormToken = PageForm.TokenFor(context, SetBinding) }, status);
}
