using Stagedoor.Cli.Profiles;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Stores;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli;

/// <summary>The identity of a profile: its tokens, kept encrypted in the data folder, and the clients that use them.</summary>
internal sealed class Session : IDisposable
{
    private readonly Lazy<FrameioClient> frameio;
    private readonly Lazy<HttpClient> api;

    private Session(Profile profile, FrameioAuthentication authentication)
    {
        (Profile, Authentication) = (profile, authentication);
        frameio = new(() => new(authentication));
        api = new(authentication.CreateHttpClient);
    }

    public Profile Profile { get; }

    public FrameioAuthentication Authentication { get; }

    /// <summary>The typed client.</summary>
    public FrameioClient Frameio => frameio.Value;

    /// <summary>For requests by hand: relative addresses, the token in requests to the API's host and to no other.</summary>
    public HttpClient Api => api.Value;

    public static Session Open(Shell shell, Profile profile) => new(profile, profile.Kind == CredentialKind.Person ? Person(shell, profile) : ServiceAccount(shell, profile));

    /// <summary>A person's, to sign in with.</summary>
    public static NativeAppAuthentication Person(Shell shell, Profile profile)
    {
        var options = With(new NativeAppOptions(), shell, profile);
        if (profile.RedirectUri is { } redirect) options.RedirectUri = redirect;
        return new(options);
    }

    /// <summary>A service account's. The secret is the environment's, or the one that was kept when it signed in.</summary>
    public static ServerToServerAuthentication ServiceAccount(Shell shell, Profile profile, string? secret = null, bool keeps = true)
    {
        var options = With(new ServerToServerOptions(), shell, profile);
        options.ClientSecret = secret ?? profile.Secret() ?? new SecretStore(shell, options.Store!).Find(profile)
            ?? throw new CommandException(ExitCode.SignIn, $"The client secret of {profile.ClientId} is not known here.", "stagedoor login --server-to-server, or set STAGEDOOR_CLIENT_SECRET.");
        if (!keeps) options.Store = null;
        return new(options);
    }

    /// <summary>Where tokens are kept.</summary>
    public static FileTokenStore Tokens(Shell shell) => new(Path.Combine(shell.DataFolder, "tokens"));

    public void Dispose()
    {
        if (frameio.IsValueCreated) frameio.Value.Dispose();
        if (api.IsValueCreated) api.Value.Dispose();
    }

    private static T With<T>(T options, Shell shell, Profile profile) where T : AuthenticationOptions
    {
        options.Authority = profile.Issuer ?? throw Missing("issuer", profile);
        options.ClientId = profile.ClientId ?? throw Missing("client id", profile);
        options.ApiAddress = profile.Api;
        options.Identity = profile.Name;
        options.TimeProvider = shell.Time;
        foreach (var scope in profile.Scopes) options.Scopes.Add(scope);
        options.Store = Tokens(shell);
        return options;
    }

    private static CommandException Missing(string what, Profile profile) => new(
        ExitCode.SignIn,
        $"The profile \"{profile.Name}\" has no {what}: nobody has signed in with it.",
        "stagedoor login --issuer http://localhost:5180 --client-id ID (or --issuer adobe).");
}
