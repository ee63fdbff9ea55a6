using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfileSessions;

/// <summary>Where a person is signed in: lists the sessions and ends them. What came of a session is dead within a second on every node, refresh tokens too (attack F15); somebody else's is not found.</summary>
public sealed class SessionsStep : ISlice
{
    private const string Path = "/profile/sessions";

    private const int PageSize = 20, LongestSid = 64;

    private static readonly Texts texts = Texts.Beside<SessionsPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PeopleHere people, ISessionStore sessions, TimeProvider time, CancellationToken cancellation) =>
        await people.CurrentAsync(context, cancellation) is { } here ? await PageAsync(context, here, null, sessions, time, cancellation) : Page.Continue(SignInFirst.At(Path));

    private static async Task<IResult> SubmitAsync(HttpContext context, PeopleHere people, ISessionStore sessions, IAuditTrail audit, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        if (await people.CurrentAsync(context, cancellation) is not { } here) return Page.Continue(SignInFirst.At(Path));
        if (!await form.IsGenuineAsync(Binding(here))) return await PageAsync(context, here, texts["Stale"], sessions, time, cancellation);
        var now = time.GetUtcNow();
        if (form["action"] == "end-others")
        {
            var ended = await sessions.EndOthersAsync(here.Person.Id, here.Session.Sid, now, cancellation);
            await RecordAsync(context, here, null, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"others {ended}"), audit, now, cancellation);
            return Page.Continue(Path + "?done=others");
        }

        if (await FindAsync(form["sid"], here, sessions, now, cancellation) is not { } session) return ErrorPage.Nowhere();
        if (await sessions.EndAsync(session.Sid, now, cancellation)) await RecordAsync(context, here, session.Sid, null, audit, now, cancellation);
        return Page.Continue(Path + "?done=one");
    }

    private static async ValueTask<Session?> FindAsync(string? sid, PersonHere here, ISessionStore sessions, DateTimeOffset now, CancellationToken cancellation) =>
        sid is { Length: > 0 and <= LongestSid } ? await sessions.FindAsync(here.Person.Id, sid, now, cancellation) : null;

    private static Task RecordAsync(HttpContext context, PersonHere here, string? sid, string? detail, IAuditTrail audit, DateTimeOffset now, CancellationToken cancellation) => audit.RecordAsync(
        new() { At = now, Act = AuditAct.SignedOut, ActorId = here.Person.Id, TargetId = sid, Detail = detail, Address = RemoteAddress.Of(context), RequestId = context.TraceIdentifier }, cancellation);

    private static string Binding(PersonHere here) => "sessions:" + here.Session.Sid;

    // A cursor is the last session of the page before; once that has ended, the list begins anew.
    private static async Task<IResult> PageAsync(HttpContext context, PersonHere here, string? problem, ISessionStore sessions, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var after = await FindAsync(context.Request.Query["after"], here, sessions, now, cancellation);
        var found = await sessions.OfPersonAsync(here.Person.Id, after, PageSize + 1, now, cancellation);
        var shown = found.Take(PageSize).ToList();
        var view = new SessionsView
        {
            Sessions = shown,
            Here = here.Session,
            Older = found.Count > PageSize ? $"{Path}?after={shown[^1].Sid}" : null,
            IsFirst = after is null,
            Problem = problem,
            Done = context.Request.Query["done"].ToString() switch { "one" => texts["DoneOne"], "others" => texts["DoneOthers"], _ => null },
            FormToken = PageForm.TokenFor(context, Binding(here)),
        };
        return Page.Of<SessionsPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
