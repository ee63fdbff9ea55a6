using Stagedoor.Server.Users;

namespace Stagedoor.Server.SignIn.Profile;

/// <summary>What the first of a person's own pages shows.</summary>
public sealed record ProfileView
{
    public required Person Person { get; init; }

    /// <summary>The name of the picture, if there is one.</summary>
    public string? Avatar { get; init; }

    /// <summary>What stands in the fields: what was typed, or what is kept.</summary>
    public required string Name { get; init; }
    public string? Locale { get; init; }
    public string? Problem { get; init; }
    public bool Saved { get; init; }
    public required string FormToken { get; init; }
}
