namespace Stagedoor.Client.Frameio;

/// <summary>What went wrong with a call of the API, as far as a program cares.</summary>
public enum FrameioProblem
{
    /// <summary>The request was not understood (400): a query parameter or header that the API does not take.</summary>
    BadRequest,

    /// <summary>The token opens nothing (401), and a new one did not either: a scope is missing, or the account is not reached by it.</summary>
    Unauthorized,

    /// <summary>The role is too low, or the account is locked (403).</summary>
    Forbidden,

    /// <summary>It does not exist, or not for whoever asks (404).</summary>
    NotFound,

    /// <summary>It contradicts the state of things (409).</summary>
    Conflict,

    /// <summary>The body or a value is not what the operation takes (422); <see cref="FrameioException.Errors"/> point at what.</summary>
    Invalid,

    /// <summary>Too many calls (429); <see cref="FrameioException.RetryAfter"/> says when to come again.</summary>
    RateLimited,

    /// <summary>The API could not be reached, or answered 408 or 5xx.</summary>
    Unavailable,

    /// <summary>The answer is not what the contract says: perhaps something between here and the API answered.</summary>
    UnexpectedAnswer,

    /// <summary>A file's bytes were refused or did not arrive whole.</summary>
    Transfer,
}
