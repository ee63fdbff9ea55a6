namespace Stagedoor.Cli.Profiles;

/// <summary>How the identity of a profile comes to its tokens.</summary>
internal enum CredentialKind
{
    /// <summary>A person signs in: a Native App credential.</summary>
    Person,

    /// <summary>A service account: a server-to-server credential with a secret.</summary>
    ServiceAccount,
}

/// <summary>One identity at one issuer. The file holds it without any secret.</summary>
internal sealed record Profile(string Name)
{
    public const string UsualName = "default";

    public CredentialKind Kind { get; init; } = CredentialKind.Person;

    /// <summary>The authority, as the client library takes it: with <c>/ims</c> at its end it speaks that dialect.</summary>
    public string? Issuer { get; init; }

    public string? ClientId { get; init; }

    /// <summary>Where a person's browser comes back to, where it is not the usual loopback address.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>The API's address, where it is not the issuer's own (or Frame.io's, for Adobe).</summary>
    public string? Api { get; init; }

    /// <summary>The scopes to ask for, where they are not the usual ones of this kind.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The Frame.io account that verbs are about, where the identity has several.</summary>
    public string? Account { get; init; }

    /// <summary>From <c>STAGEDOOR_CLIENT_SECRET</c>; the file never has it.</summary>
    internal Func<string?> Secret { get; init; } = static () => null;
}
