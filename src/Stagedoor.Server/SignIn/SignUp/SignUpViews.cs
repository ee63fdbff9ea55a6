using Stagedoor.Server.Clients;
using Stagedoor.Server.SignIn.Credentials.Passkey;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.SignUp;

/// <summary>What the page shows on which an account is made.</summary>
public sealed record SignUpView
{
    public required Way Way { get; init; }
    public string Email { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>Two letters; chosen beforehand when the browser says where it is at home.</summary>
    public string Country { get; init; } = "";

    /// <summary>Whether an account can be made with a passkey here.</summary>
    public bool OffersPasskey { get; init; }

    /// <summary>The field that is wrong; null when none is.</summary>
    public string? Wrong { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }

    public Client? Client => Way.Visit?.Client;
}

/// <summary>What the page shows on which the passkey of a new account is made.</summary>
public sealed record PasskeySignUpView
{
    public required Way Way { get; init; }
    public required SignUpForm Filled { get; init; }

    /// <summary>The id that the passkey is made for.</summary>
    public required string PersonId { get; init; }
    public required PasskeyQuestion Question { get; init; }
    public string? Problem { get; init; }
    public required string FormToken { get; init; }
}

/// <summary>What is shown after a mail was sent: the same whether or not there was an account.</summary>
public sealed record MailedView
{
    public required string Email { get; init; }

    /// <summary>Whether the outbox can be looked into from here.</summary>
    public bool HasOutbox { get; init; }
}

/// <summary>What is shown when an address is proven.</summary>
public sealed record VerifiedView
{
    public required PersonHere Here { get; init; }
    public required Way Way { get; init; }

    /// <summary>A factor without recovery codes: a device that is lost takes the account along for a day.</summary>
    public bool NeedsCodes { get; init; }

    /// <summary>There is a passkey already.</summary>
    public bool HasPasskey { get; init; }
}
