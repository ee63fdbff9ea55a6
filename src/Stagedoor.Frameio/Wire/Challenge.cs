namespace Stagedoor.Frameio.Wire;

/// <summary>The WWW-Authenticate header, RFC 6750 §3: no error code where no token was sent.</summary>
internal static class Challenge
{
    public const string NoToken = "Bearer realm=\"stagedoor\"";
    public const string InvalidToken = NoToken + ", error=\"invalid_token\"";

    public static string MissingScope(IEnumerable<string> needed) => $"{NoToken}, error=\"insufficient_scope\", scope=\"{string.Join(' ', needed)}\"";
}
