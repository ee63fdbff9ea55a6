using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Audit;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.Profile;

/// <summary>A person's own page: who one is here. The form has a name and a language, and nothing else that is sent with it is looked at (attack F11).</summary>
public sealed class ProfileStep : ISlice
{
    private const string Path = "/profile";

    private static readonly Texts texts = Texts.Beside<ProfilePage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PeopleHere people, IAvatarStore avatars, CancellationToken cancellation)
    {
        if (await people.CurrentAsync(context, cancellation) is not { } here) return Page.Continue(SignInFirst.At(Path));
        return await PageAsync(context, here, here.Person.Name, here.Person.Locale, null, avatars, cancellation);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, PeopleHere people, IPersonStore store, IAvatarStore avatars, IAuditTrail audit, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        if (await people.CurrentAsync(context, cancellation) is not { } here) return Page.Continue(SignInFirst.At(Path));
        var person = here.Person;
        var name = form["name"].Trim();
        var locale = LocaleOf(person, form["language"]);
        Task<IResult> Again(string problem) => PageAsync(context, here, name, locale, texts[problem], avatars, cancellation);
        if (!await form.IsGenuineAsync(Binding(here))) return await Again("Stale");
        if (ServiceAccountName.WhatIsWrongWith(name) is not null) return await Again("NameWrong");
        if (name != person.Name && ServiceAccountName.LooksGiven(name)) return await Again("NameTaken");
        if (name == person.Name && locale == person.Locale) return Page.Continue(Path + "?saved=1");
        var now = time.GetUtcNow();
        if (!await store.ChangeProfileAsync(person.Id, name, locale, now, cancellation)) return await Again("NameTaken");
        await audit.RecordAsync(
            new() { At = now, Act = AuditAct.ProfileChanged, ActorId = person.Id, TargetId = person.Id, Detail = name == person.Name ? "language" : "name", Address = RemoteAddress.Of(context), RequestId = context.TraceIdentifier },
            cancellation);
        return Page.Continue(Path + "?saved=1");
    }

    // A finer tag that somebody else gave stays while its language does.
    private static string? LocaleOf(Person person, string chosen) =>
        LanguageTags.Choose([chosen]) is not { } tag ? null : tag == LanguageTags.Choose([person.Locale]) ? person.Locale : tag;

    private static string Binding(PersonHere here) => "profile:" + here.Session.Sid;

    private static async Task<IResult> PageAsync(HttpContext context, PersonHere here, string name, string? locale, string? problem, IAvatarStore avatars, CancellationToken cancellation)
    {
        var view = new ProfileView
        {
            Person = here.Person,
            Avatar = await avatars.NameOfAsync(here.Person.Id, cancellation),
            Name = name,
            Locale = LanguageTags.Choose([locale]),
            Problem = problem,
            Saved = context.Request.Query["saved"] == "1",
            FormToken = PageForm.TokenFor(context, Binding(here)),
        };
        return Page.Of<ProfilePage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
