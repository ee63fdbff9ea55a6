using System.Text.Json;
using Stagedoor.Client.Authentication.Authorities;
using Stagedoor.Client.Authentication.Tokens;
using Stagedoor.Protocol.Jose;
using Stagedoor.Protocol.OAuth;

namespace Stagedoor.Client.Authentication;

/// <summary>A person signs in with a browser and allows the application (authorization code with PKCE, RFC 7636, OIDC Core §3.1). State, nonce, issuer and proof key are made and checked here.</summary>
public abstract class UserAuthentication : FrameioAuthentication
{
    private readonly string redirectUri;

    private protected UserAuthentication(AuthenticationOptions options, TokenEndpoint endpoint, string redirectUri, string identity) : base(options, endpoint, identity, needsRefreshToken: true) => this.redirectUri = redirectUri;

    /// <summary>Begins a sign-in: send the browser to its <see cref="PendingSignIn.Address"/>, and keep it for the answer.</summary>
    /// <param name="options">How it differs from the usual.</param>
    /// <param name="cancellation">Ends the look-up of the issuer.</param>
    public async Task<PendingSignIn> BeginSignInAsync(SignInOptions? options = null, CancellationToken cancellation = default)
    {
        var metadata = await Issuer.MetadataAsync(cancellation).ConfigureAwait(false);
        var (verifier, challenge) = PendingSignIn.NewProof();
        var (state, nonce, callback) = (PendingSignIn.New(), PendingSignIn.New(), options?.RedirectUri ?? redirectUri);
        List<(string Name, string? Value)> query =
        [
            ("client_id", Options.ClientId), ("redirect_uri", callback), ("scope", Endpoint.Join(Scopes)), ("response_type", "code"), ("state", state), ("nonce", nonce),
            ("code_challenge", challenge), ("code_challenge_method", Pkce.S256), ("prompt", options?.Prompt), ("login_hint", options?.LoginHint), ("audience", options?.Audience),
            ("max_age", options?.MaxAge is { } age ? ((long)age.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture) : null),
            .. Options.Resources.Select(resource => ("resource", (string?)resource)),
        ];
        return new(Issuer.Time.GetUtcNow())
        {
            Address = With(metadata.AuthorizationEndpoint, query),
            State = state,
            RedirectUri = callback,
            Nonce = nonce,
            Verifier = verifier,
            Issuer = metadata.Issuer,
            ClientId = Options.ClientId,
            MaxAge = options?.MaxAge,
        };
    }

