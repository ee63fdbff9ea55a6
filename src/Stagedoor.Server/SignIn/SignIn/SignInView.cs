using Stagedoor.Server.SignIn.Credentials.Passkey;

namespace Stagedoor.Server.SignIn.SignIn;

/// <summary>What the sign-in page shows.</summary>
public sealed record SignInView
{
    public required Way Way { get; init; }

    /// <summary>From login_hint. What was typed is not shown again after a refusal: the answer is then the same for every address (attack F1).</summary>
    public string? Email { get; init; }

    /// <summary>The question to the browser; null where no passkeys are possible.</summary>
    public PasskeyQuestion? Passkey { get; init; }

    /// <summary>Why the page is shown again.</summary>
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}
