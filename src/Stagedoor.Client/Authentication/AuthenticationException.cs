using System.Globalization;
using System.Text;

namespace Stagedoor.Client.Authentication;

/// <summary>There is no token to be had. Says why, what the issuer said, and what to do; never holds a secret, a code or a token.</summary>
public sealed class AuthenticationException : Exception
{
    /// <summary>A problem that names itself.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="description">What happened, in a sentence without secrets.</param>
    /// <param name="innerException">What caused it.</param>
    public AuthenticationException(AuthenticationProblem problem, string description, Exception? innerException = null) : base(description, innerException)
    {
        Problem = problem;
        Description = description;
        WhatToDo = Advice(problem);
    }

    /// <summary>Why.</summary>
    public AuthenticationProblem Problem { get; }

    /// <summary>The issuer's error code, such as <c>invalid_client</c>; null where none came.</summary>
    public string? Code { get; init; }

    /// <summary>What happened; the issuer's own words where it said any.</summary>
    public string Description { get; }

    /// <summary>The issuer's id of the refused request (<c>x-debug-id</c> or <c>x-request-id</c>), to be quoted to its operator.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long to wait before another try; null where nobody said.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The HTTP status of the refusal; null where no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>What the developer or the person can do about it.</summary>
    public string WhatToDo { get; init; }

    /// <summary>Whether the issuer may have done what it was asked for, although no answer came.</summary>
    internal bool MayHaveArrived { get; init; }

    /// <summary>All of it in one line.</summary>
    public override string Message
    {
        get
        {
            var text = new StringBuilder(Description.TrimEnd('.', ' '));
            if (Code is not null) text.Append(CultureInfo.InvariantCulture, $" [{Code}]");
            if (Status is { } status) text.Append(CultureInfo.InvariantCulture, $" (status {status})");
            if (RetryAfter is { } wait) text.Append(CultureInfo.InvariantCulture, $"; try again in {Math.Ceiling(wait.TotalSeconds)} s");
            text.Append(". ").Append(WhatToDo);
            if (RequestId is not null) text.Append(CultureInfo.InvariantCulture, $" Request id: {RequestId}.");
            return text.ToString();
        }
    }

    private static string Advice(AuthenticationProblem problem) => problem switch
    {
        AuthenticationProblem.RefusedByPerson => "Ask the person, and begin the sign-in anew if it was a mistake.",
        AuthenticationProblem.SignInAgain => "Let the person sign in again.",
        AuthenticationProblem.WrongCredential => "Compare client id and client secret with the Developer Console; a secret may have been rotated or the credential disabled.",
        AuthenticationProblem.WrongCredentialKind => "Use a credential of the right kind: server-to-server for machines, Web App, Single Page App or Native App for people.",
        AuthenticationProblem.WrongScope => "Ask for scopes of this kind of credential only, and add the API to its project: openid, AdobeID, frame.s2s.all for server-to-server; openid, email, profile, offline_access, additional_info.roles for people.",
        AuthenticationProblem.Throttled => "Share one authentication object between all callers, and wait before trying again.",
        AuthenticationProblem.ServiceUnavailable => "Check that the authority's address is right and reachable; it is tried again by itself at the next call.",
        AuthenticationProblem.UntrustedAnswer => "Begin the sign-in anew; if it stays, check the authority's address and this machine's clock.",
        AuthenticationProblem.StoreUnavailable => "Check the token store: its folder's owner and space, or the cache's address.",
        _ => "Compare the request with the credential's settings in the Developer Console, the redirect URI above all.",
    };
}
