using Stagedoor.Client.Authentication;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli;

/// <summary>Makes one shape of whatever went wrong: what, what to do next, and the exit code.</summary>
internal static class Refusals
{
    public static CommandException Tell(Exception problem) => problem switch
    {
        CommandException told => told,
        AuthenticationException refused => Tell(refused),
        FrameioException refused => Tell(refused),
        // What the library says of settings and arguments is a sentence for whoever set them.
        ArgumentException wrong => new(ExitCode.Usage, FirstLine(wrong.Message), "stagedoor --help"),
        IOException or UnauthorizedAccessException => new(ExitCode.Failed, FirstLine(problem.Message), "Check the path, the space that is left, and who may read and write there."),
        HttpRequestException => new(ExitCode.Unavailable, FirstLine(problem.Message), "Check the address and the network, and try again."),
        OperationCanceledException => new(ExitCode.Unavailable, "There was no answer in time.", "Try again; if it stays, check the address and the network."),
        _ => new(ExitCode.Failed, $"This should not have happened: {problem.GetType().Name}: {FirstLine(problem.Message)}", "Please report it, with the command that you typed and without secrets."),
    };

    private static CommandException Tell(AuthenticationException refused) => new(
        refused.Problem switch
        {
            AuthenticationProblem.Throttled => ExitCode.Throttled,
            AuthenticationProblem.ServiceUnavailable => ExitCode.Unavailable,
            AuthenticationProblem.Rejected or AuthenticationProblem.UntrustedAnswer or AuthenticationProblem.StoreUnavailable => ExitCode.Failed,
            _ => ExitCode.SignIn,
        },
        Capital(refused.Description),
        Advice(refused),
        refused)
    { Code = refused.Code, Status = refused.Status, RequestId = refused.RequestId };

    // What the library says to who writes a program, said to who types a command.
    private static string Advice(AuthenticationException refused) => refused.Problem switch
    {
        AuthenticationProblem.SignInAgain => "stagedoor login",
        AuthenticationProblem.RefusedByPerson => "stagedoor login, if it was a mistake.",
        AuthenticationProblem.WrongCredential => "Compare with the Developer Console: login takes the client id of a Native App or, with --server-to-server, of that kind; a secret may have been rotated, or the credential disabled.",
        AuthenticationProblem.ServiceUnavailable when refused.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "Its certificate is not trusted on this machine. Where it comes from an authority of your own, name it: SSL_CERT_FILE=authority.pem (on Linux).",
        AuthenticationProblem.ServiceUnavailable when refused.Status is null => "Check the issuer's address and the network, and try again: stagedoor login --issuer URL changes the address.",
        AuthenticationProblem.Throttled => "Wait a minute, and try again.",
        _ => refused.WhatToDo,
    };

    private static CommandException Tell(FrameioException refused) => new(
        OfStatus(refused.Problem),
        refused.Status == 0 || refused.Problem == FrameioProblem.Transfer ? Capital(refused.Message) : Answered(refused.Operation ?? "the request", refused.Status, refused.Errors is [{ Pointer: null } one] ? one.Detail : null),
        Advice(refused.Problem),
        refused)
    {
        Status = refused.Status == 0 ? null : refused.Status,
        RequestId = refused.RequestId,
        Faults = refused.Errors is [{ Pointer: null }] ? [] : [.. refused.Errors.Select(static error => new Fault(error.Detail, error.Pointer))],
    };

    /// <summary>The sentence about an answer that is no success.</summary>
    public static string Answered(string what, int status, string? said) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The API answered {status} to {what}{(said is null ? "" : $": {said.TrimEnd('.')}")}.");

    private static int OfStatus(FrameioProblem problem) => problem switch
    {
        FrameioProblem.Unauthorized => ExitCode.SignIn,
        FrameioProblem.Forbidden => ExitCode.Forbidden,
        FrameioProblem.NotFound => ExitCode.NotFound,
        FrameioProblem.BadRequest or FrameioProblem.Conflict or FrameioProblem.Invalid => ExitCode.Refused,
        FrameioProblem.RateLimited => ExitCode.Throttled,
        FrameioProblem.Unavailable => ExitCode.Unavailable,
        _ => ExitCode.Failed,
    };

    /// <summary>The exit code of an answer of an API.</summary>
    public static int OfStatus(int status) => status switch
    {
        < 400 => ExitCode.Done,
        401 => ExitCode.SignIn,
        403 => ExitCode.Forbidden,
        404 => ExitCode.NotFound,
        429 => ExitCode.Throttled,
        408 or >= 500 => ExitCode.Unavailable,
        _ => ExitCode.Refused,
    };

    /// <summary>What to do about an answer of an API.</summary>
    public static string Advice(int status) => OfStatus(status) switch
    {
        ExitCode.SignIn => Advice(FrameioProblem.Unauthorized),
        ExitCode.Forbidden => Advice(FrameioProblem.Forbidden),
        ExitCode.NotFound => Advice(FrameioProblem.NotFound),
        ExitCode.Throttled => Advice(FrameioProblem.RateLimited),
        ExitCode.Unavailable => Advice(FrameioProblem.Unavailable),
        _ => Advice(FrameioProblem.Invalid),
    };

    private static string Advice(FrameioProblem problem) => problem switch
    {
        FrameioProblem.Unauthorized => "See whose token it is and what it was granted: stagedoor token --decode. Sign in again: stagedoor login.",
        FrameioProblem.Forbidden => "See who is signed in (stagedoor whoami), and ask an owner of the account for a higher role.",
        FrameioProblem.NotFound => "Check the id, and that this identity may see it: stagedoor whoami, stagedoor accounts list.",
        FrameioProblem.BadRequest or FrameioProblem.Conflict or FrameioProblem.Invalid => "Correct what is named above, and try again.",
        FrameioProblem.RateLimited => "Wait a minute, and try again with fewer requests.",
        FrameioProblem.Unavailable => "Check the address and the network, and try again.",
        FrameioProblem.Transfer => "Run the same command again: what has arrived is not sent twice.",
        _ => "Check that the address is the API's own, and that nothing between here and there answers in its place.",
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.') + ".";

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
