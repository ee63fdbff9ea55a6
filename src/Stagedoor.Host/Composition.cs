using System.Net;
using Microsoft.Extensions.Options;
using Stagedoor.Egress;
using Stagedoor.Frameio;
using Stagedoor.Frameio.App;
using Stagedoor.Frameio.App.ServiceAccounts;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Files;
using Stagedoor.Frameio.Paging;
using Stagedoor.Host.Configuration;
using Stagedoor.Host.Data;
using Stagedoor.Host.Identity;
using Stagedoor.Host.Seed;
using Stagedoor.Server;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Keys;
using Stagedoor.Server.Mail;
using Stagedoor.Storage;
using Stagedoor.Storage.Keys;

namespace Stagedoor.Host;

/// <summary>Every service, for serving and for the verbs beside it.</summary>
internal static class Composition
{
    public static void Add(IServiceCollection services, Settings settings, StorageAccess access)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Server);
        services.AddSingleton(Options.Create(settings.Server));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new KeyFile(settings.Host.Data));
        services.AddSingleton(static provider => provider.GetRequiredService<KeyFile>().Key);
        services.AddSingleton(AuditHeadFile.In(settings.Host.Data));
        AddMail(services, settings);
        services.AddSingleton<Installation>();
        services.AddSingleton<SeedContent>();
        services.AddSingleton<Seeder>();
        if (access == StorageAccess.Serve) services.AddHostedService<Preparation>();
        StagedoorServer.Add(services);
        services.AddStorage(new StorageOptions { Provider = settings.Host.Storage.Provider, ConnectionString = settings.Host.Storage.ConnectionString, DataDirectory = settings.Host.Data, Files = settings.Host.Frameio.Files, Access = access });
        services.AddStagedoorDataProtection();
        FrameioApi.Add(services);
        services.AddSingleton(new EgressPolicy(settings.Host.Egress.AllowLoopback));
        services.AddSingleton<NameResolver>(static (host, cancellation) => Dns.GetHostAddressesAsync(host, cancellation));
        services.AddSingleton<EgressClient>();
        services.AddSingleton(new FrameioOptions { RateLimits = settings.Host.Frameio.RateLimits, Address = settings.Server.Issuer, PartSize = settings.Host.Frameio.PartSize });
        services.AddSingleton(static provider => new CursorKey(provider.GetRequiredService<MasterKey>().Derive("cursors")));
        services.AddSingleton(static provider => new FileKey(provider.GetRequiredService<MasterKey>().Derive("files")));
        services.AddSingleton<IBearerTokens, BearerTokens>();
        services.AddSingleton<IVisitors, VisitorsHere>();
        services.AddSingleton<IServiceAccounts, AppServiceAccounts>();
        AppPages.Add(services);
    }

    private static void AddMail(IServiceCollection services, Settings settings)
    {
        if (settings.Server.Mail.Host is not null)
        {
            services.AddSingleton<IMailTransport>(_ => new SmtpMail(settings.Server.Mail));
            return;
        }

        services.AddSingleton(provider => new OutboxFolder(Path.Combine(settings.Host.Data, "outbox"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMailTransport>(static provider => provider.GetRequiredService<OutboxFolder>());
    }
}
