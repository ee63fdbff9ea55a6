using System.Collections.Immutable;
using System.Globalization;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.OpenId;
using Stagedoor.Server.Users;

namespace Stagedoor.Server.Endpoints;

/// <summary>The checks after the redirect URI is proven, in order: a refusal of theirs goes to the client. How to answer comes first, so that every refusal after it is answered so.</summary>
internal static class ProvenRequest
{
    /// <summary>Characters, design §3 Settled for state.</summary>
    private const int MaxState = 4096, MaxNonce = 1024, MaxHint = 512, MaxTokenHint = 8192;

    private static readonly ImmutableArray<Func<AuthorizationDraft, ProtocolError?>> Checks =
    [
        StateIsWhole, ResponseModeIsKnown, ResponseTypeIsCode, NothingComesByReference, ScopesAreGranted, ChallengeIsS256, NonceIsBounded, PromptIsKnown, MaxAgeIsANumber, HintsAreBounded, ClaimsAreWellFormed,
        TokenHintIsOurs, ResourcesAreRegistered, AudienceMayActForPeople,
    ];

    /// <summary>Null when every check passes.</summary>
    public static ProtocolError? Check(AuthorizationDraft draft)
    {
        foreach (var check in Checks)
        {
            if (check(draft) is { } refusal) return refusal;
        }

        return null;
    }

    // Whole or refused, never cut.
    private static ProtocolError? StateIsWhole(AuthorizationDraft draft)
    {
        var state = draft.Parameters["state"];
        if (state?.Length > MaxState) return ProtocolError.InvalidRequest($"state is longer than {MaxState} characters");
        draft.State = state;
        return null;
    }

    // OAuth 2.0 Multiple Response Type Encoding Practices §2.1 and §5: what belongs to a token type goes into the fragment, and so does its refusal; nothing else does.
    private static ProtocolError? ResponseModeIsKnown(AuthorizationDraft draft)
    {
        var tokenType = draft.Parameters["response_type"] is { } type && type.Split(' ').Any(part => part is "token" or "id_token");
        switch (draft.Parameters["response_mode"])
        {
            case null:
                draft.ResponseMode = tokenType ? "fragment" : "query";
                return null;
            case "form_post" when draft.RedirectUri.StartsWith("http", StringComparison.Ordinal):
                draft.ResponseMode = "form_post";
                return null;
            case "fragment" when tokenType:
                draft.ResponseMode = "fragment";
                return null;
            case "query":
                draft.ResponseMode = "query";
                return null;
            default:
                return ProtocolError.InvalidRequest("response_mode must be query or form_post, and form_post needs an http redirect URI");
        }
    }

    private static ProtocolError? ResponseTypeIsCode(AuthorizationDraft draft) => draft.Parameters["response_type"] switch
    {
        "code" => null,
        null when draft.Dialect.IsLenient => null,
        null => ProtocolError.InvalidRequest("the response_type parameter is missing"),
        _ => new(ErrorCode.UnsupportedResponseType, "only response_type=code is supported (RFC 9700, section 2.1.2)"),
    };

    // OIDC Core §6 and §7.2.1. To ignore a request object would be to answer another request.
    private static ProtocolError? NothingComesByReference(AuthorizationDraft draft)
    {
        if (draft.Parameters["request"] is not null) return new(ErrorCode.RequestNotSupported, "request objects are not supported: send the parameters, or push them (RFC 9126)");
        if (draft.Parameters["request_uri"] is not null) return new(ErrorCode.RequestUriNotSupported, "request_uri is supported only as this server's own pushed authorization requests give it (RFC 9126)");
        return draft.Parameters["registration"] is not null ? new(ErrorCode.RegistrationNotSupported, "the registration parameter is not supported") : null;
    }

    private static ProtocolError? ScopesAreGranted(AuthorizationDraft draft)
    {
        if (draft.Dialect.ReadScope(draft.Parameters["scope"]).Failed(out var malformed, out var scopes)) return malformed;

        // RFC 6749 §3.3: without scopes a pre-defined default, the least there is.
        draft.Scopes = scopes.IsEmpty ? ScopeSet.Of(Scope.OpenId) : scopes;
        return ScopeRules.Check(draft.Client, draft.Scopes);
    }

