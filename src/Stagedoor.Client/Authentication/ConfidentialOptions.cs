namespace Stagedoor.Client.Authentication;

/// <summary>What a credential with a secret needs to be told.</summary>
public abstract class ConfidentialOptions : AuthenticationOptions
{
    private protected ConfidentialOptions()
    {
    }

    /// <summary>The client secret.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The other secret while they are rotated: used as soon as the issuer refuses the first one for being wrong.</summary>
    public string? OtherClientSecret { get; set; }

    private protected IEnumerable<string> SecretProblems() => string.IsNullOrWhiteSpace(ClientSecret) ? ["ClientSecret is missing: this kind of credential has one, in the Developer Console."] : [];
}
