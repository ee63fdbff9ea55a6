using Stagedoor.Client.Authentication.Stores;

namespace Stagedoor.Cli;

/// <summary>
/// Keeps the client secrets of service accounts where tokens are kept, encrypted like them: to the store a secret is a token without an end. Bound to issuer, credential and profile, so that it is never sent to another.
/// </summary>
internal sealed class SecretStore(Shell shell, ITokenStore store)
{
    private static readonly DateTimeOffset Never = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public string? Find(Profile profile) => FindAsync(profile).AsTask().GetAwaiter().GetResult();

    public ValueTask KeepAsync(Profile profile, string secret, CancellationToken cancellation) => store.WriteAsync(
        KeyOf(profile),
        new() { Issuer = profile.Issuer!, ClientId = profile.ClientId!, AccessToken = secret, ObtainedAt = shell.Time.GetUtcNow(), ExpiresAt = Never },
        cancellation);

    public ValueTask ForgetAsync(Profile profile, CancellationToken cancellation) => store.RemoveAsync(KeyOf(profile), cancellation);

    private async ValueTask<string?> FindAsync(Profile profile) =>
        await store.ReadAsync(KeyOf(profile), CancellationToken.None) is { } kept && kept.ClientId == profile.ClientId && kept.Issuer == profile.Issuer ? kept.AccessToken : null;

    private static string KeyOf(Profile profile) => $"client secret|{profile.Issuer}|{profile.ClientId}|{profile.Name}";
}
