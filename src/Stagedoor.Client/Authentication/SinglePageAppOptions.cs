namespace Stagedoor.Client.Authentication;

/// <summary>A Single Page App credential: people sign in, everything runs in their browser, and there is no secret.</summary>
public sealed class SinglePageAppOptions : AuthenticationOptions
{
    /// <summary>Where the person comes back to; registered for the credential.</summary>
    public string RedirectUri { get; set; } = "";

    internal override IReadOnlyList<string> UsualScopes => UserOptions.Scopes;

    private protected override IEnumerable<string> OwnProblems() => UserOptions.Problems(this, RedirectUri, privateSchemes: false);
}
