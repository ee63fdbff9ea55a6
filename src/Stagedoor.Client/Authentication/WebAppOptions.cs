namespace Stagedoor.Client.Authentication;

/// <summary>A Web App credential: people sign in, and a server keeps their tokens and a secret.</summary>
public sealed class WebAppOptions : ConfidentialOptions
{
    /// <summary>Where the person comes back to; registered for the credential. Adobe takes https only, on localhost too.</summary>
    public string RedirectUri { get; set; } = "";

    internal override IReadOnlyList<string> UsualScopes => UserOptions.Scopes;

    private protected override IEnumerable<string> OwnProblems() => SecretProblems().Concat(UserOptions.Problems(this, RedirectUri, privateSchemes: false));
}
