using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management.Credentials;

// Members that may be left out have setters: generated code would give an init-only one null instead of its default.

/// <summary>A credential that is to be.</summary>
public sealed record CredentialBody
{
    /// <summary>frameio, io_management or stagedoor_management.</summary>
    public required string Api { get; init; }

    /// <summary>web_app, single_page_app, native_app or server_to_server.</summary>
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public string? DefaultRedirectUri { get; set; }
    public IReadOnlyList<string> RedirectUris { get; set; } = [];
    public IReadOnlyList<string> RedirectUriPatterns { get; set; } = [];

    /// <summary>Ids, for a server-to-server credential.</summary>
    public IReadOnlyList<string> ProductProfiles { get; set; } = [];

    internal NewCredential Read() => new() { Api = Api, Kind = Kind, Name = Name, DefaultRedirectUri = DefaultRedirectUri, RedirectUris = RedirectUris, RedirectUriPatterns = RedirectUriPatterns, ProductProfiles = ProductProfiles };
}

/// <summary>What is to be changed; what is left out stays.</summary>
public sealed record CredentialChangeBody
{
    public string? Name { get; set; }

    /// <summary>Empty for none.</summary>
    public string? DefaultRedirectUri { get; set; }
    public IReadOnlyList<string>? RedirectUris { get; set; }
    public IReadOnlyList<string>? RedirectUriPatterns { get; set; }
    public IReadOnlyList<string>? PostLogoutRedirectUris { get; set; }

    /// <summary>Where it hears of sessions that ended (OpenID Connect Back-Channel Logout 1.0). Empty for nowhere.</summary>
    public string? BackchannelLogoutUri { get; set; }

    /// <summary>Whether it needs a sid in what it hears; it always gets one.</summary>
    public bool? BackchannelLogoutSessionRequired { get; set; }
    public IReadOnlyList<string>? Scopes { get; set; }

    /// <summary>At most 25 e-mail addresses.</summary>
    public IReadOnlyList<string>? BetaUsers { get; set; }

    /// <summary>Whether everyone may use it.</summary>
    public bool? InProduction { get; set; }
    public bool? RequirePkce { get; set; }

    internal CredentialChange Read() => new()
    {
        Name = Name,
        DefaultRedirectUri = DefaultRedirectUri,
        RedirectUris = RedirectUris,
        RedirectUriPatterns = RedirectUriPatterns,
        PostLogoutRedirectUris = PostLogoutRedirectUris,
        BackchannelLogoutUri = BackchannelLogoutUri,
        BackchannelLogoutSessionRequired = BackchannelLogoutSessionRequired,
        Scopes = Scopes,
        BetaUsers = BetaUsers,
        InProduction = InProduction,
        RequirePkce = RequirePkce,
    };
}

/// <summary>A secret that is to be.</summary>
public sealed record SecretBody
{
    /// <summary>1 to 100 characters; the day where none is given.</summary>
    public string? Name { get; set; }

    /// <summary>Null for one that does not end.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}

/// <summary>An access token that is to be: nothing is chosen about it.</summary>
public sealed record AccessTokenBody;

/// <summary>When a secret is to end.</summary>
public sealed record RetirementBody
{
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>An API that a credential is to have.</summary>
public sealed record CredentialApiBody
{
    /// <summary>frameio, io_management or stagedoor_management.</summary>
    public required string Api { get; init; }
}