    // RFC 7636 §4.3: a challenge without a method is a plain one, and a plain one proves nothing to who sees the request (RFC 9700 §2.1.1).
    private static ProtocolError? ChallengeIsS256(AuthorizationDraft draft)
    {
        var challenge = draft.Parameters["code_challenge"];
        var method = draft.Parameters["code_challenge_method"];
        if (challenge is null)
        {
            if (draft.Client.NeedsPkce) return ProtocolError.InvalidRequest("the code_challenge parameter is missing: this application must use PKCE with S256 (RFC 7636)");
            return method is null ? null : ProtocolError.InvalidRequest("code_challenge_method without code_challenge");
        }

        if (method != Pkce.S256) return ProtocolError.InvalidRequest("code_challenge_method must be S256; without one a challenge counts as plain");
        if (!Pkce.IsChallenge(challenge)) return ProtocolError.InvalidRequest("code_challenge must be 43 base64url characters");
        draft.CodeChallenge = challenge;
        return null;
    }

    private static ProtocolError? NonceIsBounded(AuthorizationDraft draft)
    {
        var nonce = draft.Parameters["nonce"];
        if (nonce?.Length > MaxNonce) return ProtocolError.InvalidRequest($"nonce is longer than {MaxNonce} characters");
        draft.Nonce = nonce;
        return null;
    }

    private static ProtocolError? PromptIsKnown(AuthorizationDraft draft)
    {
        if (Prompt.Parse(draft.Parameters["prompt"]) is not { } prompt) return ProtocolError.InvalidRequest("prompt must be none alone, or any of login, consent and select_account");
        draft.Prompt = prompt;
        return null;
    }

    private static ProtocolError? MaxAgeIsANumber(AuthorizationDraft draft)
    {
        if (draft.Parameters["max_age"] is not { } text) return null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return ProtocolError.InvalidRequest("max_age must be a number of seconds");
        draft.MaxAge = seconds;
        return null;
    }

    private static ProtocolError? HintsAreBounded(AuthorizationDraft draft) =>
        new[] { "login_hint", "ui_locales", "claims_locales", "acr_values", "display" }.FirstOrDefault(name => draft.Parameters[name]?.Length > MaxHint) is { } name
            ? ProtocolError.InvalidRequest($"{name} is longer than {MaxHint} characters") : null;

    private static ProtocolError? ClaimsAreWellFormed(AuthorizationDraft draft)
    {
        if (draft.Parameters["claims"] is not { } text) return null;
        if (ClaimsParameter.Parse(text) is not { } claims) return ProtocolError.InvalidRequest("claims is not the JSON object of OpenID Connect Core, section 5.5, or is too large");
        // §5.5: what cannot be given is left out. A claim is no way around the scopes of the credential.
        var scopes = draft.Client.Settings.ScopeSet;
        draft.Claims = claims with { Userinfo = PersonClaims.Within(scopes, claims.Userinfo), IdToken = PersonClaims.Within(scopes, claims.IdToken) };
        draft.HintedPersonId = claims.Subject;
        return null;
    }

    private static ProtocolError? TokenHintIsOurs(AuthorizationDraft draft)
    {
        if (draft.Parameters["id_token_hint"] is not { } text) return null;
        var hint = text.Length <= MaxTokenHint ? draft.ReadHint(text) : null;
        if (hint is null || hint.ClientId != draft.Client.ClientId) return ProtocolError.InvalidRequest("id_token_hint is not an ID token of this application");
        if (draft.HintedPersonId is { } other && other != hint.SubjectId) return ProtocolError.InvalidRequest("id_token_hint and claims mean two people");
        draft.HintedPersonId = hint.SubjectId;
        return null;
    }

    private static ProtocolError? ResourcesAreRegistered(AuthorizationDraft draft)
    {
        if (Resources.Check(draft.Client, draft.Parameters, draft.Options).Failed(out var refusal, out var resources)) return refusal;
        draft.Resources = resources.Values;
        return null;
    }

    // RFC 8693 §2.1 calls a client by its name an audience; RFC 8707's resources are addresses. A token for both would let whoever is to exchange it use it as it is.
    private static ProtocolError? AudienceMayActForPeople(AuthorizationDraft draft)
    {
        if (draft.Audience is null) return null;
        if (!draft.Resources.IsEmpty) return ProtocolError.InvalidTarget("ask for a resource or for an audience, not for both: a token is for one use");
        if (draft.Deputy is not { } deputy) return ProtocolError.InvalidTarget("audience must be the client id of a server-to-server credential of this application's organization that has a service account user");
        return deputy.Of(draft.Scopes).IsEmpty ? ProtocolError.InvalidScope("none of these scopes can be passed on to that credential: openid, profile and additional_info.roles open Frame.io for it") : null;
    }
}
