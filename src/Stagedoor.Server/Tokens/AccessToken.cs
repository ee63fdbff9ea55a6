namespace Stagedoor.Server.Tokens;

/// <summary>An access token that was made. <see cref="ToString"/> does not show it.</summary>
public sealed record AccessToken(string Text, string Jti, DateTimeOffset ExpiresAt, int LifetimeSeconds)
{
    public override string ToString() => $"AccessToken {Jti}";
}
