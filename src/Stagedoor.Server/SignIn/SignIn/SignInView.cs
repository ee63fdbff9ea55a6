using Stagedoor.Server.Clients;

namespace Stagedoor.Server.SignIn.SignIn;

/// <summary>What the sign-in page shows.</summary>
public sealed record SignInView
{
    /// <summary>The application that the person is on the way to.</summary>
    public Client? Client { get; init; }

    /// <summary>The journey's handle, for the form.</summary>
    public string? Journey { get; init; }

    /// <summary>The person who is to prove it again, and nobody else.</summary>
    public PersonHere? Again { get; init; }

    /// <summary>A local path to go to afterwards.</summary>
    public string? Return { get; init; }

    /// <summary>From login_hint. What was typed is not shown again after a refusal: the answer is then the same for every address (attack F1).</summary>
    public string? Email { get; init; }

    /// <summary>Why the page is shown again.</summary>
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}
