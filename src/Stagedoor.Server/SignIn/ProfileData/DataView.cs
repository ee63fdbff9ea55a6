namespace Stagedoor.Server.SignIn.ProfileData;

/// <summary>What the page shows on which a person takes their data.</summary>
public sealed record DataView(string? Problem, string FormToken);
