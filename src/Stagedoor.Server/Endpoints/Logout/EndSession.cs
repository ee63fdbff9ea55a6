using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Clients;
using Stagedoor.Pages;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.Logout;

/// <summary>
/// OIDC RP-Initiated Logout 1.0 §2. An ID token of ours as hint proves which application asks, and for whom: then the session ends at once. Without such a proof the person is asked (attack F7), and
/// nothing is followed.
/// </summary>
internal sealed class EndSession(IClientStore clients, BrowserSessions browser, IdTokenIssuer idTokens, SignOutRequests requests, TimeProvider time)
{
    private const int MaxHint = 8192, MaxState = 4096, MaxLocales = 200;

    private static readonly Texts texts = Texts.Beside<EndSession>();

    public async Task<IResult> HandleAsync(HttpContext context, CancellationToken cancellation)
    {
        if ((await RequestParameters.ReadAsync(context, multipart: false, cancellation)).Failed(out var malformed, out var read)) return Refuse("Unreadable", malformed.Description);
        var live = await browser.LiveAsync(context, cancellation);
        if (requests.Open(read["continue"]) is { ClientId: not null } proven) return await ProvenAsync(context, proven, live, cancellation);
        if (read["state"]?.Length > MaxState) return Refuse("Unreadable", $"state is longer than {MaxState} characters");
        var hint = read["id_token_hint"] is { Length: <= MaxHint } text ? idTokens.ReadHint(text) : null;
        var client = (hint?.ClientId ?? read["client_id"]) is { Length: <= 128 } clientId ? await clients.FindAsync(clientId, cancellation) : null;
        var languages = read["ui_locales"] is { Length: <= MaxLocales } locales ? locales : null;
        if (hint is null || client is null) return Ask(new() { ClientId = client?.ClientId, UiLocales = languages, ExpiresAt = Soon });
        if (read["client_id"] is { } named && named != hint.ClientId) return Refuse("OtherClient");
        var sent = read["post_logout_redirect_uri"];
        var uri = sent is null || client.DisabledAt is not null ? null : ClientRedirects.ResolvePostLogout(client, sent);
        if (sent is not null && uri is null) return Refuse("Mismatch");
        var mine = live.FirstOrDefault(session => session.Sid == hint.Sid) ?? live.FirstOrDefault(session => session.PersonId == hint.SubjectId);
        var request = new SignOutRequest { Sid = mine?.Sid ?? hint.Sid, ClientId = client.ClientId, PostLogoutRedirectUri = uri, State = read["state"], UiLocales = languages, ExpiresAt = Soon };

        // A form posted from another site comes without our cookie (SameSite=Lax). The redirect to ourselves brings it along, and the proof with it.
        if (HttpMethods.IsPost(context.Request.Method) && live.Count == 0) return Page.Continue("/oauth2/logout?continue=" + requests.Seal(request));
        return await ProvenAsync(context, request, live, cancellation);
    }

    private DateTimeOffset Soon => time.GetUtcNow().AddMinutes(10);

    private async Task<IResult> ProvenAsync(HttpContext context, SignOutRequest request, IReadOnlyList<Session> live, CancellationToken cancellation)
    {
        if (live.FirstOrDefault(session => session.Sid == request.Sid) is { } session) await browser.EndAsync(context, session, request.ClientId!, live, cancellation);

        // §2: others are signed in here than the hint says, so they are asked.
        else if (live.Count > 0) return Ask(request with { Sid = null });
        return request.PostLogoutRedirectUri is { } uri ? new SeeOutside(uri, request.State) : Page.Continue(request.Done());
    }

    private IResult Ask(SignOutRequest request) => Page.Continue("/signout?state=" + requests.Seal(request));

    private static IResult Refuse(string name, params ReadOnlySpan<object?> values) =>
        ErrorPage.Result(StatusCodes.Status400BadRequest, texts["Title"], texts.Format(name + ".What", values), texts["Who"], texts["Do"]);
}
