namespace Stagedoor.Client.Authentication;

/// <summary>A Native App credential: a program on a person's own machine, without a secret.</summary>
public sealed class NativeAppOptions : AuthenticationOptions
{
    /// <summary>
    /// Where the person comes back to: <c>http://127.0.0.1/callback</c> for a loopback address, whose port is chosen at each sign-in (Stagedoor takes any); a private-use scheme; or the
    /// <c>adobe+…</c> address that Adobe assigned to the credential, exactly as the console shows it.
    /// </summary>
    public string RedirectUri { get; set; } = "http://127.0.0.1/callback";

    internal override IReadOnlyList<string> UsualScopes => UserOptions.Scopes;

    private protected override IEnumerable<string> OwnProblems() => UserOptions.Problems(this, RedirectUri, privateSchemes: true);
}
