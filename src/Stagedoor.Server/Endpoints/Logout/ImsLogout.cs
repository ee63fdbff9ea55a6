using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Pages;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;

namespace Stagedoor.Server.Endpoints.Logout;

/// <summary>
/// IMS's logout, ims.md §1.11, made safe: it follows registered redirect URIs only, and ends a session at once only for who shows that session's own access token; otherwise the person is asked (attack F7).
/// </summary>
internal sealed class ImsLogout(
    IClientStore clients, ProvenClient proven, BrowserSessions browser, AccessTokenVerifier verifier, TokenRevoker revoker, SignOutRequests requests, TimeProvider time)
{
    private static readonly Texts texts = Texts.Beside<EndSession>();

    public async Task<IResult> HandleAsync(HttpContext context, string path, CancellationToken cancellation)
    {
        if ((await RequestParameters.ReadAsync(context, multipart: true, cancellation)).Failed(out var malformed, out var read)) return Dialect.Ims.Refuse(malformed);
        if (read["client_secret"] is not null) return await BackChannelAsync(context, read, cancellation);
        var client = read["client_id"] is { Length: <= 128 } clientId ? await clients.FindAsync(clientId, cancellation) : null;
        if (client is { DisabledAt: not null } || (client is null && read["client_id"] is not null)) return Refuse("UnknownClient");
        var sent = read["redirect_uri"];
        var uri = sent is null || client is null ? null : ClientRedirects.Resolve(client, sent);
        if (sent is not null && uri is null) return Refuse("Mismatch");
        var live = await browser.LiveAsync(context, cancellation);
        if (client is not null && await RevokeAsync(context, client, read["access_token"], cancellation) is { Sid: { } sid } && live.FirstOrDefault(session => session.Sid == sid) is { } session)
        {
            await browser.EndAsync(context, session, client.ClientId, live, cancellation);
        }
        else if (live.Count > 0)
        {
            return Page.Continue("/signout?state=" + requests.Seal(new() { ClientId = client?.ClientId, PostLogoutRedirectUri = uri, ExpiresAt = time.GetUtcNow().AddMinutes(10) }));
        }
        else if (HttpMethods.IsPost(context.Request.Method))
        {
            // A form posted from another site comes without our cookie (SameSite=Lax). The redirect to ourselves brings it along.
            return Page.Continue(uri is null ? path : $"{path}?client_id={FormUrlEncoded.Encode(client!.ClientId)}&redirect_uri={FormUrlEncoded.Encode(uri)}");
        }

        return uri is null ? Page.Continue("/signed-out") : new SeeOutside(uri, null, StatusCodes.Status302Found);
    }

    /// <summary>Without a redirect: the token dies, with its session where it is this browser's.</summary>
    public async Task<IResult> HandleTokenAsync(HttpContext context, CancellationToken cancellation)
    {
        if ((await RequestParameters.ReadAsync(context, multipart: true, cancellation)).Failed(out var malformed, out var read)) return Dialect.Ims.Refuse(malformed);
        var client = read["client_id"] is { Length: <= 128 } clientId ? await clients.FindAsync(clientId, cancellation) : null;
        if (client is not { DisabledAt: null }) return Dialect.Ims.Refuse(ProtocolError.UnknownClient());
        if (await RevokeAsync(context, client, read["access_token"], cancellation) is { Sid: { } sid })
        {
            var live = await browser.LiveAsync(context, cancellation);
            if (live.FirstOrDefault(session => session.Sid == sid) is { } session) await browser.EndAsync(context, session, client.ClientId, live, cancellation);
        }

        return new EmptyAnswer();
    }

    // The client proves itself, so it may end a session that no browser shows.
    private async Task<IResult> BackChannelAsync(HttpContext context, RequestParameters read, CancellationToken cancellation)
    {
        if ((await proven.ProveAsync(context, read, Dialect.Ims, "logout")).Failed(out var unproven, out var client)) return Dialect.Ims.Refuse(unproven);
        if (await RevokeAsync(context, client, read["access_token"], cancellation) is { Sid: { } sid } token) await browser.EndAsync(context, sid, token.SubjectId, client.ClientId, cancellation);
        return new EmptyAnswer();
    }

    // The token, when it was a live one of this client: it is dead now, and its family with it.
    private async Task<VerifiedToken?> RevokeAsync(HttpContext context, Client client, string? text, CancellationToken cancellation)
    {
        if (text is null) return null;
        if ((await verifier.VerifyAsync(text, cancellation)).Failed(out var dead, out var token))
        {
            // What cannot be judged cannot be ended either: to say that it was would leave it alive.
            return dead.Cause == RefusalCause.Unavailable ? throw new StorageUnavailableException("a token to sign out with cannot be judged") : null;
        }

        if (token.ClientId != client.ClientId) return null;
        await revoker.RevokeAsync(context, text, client.ClientId, cascade: true);
        return token;
    }

    private static IResult Refuse(string name) => ErrorPage.Result(StatusCodes.Status400BadRequest, texts["Title"], texts[name + ".What"], texts["Who"], texts["Do"]);
}
