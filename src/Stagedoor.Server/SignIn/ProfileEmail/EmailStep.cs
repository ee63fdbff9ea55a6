using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Pages;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfileEmail;

/// <summary>The page on which a person asks for another address, after a recent proof (attack F4). Nothing changes before the link in the mail to the new address was used.</summary>
public sealed class EmailStep : ISlice
{
    private const string Path = "/profile/email";

    private static readonly Texts texts = Texts.Beside<EmailPage>();

    public static void Add(IServiceCollection services) => services.AddSingleton<EmailChange>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, RecentProof proof, CancellationToken cancellation)
    {
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        return here is null ? instead! : Show(context, here, null, null);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, RecentProof proof, EmailChange change, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        if (here is null) return instead!;
        var email = form["email"].Trim();
        if (!await form.IsGenuineAsync(Binding(here))) return Show(context, here, email, texts["Stale"]);
        if (EmailAddress.WhatIsWrongWith(email) is { } problem) return Show(context, here, email, texts["Problem." + problem]);
        if (Person.EmailKey(email) == Person.EmailKey(here.Person.Email)) return Show(context, here, email, texts["Same"]);
        var wait = await change.AskAsync(context, here.Person, email, cancellation);
        return wait > TimeSpan.Zero ? Show(context, here, email, texts["TooOften"], StatusCodes.Status429TooManyRequests, wait) : Page.Continue(Path + "?sent=1");
    }

    private static string Binding(PersonHere here) => "email:" + here.Session.Sid;

    private static IResult Show(HttpContext context, PersonHere here, string? typed, string? problem, int status = StatusCodes.Status400BadRequest, TimeSpan? retryAfter = null) => Page.Of<EmailPage>(
        new EmailView { Person = here.Person, Typed = typed, Problem = problem, Sent = context.Request.Query["sent"] == "1", FormToken = PageForm.TokenFor(context, Binding(here)) },
        problem is null ? StatusCodes.Status200OK : status, retryAfter);
}
