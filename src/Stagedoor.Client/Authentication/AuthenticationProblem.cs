namespace Stagedoor.Client.Authentication;

/// <summary>Why there is no token: what a program may want to treat differently.</summary>
public enum AuthenticationProblem
{
    /// <summary>The issuer refused the request for another reason; the code and the description say which.</summary>
    Rejected,

    /// <summary>The person pressed Cancel, or may not use this application.</summary>
    RefusedByPerson,

    /// <summary>A person has to sign in (again): no tokens, or the refresh token or code is dead.</summary>
    SignInAgain,

    /// <summary>The client id or the client secret is wrong, or the credential is disabled.</summary>
    WrongCredential,

    /// <summary>This kind of credential may not do this: another kind is needed.</summary>
    WrongCredentialKind,

    /// <summary>A scope that the credential does not have.</summary>
    WrongScope,

    /// <summary>Too many requests: wait as long as <see cref="AuthenticationException.RetryAfter"/> says.</summary>
    Throttled,

    /// <summary>The issuer cannot be reached or cannot answer for now.</summary>
    ServiceUnavailable,

    /// <summary>An answer that may be forged: state, issuer, nonce or signature do not fit. Nothing of it was used.</summary>
    UntrustedAnswer,

    /// <summary>The token store cannot be read or written.</summary>
    StoreUnavailable,
}
