using Microsoft.Extensions.Logging;
using Stagedoor.Client.Authentication;

namespace Stagedoor.Client.AspNetCore;

internal static partial class Log
{
    [LoggerMessage(20, LogLevel.Warning, "Someone signed out, but the issuer could not be told: {Problem} [{RequestId}]")]
    public static partial void NotRevoked(this ILogger log, AuthenticationProblem problem, string? requestId);

    [LoggerMessage(21, LogLevel.Information, "A token was refused: it {WhyNot}")]
    public static partial void TokenRefused(this ILogger log, string whyNot);

    [LoggerMessage(22, LogLevel.Error, "Whether a token still lives could not be asked: {Problem}, {Description} [{RequestId}]")]
    public static partial void NotIntrospected(this ILogger log, AuthenticationProblem problem, string description, string? requestId);
}
