using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Stagedoor.Host.Configuration;
using Stagedoor.Host.Http;
using Stagedoor.Host.Listening;
using Stagedoor.Host.Seed;
using Stagedoor.Storage;

namespace Stagedoor.Host;

/// <summary>The composition root: the settings, the sockets and every service, put together.</summary>
public static class StagedoorHost
{
    /// <summary>
    /// The application, not started yet. The listening sockets are bound, so <c>app.Services.GetRequiredService&lt;StagedoorOptions&gt;().Issuer</c> holds the real port.
    /// Nothing else is done before the start: it makes the data folder, migrates, applies the seed and loads keys. <paramref name="overrides"/> are the last word on services.
    /// Throws <see cref="StartRefusedException"/>.
    /// </summary>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? overrides = null)
    {
        var settings = Settings.Read(args);
#pragma warning disable CA2000 // The container disposes it: as its own from here on.
        var listeners = Listeners.Bind(ListenAddress.ParseAll(settings.Host.Urls));
#pragma warning restore CA2000
        try
        {
            SettingsCheck.Prove(settings, listeners.Addresses);
            var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "stagedoor-host", EnvironmentName = settings.IsDevelopment ? Environments.Development : Environments.Production });
            builder.Configuration.AddConfiguration(settings.Configuration);
            AddLogs(builder.Logging, settings.Configuration);
            AddKestrel(builder.WebHost, listeners, settings.Host.Https);
            builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = listeners.Take);
            builder.Services.Configure<ConsoleLifetimeOptions>(static console => console.SuppressStatusMessages = true);
            builder.Services.AddRoutingCore();
            builder.Services.AddSingleton(_ => listeners);
            builder.Services.AddSingleton(SeedPlan.Make(settings));
            Composition.Add(builder.Services, settings, StorageAccess.Serve);
            overrides?.Invoke(builder.Services);
            var app = builder.Build();
            app.Services.GetRequiredService<Listeners>();
            Pipeline.Use(app, settings);
            return app;
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    private static void AddLogs(ILoggingBuilder logs, IConfiguration configuration)
    {
        logs.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        logs.AddConfiguration(configuration.GetSection("Logging"));
    }

    private static void AddKestrel(ConfigureWebHostBuilder host, Listeners listeners, HttpsOptions https)
    {
        var certificate = listeners.Addresses.Any(address => address.Https) ? Certificate.Load(https) : null;
        host.UseKestrelCore().UseKestrelHttpsConfiguration();
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            foreach (var address in listeners.Addresses)
            {
                kestrel.Listen(address.EndPoint, listen =>
                {
                    if (address.Https) listen.UseHttps(certificate!);
                });
            }
        });
    }
}
