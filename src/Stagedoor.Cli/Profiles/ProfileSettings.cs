namespace Stagedoor.Cli.Profiles;

/// <summary>
/// Which settings count. What an option says, then <c>STAGEDOOR_ISSUER</c>, <c>STAGEDOOR_CLIENT_ID</c>, <c>STAGEDOOR_CLIENT_SECRET</c>, <c>STAGEDOOR_SCOPE</c>, <c>STAGEDOOR_API</c> and <c>STAGEDOOR_ACCOUNT</c>, then the
/// profile. The profile is that of <c>--profile</c>, of <c>STAGEDOOR_PROFILE</c>, or the file's default.
/// </summary>
internal static class ProfileSettings
{
    public const string Adobe = "https://ims-na1.adobelogin.com";

    public static Profile Read(Shell shell, string? named)
    {
        var file = ProfileFile.Read(shell);
        var name = Name(named ?? shell.Variable("STAGEDOOR_PROFILE") ?? file.Default);
        var kept = file.Find(name) ?? new Profile(name);
        var secret = shell.Variable("STAGEDOOR_CLIENT_SECRET");
        var clientId = shell.Variable("STAGEDOOR_CLIENT_ID");
        return kept with
        {
            // Another credential than the profile's: with a secret it is a service account's.
            Kind = clientId is not null && clientId != kept.ClientId ? (secret is null ? CredentialKind.Person : CredentialKind.ServiceAccount) : kept.Kind,
            Issuer = Address(shell.Variable("STAGEDOOR_ISSUER")) ?? kept.Issuer,
            ClientId = clientId ?? kept.ClientId,
            Api = shell.Variable("STAGEDOOR_API") ?? kept.Api,
            Account = shell.Variable("STAGEDOOR_ACCOUNT") ?? kept.Account,
            Scopes = shell.Variable("STAGEDOOR_SCOPE") is { } scope ? Split(scope) : kept.Scopes,
            Secret = () => secret,
        };
    }

    /// <summary>The word <c>adobe</c> stands for Adobe's own service.</summary>
    public static string? Address(string? issuer) => string.Equals(issuer, "adobe", StringComparison.OrdinalIgnoreCase) ? Adobe : issuer?.TrimEnd('/');

    public static string[] Split(string scope) => scope.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);

    private static string Name(string name) => name.Length is > 0 and <= 64 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        ? name
        : throw new CommandException(ExitCode.Usage, $"\"{name}\" is no name of a profile.", "Use up to 64 letters, digits, dots, hyphens and underscores.");
}
