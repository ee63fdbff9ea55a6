using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Pages;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.SignOut;

/// <summary>What the page shows on which a person confirms a sign-out.</summary>
public sealed record SignOutView
{
    public required IReadOnlyList<PersonHere> People { get; init; }

    /// <summary>The application that asks, when it is known.</summary>
    public Client? Client { get; init; }

    /// <summary>The sealed request, for the form.</summary>
    public string? State { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}

/// <summary>The step in which a person confirms a sign-out, OIDC RP-Initiated Logout §2: a bare GET asks first (attack F7).</summary>
public sealed class SignOutStep : ISlice
{
    private const string Path = "/signout", Done = "/signed-out", Binding = "signout";

    private static readonly Texts texts = Texts.Beside<SignOutPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
        routes.MapPage(Done, static () => Page.Of<SignedOutPage>(""));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, SignOutRequests requests, PeopleHere people, IClientStore clients, CancellationToken cancellation)
    {
        var state = context.Request.Query["state"].ToString();
        var request = requests.Open(state);
        return await PageAsync(context, request, request is null ? null : state, people, clients, null, cancellation);
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context, SignOutRequests requests, PeopleHere people, IClientStore clients, ISessionStore sessions, BrowserCookie cookie, IAuditTrail audit, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var request = requests.Open(form["state"]);
        if (!await form.IsGenuineAsync(Binding)) return await PageAsync(context, request, request is null ? null : form["state"], people, clients, texts["Stale"], cancellation);
        if (form.Cancels) return Page.Continue("/");
        var here = await people.SessionsAsync(context, cancellation);
        foreach (var session in here.Where(session => IsMeant(session, request)))
        {
            await sessions.EndAsync(session.Sid, time.GetUtcNow(), cancellation);
            await audit.RecordAsync(
                new() { At = time.GetUtcNow(), Act = AuditAct.SignedOut, ActorId = session.PersonId, ClientId = request?.ClientId, TargetId = session.Sid, Address = RemoteAddress.Of(context), RequestId = context.TraceIdentifier },
                cancellation);
        }

        if (here.All(session => IsMeant(session, request))) cookie.Clear(context);
        return request?.PostLogoutRedirectUri is { } uri ? Page.Continue(request.State is { } state ? QueryHelpers.AddQueryString(uri, "state", state) : uri) : Page.Continue(request?.Done() ?? Done);
    }

    private static bool IsMeant(Session session, SignOutRequest? request) => request?.Sid is null || session.Sid == request.Sid;

    private static async Task<IResult> PageAsync(HttpContext context, SignOutRequest? request, string? state, PeopleHere people, IClientStore clients, string? problem, CancellationToken cancellation)
    {
        PageLanguage.AskedFor(request?.UiLocales);
        var here = (await people.AllAsync(context, cancellation)).Where(person => IsMeant(person.Session, request)).ToList();
        if (here.Count == 0 && request?.PostLogoutRedirectUri is null) return Page.Continue(request?.Done() ?? Done);
        var view = new SignOutView
        {
            People = here,
            Client = request?.ClientId is { } clientId ? await clients.FindAsync(clientId, cancellation) : null,
            State = state,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, Binding),
        };
        var status = problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return request?.PostLogoutRedirectUri is { } uri ? Page.Towards<SignOutPage>(uri, view, status) : Page.Of<SignOutPage>(view, status);
    }
}
