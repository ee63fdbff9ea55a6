using Microsoft.Extensions.Logging;
using Stagedoor.Client.Authentication;

namespace Stagedoor.Client.AspNetCore;

internal static partial class Log
{
    [LoggerMessage(20, LogLevel.Warning, "Someone signed out, but the issuer could not be told: {Problem} [{RequestId}]")]
    public static partial void NotRevoked(this ILogger log, AuthenticationProblem problem, string? requestId);

    [LoggerMessage(21, LogLevel.Information, "A token was refused: it {WhyNot}")]
    public static partial void TokenRefused(this ILogger log, string whyNot);

    [LoggerMessage(23, LogLevel.Information, "A session of {Scheme} was ended by the issuer")]
    public static partial void SignedOutAtTheIssuer(this ILogger log, string scheme);

    [LoggerMessage(24, LogLevel.Warning, "A notice of a sign-out was refused: its token {WhyNot}")]
    public static partial void LogoutRefused(this ILogger log, string whyNot);

    [LoggerMessage(25, LogLevel.Error, "A notice of a sign-out could not be checked: {Problem}, {Description}")]
    public static partial void LogoutNotChecked(this ILogger log, AuthenticationProblem problem, string description);

    [LoggerMessage(22, LogLevel.Error, "Whether a token still lives could not be asked: {Problem}, {Description} [{RequestId}]")]
    public static partial void NotIntrospected(this ILogger log, AuthenticationProblem problem, string description, string? requestId);
}
