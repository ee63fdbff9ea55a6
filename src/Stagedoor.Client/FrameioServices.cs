using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Stagedoor.Client.Authentication;
using Stagedoor.Client.Authentication.Stores;
using Stagedoor.Client.Frameio;
using Stagedoor.Client.Frameio.Wire;

namespace Stagedoor.Client;

/// <summary>Adds Frame.io to an application's services.</summary>
public static class FrameioServices
{
    /// <summary>The name of the <see cref="HttpClient"/> for the API, for <see cref="IHttpClientFactory.CreateClient(string)"/>.</summary>
    public const string HttpClientName = "frameio";

    internal const string FileClientName = "frameio-files";

    private const string IssuerClientName = "frameio-issuer";

    /// <summary>A server-to-server credential: registers <see cref="ServerToServerAuthentication"/>, <see cref="ITokenSource"/>, <see cref="FrameioClient"/>, and the <see cref="HttpClient"/> named <c>frameio</c>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the credential.</param>
    /// <returns>The client for the API, to be configured further.</returns>
    public static IHttpClientBuilder AddFrameio(this IServiceCollection services, Action<ServerToServerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<ServerToServerOptions>().Configure(configure);
        return services.AddAuthentication<ServerToServerOptions, ServerToServerAuthentication>(static options => new(options));
    }

    /// <summary>The same from a section of the configuration, such as <c>Frameio</c> with <c>ClientId</c>, <c>ClientSecret</c> and, for another issuer than Adobe, <c>Authority</c>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">The section.</param>
    /// <returns>The client for the API, to be configured further.</returns>
    public static IHttpClientBuilder AddFrameio(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return services.AddFrameio(options => Settings.Read(options, section));
    }

    /// <summary>A Native App credential: registers <see cref="NativeAppAuthentication"/>, <see cref="ITokenSource"/>, <see cref="FrameioClient"/>, and the <see cref="HttpClient"/> named <c>frameio</c>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the credential.</param>
    /// <returns>The client for the API, to be configured further.</returns>
    public static IHttpClientBuilder AddFrameioNativeApp(this IServiceCollection services, Action<NativeAppOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<NativeAppOptions>().Configure(configure);
        return services.AddAuthentication<NativeAppOptions, NativeAppAuthentication>(static options => new(options));
    }

    /// <summary>A Single Page App credential, for Blazor WebAssembly: registers <see cref="SinglePageAppAuthentication"/>, <see cref="ITokenSource"/>, <see cref="FrameioClient"/>, and the <see cref="HttpClient"/> named <c>frameio</c>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the credential.</param>
    /// <returns>The client for the API, to be configured further.</returns>
    public static IHttpClientBuilder AddFrameioSinglePageApp(this IServiceCollection services, Action<SinglePageAppOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SinglePageAppOptions>().Configure(configure);
        return services.AddAuthentication<SinglePageAppOptions, SinglePageAppAuthentication>(static options => new(options));
    }

