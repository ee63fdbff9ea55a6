using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.ProductProfiles;

/// <summary>A page of the product profiles of an organization.</summary>
public sealed record ProfilesView : ConsoleView
{
    public required IReadOnlyList<ProfileCard> Profiles { get; init; }
    public string? Next { get; init; }
    public bool IsFirst { get; init; } = true;
}

/// <summary>One profile, the credentials that have it, and the people.</summary>
public sealed record ProfileView : ConsoleView
{
    public required ProfileCard Card { get; init; }
    public required IReadOnlyList<AssignedCredential> Credentials { get; init; }
    public required IReadOnlyList<ProductHolder> People { get; init; }
    public string? Next { get; init; }
    public bool IsFirst { get; init; } = true;
}

/// <summary>A name, and for a new one the API. <paramref name="Card"/> is null for a new one.</summary>
public sealed record ProfileFormView(ProfileCard? Card) : ConsoleView
{
    public required string Name { get; init; }
    public string Api { get; init; } = "";
}

/// <summary>Which credential, or which person, is to have it.</summary>
public sealed record ProfileAddView(ProfileCard Card) : ConsoleView
{
    public required string Typed { get; init; }

    /// <summary>Credentials that could have it; null where a person is asked for.</summary>
    public IReadOnlyList<AssignedCredential>? Suggested { get; init; }
}
