using Microsoft.Extensions.Logging;

namespace Stagedoor.Client.Authentication;

// What is worth a line. None of it opens anything.
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Change} a token for {ClientId}, until {ExpiresAt:u}")]
    public static partial void Changed(this ILogger log, TokenChange change, string clientId, DateTimeOffset expiresAt);

    [LoggerMessage(2, LogLevel.Warning, "The issuer refused {GrantType} of {ClientId}: {Problem}, {Code} [{RequestId}]")]
    public static partial void Refused(this ILogger log, string grantType, string clientId, AuthenticationProblem problem, string? code, string? requestId);

    [LoggerMessage(3, LogLevel.Information, "The tokens of {ClientId} ended")]
    public static partial void Ended(this ILogger log, string clientId);

    [LoggerMessage(4, LogLevel.Warning, "The first client secret of {ClientId} is not taken any more; the other one is in use")]
    public static partial void SecretRotated(this ILogger log, string clientId);

    [LoggerMessage(5, LogLevel.Warning, "{ClientId} asked for scopes that were not granted: {Missing}")]
    public static partial void ScopesMissing(this ILogger log, string clientId, string missing);

    [LoggerMessage(6, LogLevel.Warning, "The token of {ClientId} could not be renewed ahead of its end; it lives until {ExpiresAt:u} and is tried again")]
    public static partial void NotRenewed(this ILogger log, string clientId, DateTimeOffset expiresAt, Exception problem);

    [LoggerMessage(7, LogLevel.Error, "A handler of TokensChanged threw")]
    public static partial void HandlerThrew(this ILogger log, Exception problem);

    [LoggerMessage(8, LogLevel.Warning, "Stored tokens of {ClientId} are damaged or of another key, issuer or credential: they are not used")]
    public static partial void Unreadable(this ILogger log, string clientId);

    [LoggerMessage(9, LogLevel.Warning, "{Host} answered 401 to a token that was just renewed. Renewing does not help: check the scopes and whether the account may use the API")]
    public static partial void RefusedAgain(this ILogger log, string host);
}