    /// <summary>Any other source of tokens, for an API at an address: registers it, <see cref="FrameioClient"/>, and the <see cref="HttpClient"/> named <c>frameio</c>.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="tokens">Makes the source.</param>
    /// <param name="api">The API that the tokens are for.</param>
    /// <returns>The client for the API, to be configured further.</returns>
    public static IHttpClientBuilder AddFrameio(this IServiceCollection services, Func<IServiceProvider, ITokenSource> tokens, Uri api)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(tokens);
        services.TryAddSingleton(tokens);
        services.AddTypedClient();
        return services.AddApiClient(HttpClientName, _ => api).AddHttpMessageHandler(provider => new FrameioHandler(provider.GetRequiredService<ITokenSource>(), api));
    }

    /// <summary>Gives options what the application's services have for them.</summary>
    internal static void Connect(AuthenticationOptions options, IServiceProvider services)
    {
        var clients = services.GetRequiredService<IHttpClientFactory>();
        if (options.HttpClient is null) options.HttpClients = () => clients.CreateClient(IssuerClientName);
        options.LoggerFactory ??= services.GetService<ILoggerFactory>();
        options.Store ??= services.GetService<ITokenStore>();
        if (ReferenceEquals(options.TimeProvider, TimeProvider.System) && services.GetService<TimeProvider>() is { } time) options.TimeProvider = time;
    }

    /// <summary>The client that asks the issuer. It repeats by itself what may be repeated, so no retry stands before it.</summary>
    internal static void AddIssuerClient(this IServiceCollection services)
    {
        services.AddHttpClient(IssuerClientName).ConfigurePrimaryHttpMessageHandler(FrameioHandler.Primary);
    }

    /// <summary>A client for the API with timeouts, a circuit breaker, and repetitions of what is safe to repeat, <c>Retry-After</c> obeyed.</summary>
    internal static IHttpClientBuilder AddApiClient(this IServiceCollection services, string name, Func<IServiceProvider, Uri> api)
    {
        var builder = services.AddHttpClient(name, (provider, client) => client.BaseAddress = api(provider)).ConfigurePrimaryHttpMessageHandler(FrameioHandler.Primary);
        builder.AddStandardResilienceHandler(static options =>
        {
            options.Retry.DisableForUnsafeHttpMethods();
            var (retry, circuit) = (options.Retry.ShouldHandle, options.CircuitBreaker.ShouldHandle);
            options.Retry.ShouldHandle = arguments => WaitsItself(arguments.Outcome) ? new(false) : retry(arguments);
            options.CircuitBreaker.ShouldHandle = arguments => WaitsItself(arguments.Outcome) ? new(false) : circuit(arguments);
        });
        return builder;
    }

    // The typed client waits for limits itself, or shall throw.
    private static bool WaitsItself(Outcome<HttpResponseMessage> outcome) =>
        outcome.Result is { StatusCode: HttpStatusCode.TooManyRequests, RequestMessage: { } request } && request.Options.TryGetValue(ApiConnection.WaitsItself, out var waits) && waits;

    /// <summary>The client for the bytes of files: no token, and as long as they take.</summary>
    internal static void AddFileClient(this IServiceCollection services) =>
        services.AddHttpClient(FileClientName, static client => client.Timeout = Timeout.InfiniteTimeSpan).ConfigurePrimaryHttpMessageHandler(FrameioHandler.Primary);

    /// <summary>The typed client, over the client for the API and one for files; it asks the factory at each call, so that it may be shared.</summary>
    private static void AddTypedClient(this IServiceCollection services)
    {
        services.AddFileClient();
        services.AddOptions<FrameioClientOptions>().Configure<IServiceProvider>(static (options, provider) => options.TimeProvider = provider.GetService<TimeProvider>() ?? options.TimeProvider);
        services.TryAddSingleton(static provider =>
        {
            var clients = provider.GetRequiredService<IHttpClientFactory>();
            return new FrameioClient(() => clients.CreateClient(HttpClientName), () => clients.CreateClient(FileClientName), provider.GetRequiredService<IOptions<FrameioClientOptions>>().Value);
        });
    }

    private static IHttpClientBuilder AddAuthentication<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions, TAuthentication>(this IServiceCollection services, Func<TOptions, TAuthentication> make)
        where TOptions : AuthenticationOptions
        where TAuthentication : FrameioAuthentication
    {
        services.AddIssuerClient();
        services.AddTypedClient();
        services.AddOptions<TOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, Validation<TOptions>>());
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<TOptions>>().Value;
            Connect(options, provider);
            return make(options);
        });
        services.TryAddSingleton<ITokenSource>(static provider => provider.GetRequiredService<TAuthentication>());
        return services.AddApiClient(HttpClientName, static provider => provider.GetRequiredService<TAuthentication>().ApiAddress)
            .AddHttpMessageHandler(static provider => new FrameioHandler(provider.GetRequiredService<TAuthentication>(), provider.GetRequiredService<TAuthentication>().ApiAddress));
    }

    internal sealed class Validation<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions> : IValidateOptions<TOptions> where TOptions : AuthenticationOptions
    {
        public ValidateOptionsResult Validate(string? name, TOptions options) => options.Problems().ToList() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }
}
