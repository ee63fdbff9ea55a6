namespace Stagedoor.Server.SignIn.ProfilePicture;

/// <summary>What the page shows on which a person changes their picture.</summary>
public sealed record PictureView
{
    /// <summary>The name of the picture, if there is one.</summary>
    public string? Avatar { get; init; }
    public string? Problem { get; init; }
    public bool Saved { get; init; }
    public required string FormToken { get; init; }
}
