using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consoles;
using Stagedoor.Server.LogoutNotices;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Server.Developer.Credentials;

/// <summary>An API being added: first the API, then the kind, then what that kind needs.</summary>
public sealed record AddApiView : ConsoleView
{
    public required ProjectCard Project { get; init; }
    public OfferedApi? Api { get; init; }
    public ApplicationKind? Kind { get; init; }

    /// <summary>Why this person may not choose server-to-server; null where they may.</summary>
    public string? NoServerToServer { get; init; }

    /// <summary>Of the organization, for a server-to-server credential.</summary>
    public IReadOnlyList<ProductProfile> Profiles { get; init; } = [];
    public string Name { get; init; } = "";
    public string RedirectUri { get; init; } = "";
    public IReadOnlyCollection<string> Chosen { get; init; } = [];
}

/// <summary>One credential.</summary>
public sealed record CredentialView : ConsoleView
{
    public required CredentialCard Credential { get; init; }
    public IReadOnlyList<SecretCard> Secrets { get; init; } = [];
    public required IReadOnlyList<CodeSample> Code { get; init; }

    /// <summary>Which steps to the first call were seen.</summary>
    public required FirstCall FirstCall { get; init; }

    /// <summary>What came of a redirect URI that was asked about.</summary>
    public RedirectTrial? Trial { get; init; }

    /// <summary>The product profiles that bound it, by name.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>What it was last told of a sign-out, and whether that arrived; null when nothing lately.</summary>
    public LatestLogoutNotice? Notice { get; init; }
}

/// <summary>What may be changed about a credential, with what was typed.</summary>
public sealed record SettingsView : ConsoleView
{
    public required CredentialCard Credential { get; init; }
    public required CredentialChange Typed { get; init; }

    /// <summary>What the APIs of the project bring to this kind.</summary>
    public required IReadOnlyList<string> OfferedScopes { get; init; }
}

/// <summary>The secrets of a credential, and their rotation.</summary>
public sealed record SecretsView : ConsoleView
{
    public required CredentialCard Credential { get; init; }
    public required IReadOnlyList<SecretCard> Secrets { get; init; }

    /// <summary>How many may overlap.</summary>
    public required int Most { get; init; }

    /// <summary>How many days another one must have carried everything.</summary>
    public required int Days { get; init; }

    public int Live => Secrets.Count(card => card.State is not SecretState.Expired and not SecretState.Revoked);
}

/// <summary>The APIs that may be added to a credential.</summary>
public sealed record CredentialApiView : ConsoleView
{
    public required CredentialCard Credential { get; init; }
}

/// <summary>A token to be generated, or one that just was.</summary>
public sealed record TokenView : ConsoleView
{
    public required CredentialCard Credential { get; init; }

    /// <summary>Shown this once; null before.</summary>
    public GeneratedToken? Generated { get; init; }
    public string Issuer { get; init; } = "";
}

/// <summary>A secret, on the one page that shows its value.</summary>
public sealed record SecretView : ConsoleView
{
    public required CredentialCard Credential { get; init; }
    public required SecretCard Secret { get; init; }

    /// <summary>Shown this once.</summary>
    public required string Value { get; init; }
    public required IReadOnlyList<CodeSample> Code { get; init; }
}
