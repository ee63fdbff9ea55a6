namespace Stagedoor.Cli;

/// <summary>What a script learns from the end of a command. Part of the contract: docs/how-to/command-line.md has the same table, and <c>stagedoor --help</c>.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int SignIn = 3;
    public const int Forbidden = 4;
    public const int NotFound = 5;
    public const int Refused = 6;
    public const int Throttled = 7;
    public const int Unavailable = 8;
    public const int Interrupted = 130;

    /// <summary>Every code and its meaning, in one line each.</summary>
    public static IReadOnlyList<(int Code, string Meaning)> All { get; } =
    [
        (Done, "done"),
        (Failed, "something else went wrong"),
        (Usage, "the command line or a setting is wrong"),
        (SignIn, "nobody is signed in, or the issuer refused the credential"),
        (Forbidden, "this identity may not do that"),
        (NotFound, "it does not exist, or not for this identity"),
        (Refused, "the request was refused for what it says"),
        (Throttled, "too many requests"),
        (Unavailable, "the issuer or the API cannot be reached"),
        (Interrupted, "interrupted"),
    ];
}