    /// <summary>Takes the address that the browser came back to, checks it against the sign-in that began here, and redeems the code.</summary>
    /// <param name="pending">What <see cref="BeginSignInAsync"/> gave.</param>
    /// <param name="callback">The whole address, with its query.</param>
    /// <param name="cancellation">Ends the request; the code is spent then.</param>
    /// <exception cref="AuthenticationException">Refused by the person or the issuer, or not the answer to this sign-in.</exception>
    public Task<SignedIn> CompleteSignInAsync(PendingSignIn pending, string callback, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pending);
        return CompleteSignInAsync(pending, AuthorizationAnswer.Read(pending, callback), cancellation);
    }

    /// <summary>The same with the answer's parameters already taken apart, as a form that was posted.</summary>
    /// <param name="pending">What <see cref="BeginSignInAsync"/> gave.</param>
    /// <param name="parameters">The names and values that the browser brought.</param>
    /// <param name="cancellation">Ends the request; the code is spent then.</param>
    public Task<SignedIn> CompleteSignInByFormAsync(PendingSignIn pending, IEnumerable<KeyValuePair<string, string>> parameters, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pending);
        return CompleteSignInAsync(pending, AuthorizationAnswer.Of(parameters), cancellation);
    }

    /// <summary>Asks the issuer who the person is.</summary>
    /// <param name="cancellation">Ends the request.</param>
    public async Task<UserInfo> GetUserInfoAsync(CancellationToken cancellation = default)
    {
        var metadata = await Issuer.MetadataAsync(cancellation).ConfigureAwait(false);
        if (metadata.UserinfoEndpoint is not { } endpoint) throw new AuthenticationException(AuthenticationProblem.Rejected, "the issuer has no userinfo endpoint");
        var token = await GetTokenAsync(cancellation).ConfigureAwait(false);
        var expected = (await ExportAsync(cancellation).ConfigureAwait(false))?.Subject;
        var answer = await AskAsync(endpoint, token, cancellation).ConfigureAwait(false);
        // OIDC Core §5.3.2: claims of somebody else are not used.
        return answer["sub"] is { Length: > 0 } subject && (expected is null || expected == subject) ? Person(answer, subject) : throw new AuthenticationException(AuthenticationProblem.UntrustedAnswer, "userinfo speaks of somebody else");
    }

    /// <summary>Where to send the browser so that the person is signed out at the issuer as well (OIDC RP-Initiated Logout); null where the issuer has no such place. Ask before <see cref="FrameioAuthentication.SignOutAsync"/>.</summary>
    /// <param name="returnTo">A registered address to come back to.</param>
    /// <param name="state">Comes back with it.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    public async Task<string?> GetSignOutAddressAsync(string? returnTo = null, string? state = null, CancellationToken cancellation = default)
    {
        var metadata = await Issuer.MetadataAsync(cancellation).ConfigureAwait(false);
        var hint = (await ExportAsync(cancellation).ConfigureAwait(false))?.IdToken;
        if (metadata.EndSessionEndpoint is { } standard) return With(standard, [("id_token_hint", hint), ("client_id", Options.ClientId), ("post_logout_redirect_uri", returnTo), ("state", returnTo is null ? null : state)]);
        return metadata.ImsLogoutEndpoint is { } ims ? With(ims, [("client_id", Options.ClientId), ("redirect_uri", returnTo)]) : null;
    }

    private protected override async Task<TokenState> ObtainAsync(TokenState? state)
    {
        if (state is null) throw new AuthenticationException(AuthenticationProblem.SignInAgain, "nobody is signed in");
        if (state.RefreshToken is null) throw new AuthenticationException(AuthenticationProblem.SignInAgain, "the access token has ended, and the issuer gave no refresh token") { WhatToDo = "Let the person sign in again; for longer sessions ask for offline_access, where the credential may have it." };
        var asked = Issuer.Time.GetUtcNow();
        var answer = await Endpoint.RequestAsync(GrantType.RefreshToken, [("refresh_token", state.RefreshToken)], Repeating.Freely, CancellationToken.None).ConfigureAwait(false);
        var next = StateOf(answer, await Issuer.MetadataAsync(CancellationToken.None).ConfigureAwait(false), asked, state.Scopes);
        // OIDC Core §12.2: the same person, always. The first ID token stays the hint: it was checked.
        if (state.Subject is not null && ((next.Subject ?? state.Subject) != state.Subject || SubjectIn(next.IdToken, state.Subject) != state.Subject)) throw new AuthenticationException(AuthenticationProblem.UntrustedAnswer, "the renewed tokens are somebody else's");
        return next with
        {
            // Adobe and others may give none: the old one stays good (ims.md §9).
            RefreshToken = next.RefreshToken ?? state.RefreshToken,
            RefreshExpiresAt = next.RefreshToken is null ? state.RefreshExpiresAt : next.RefreshExpiresAt,
            IdToken = state.IdToken,
            Subject = state.Subject,
        };
    }

    internal async Task<SignedIn> KeepAsync(TokenAnswer answer, AuthorityMetadata metadata, DateTimeOffset asked, IdTokenCheck check, CancellationToken cancellation)
    {
        var state = StateOf(answer, metadata, asked, Scopes);
        if (answer.IdToken is { } idToken) state = state with { Subject = await check.SubjectOfAsync(Issuer, metadata, idToken, answer.ClockAhead, cancellation).ConfigureAwait(false) };
        else if (metadata.AlwaysGivesIdToken && state.Scopes.Contains(Scope.OpenId)) throw new AuthenticationException(AuthenticationProblem.UntrustedAnswer, "the answer holds no ID token though openid was granted");
        await Cache.ReplaceAsync(state, TokenChange.Obtained, cancellation).ConfigureAwait(false);
        return new(state.Subject, state.Scopes);
    }

    private async Task<SignedIn> CompleteSignInAsync(PendingSignIn pending, AuthorizationAnswer answer, CancellationToken cancellation)
    {
        var metadata = await Issuer.MetadataAsync(cancellation).ConfigureAwait(false);
        if (pending.ClientId != Options.ClientId || pending.Issuer != metadata.Issuer) throw new AuthenticationException(AuthenticationProblem.UntrustedAnswer, "this sign-in began with another credential or issuer");
        if (pending.HasEnded(Issuer.Time.GetUtcNow())) throw new AuthenticationException(AuthenticationProblem.SignInAgain, "the sign-in took too long");
        var code = answer.CodeFor(pending, metadata);
        if (!pending.TakeOnce()) throw new AuthenticationException(AuthenticationProblem.UntrustedAnswer, "this sign-in was answered before");
        var asked = Issuer.Time.GetUtcNow();
        var tokens = await Endpoint.RequestAsync(GrantType.AuthorizationCode, [("code", code), ("redirect_uri", pending.RedirectUri), ("code_verifier", pending.Verifier)], Repeating.Never, cancellation).ConfigureAwait(false);
        var check = new IdTokenCheck { ClientId = Options.ClientId, Nonce = pending.Nonce, AccessToken = tokens.AccessToken, Subject = tokens.Subject, MaxAge = pending.MaxAge, PinnedIssuer = Options.IdTokenIssuer };
        return await KeepAsync(tokens, metadata, asked, check, cancellation).ConfigureAwait(false);
    }

    private async Task<WireAnswer> AskAsync(string endpoint, AccessToken token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = token.Header;
        var answer = await Issuer.SendAsync(request, cancellation).ConfigureAwait(false);
        return answer.IsSuccess ? answer : throw Refusal.Of(answer, null, [token.Reveal()]);
    }

    private static UserInfo Person(WireAnswer answer, string subject) => new(subject)
    {
        Name = answer["name"],
        GivenName = answer["given_name"],
        FamilyName = answer["family_name"],
        Email = answer["email"],
        // IMS's first version writes it as text.
        EmailVerified = answer["email_verified"] == "true" || (answer.Json.TryGetProperty("email_verified", out var verified) && verified.ValueKind == JsonValueKind.True),
        Country = answer.Json.TryGetProperty("address", out var address) && address.ValueKind == JsonValueKind.Object && address.TryGetProperty("country", out var country) && country.ValueKind == JsonValueKind.String ? country.GetString() : null,
    };

    private static string? SubjectIn(string? idToken, string otherwise) => idToken is null ? otherwise : CompactJwt.Parse(idToken)?.ClaimText("sub");

    private static string With(string address, IEnumerable<(string Name, string? Value)> query)
    {
        var text = string.Join('&', query.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
        return text.Length == 0 ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{text}";
    }
}
