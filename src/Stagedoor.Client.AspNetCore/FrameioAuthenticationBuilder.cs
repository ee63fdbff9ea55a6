using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Stores;

namespace Stagedoor.Client.AspNetCore;

/// <summary>Adds sign-in with Frame.io, and the check of Stagedoor's tokens, to an application's authentication.</summary>
public static class FrameioAuthenticationBuilder
{
    /// <summary>The name of the <see cref="HttpClient"/> that people's clients are made of; configure it for other timeouts or repetitions.</summary>
    public const string HttpClientName = "frameio-person";

    /// <summary>People sign in with Frame.io. Beside it goes a cookie scheme that keeps them signed in.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="configure">Sets the credential.</param>
    public static AuthenticationBuilder AddFrameio(this AuthenticationBuilder builder, Action<FrameioSignInOptions> configure) => builder.AddFrameio(FrameioSignInOptions.DefaultScheme, configure);

    /// <summary>The same with the credential from a section of the configuration.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="section">The section: <c>ClientId</c>, <c>ClientSecret</c>, <c>RedirectUri</c>, <c>SignedOutUri</c>, <c>BackchannelLogoutPath</c>, and for another issuer than Adobe <c>Authority</c>.</param>
    public static AuthenticationBuilder AddFrameio(this AuthenticationBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return builder.AddFrameio(options => Settings.Read(options.Credential, section, (key, value) =>
        {
            if (key.Equals(nameof(FrameioSignInOptions.SignedOutUri), StringComparison.OrdinalIgnoreCase)) options.SignedOutUri = value;
            else if (key.Equals(nameof(FrameioSignInOptions.BackchannelLogoutPath), StringComparison.OrdinalIgnoreCase)) options.BackchannelLogoutPath = value;
            else return false;
            return true;
        }));
    }

    /// <summary>The same under a scheme of another name, where an application signs in with several.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="scheme">The scheme's name.</param>
    /// <param name="configure">Sets the credential.</param>
    public static AuthenticationBuilder AddFrameio(this AuthenticationBuilder builder, string scheme, Action<FrameioSignInOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddIssuerClient();
        builder.Services.AddFileClient();
        builder.Services.AddDataProtection();
        builder.Services.TryAddSingleton<FrameioSessions>();
        builder.Services.TryAddSingleton<EndedSessions>();
        if (!builder.Services.Any(service => service.ServiceType == typeof(EndWithTokens)))
        {
            builder.Services.AddSingleton<EndWithTokens>();
            builder.Services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>>(static services => services.GetRequiredService<EndWithTokens>());
            builder.Services.AddApiClient(HttpClientName, static services => services.GetRequiredService<FrameioSessions>().Root(FrameioSignInOptions.DefaultScheme).ApiAddress);
        }

        builder.Services.AddOptions<FrameioSignInOptions>(scheme).PostConfigure(static options => options.Complete());
        return builder.AddRemoteScheme<FrameioSignInOptions, FrameioSignInHandler>(scheme, "Frame.io", configure);
    }

    /// <summary>Protects this application's own API with Stagedoor's access tokens: signature, issuer, audience and times are checked here, and within <see cref="StagedoorTokenOptions.RevocationDelay"/> whether they were revoked.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="configure">Says whose tokens, for which API, and as whom to ask about them.</param>
    public static AuthenticationBuilder AddStagedoorTokens(this AuthenticationBuilder builder, Action<StagedoorTokenOptions> configure) => builder.AddStagedoorTokens(StagedoorTokenOptions.DefaultScheme, configure);

    /// <summary>The same under a scheme of another name.</summary>
    /// <param name="builder">The application's authentication.</param>
    /// <param name="scheme">The scheme's name.</param>
    /// <param name="configure">Says whose tokens, for which API, and as whom to ask about them.</param>
    public static AuthenticationBuilder AddStagedoorTokens(this AuthenticationBuilder builder, string scheme, Action<StagedoorTokenOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddIssuerClient();
        builder.Services.TryAddSingleton<LiveTokens>();
        return builder.AddScheme<StagedoorTokenOptions, StagedoorTokenHandler>(scheme, configure);
    }

    /// <summary>Keeps people's tokens in the application's <see cref="IDistributedCache"/>, encrypted by its data protection: for an application on several machines.</summary>
    /// <param name="services">The application's services.</param>
    public static IServiceCollection AddFrameioDistributedTokens(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.TryAddSingleton<ITokenStore>(static provider => new DistributedTokenStore(provider.GetRequiredService<IDistributedCache>(), new DataProtectionTokens(provider.GetRequiredService<IDataProtectionProvider>())));
        return services;
    }
}
