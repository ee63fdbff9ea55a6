using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Administration.Seeding;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Clients.Authentication;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Keys;
using Stagedoor.Server.LogoutNotices;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.Seeds;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.SignIn.Credentials.Password;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;

namespace Stagedoor.Server;

/// <summary>The capabilities' services. The host adds <see cref="StagedoorOptions"/>, <see cref="MasterKey"/>, <see cref="TimeProvider"/>, the stores, <see cref="AuditHeadFile"/>, <see cref="IMailTransport"/> and <see cref="Stagedoor.Egress.EgressClient"/>.</summary>
public static class Capabilities
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<AuditChain>();
        services.AddSingleton<AuditSeal>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<AuditHeadWriter>();
        services.AddSingleton<AuditRetention>();
        services.AddSingleton<AuditIndexer>();
        services.AddSingleton<AuditExport>();
        services.AddSingleton<AuditExportTurns>();
        services.AddSingleton<AuditCheck>();
        services.AddSingleton<RefusalSummary>();
        services.AddSingleton<OutgoingMail>();
        services.AddSingleton<MailDraft>();
        services.AddSingleton<MailSender>();
        services.AddSingleton<PersonLinks>();
        services.AddSingleton<PersonRecovery>();
        services.AddSingleton<Invitations>();
        services.AddSingleton<ServiceAccountLife>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<RevocationSet>();
        services.AddSingleton<AccessTokenIssuer>();
        services.AddSingleton<MachineAuthorizations>();
        services.AddSingleton<AccessTokenVerifier>();
        services.AddSingleton<IdTokenIssuer>();
        services.AddSingleton<HandleTokens>();
        services.AddSingleton<LogoutTokens>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<FailureCounter>();
        services.AddSingleton<ClientAuthenticator>();
        services.AddSingleton<Deputies>();
        services.AddSingleton<PasswordHasher>();
        services.AddSingleton<BrowserCookie>();
        services.AddSingleton<SignOutRequests>();
        services.AddSingleton<KeyRotation>();
        services.AddSingleton<Administrators>();
        services.AddSingleton<ActRecord>();
        services.AddSingleton<Cursors>();
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<Projects>();
        services.AddSingleton<People>();
        services.AddSingleton<PeopleSessions>();
        services.AddSingleton<OrganizationInvitations>();
        services.AddSingleton<AuditReading>();
        services.AddSingleton<Statistics>();
        services.AddSingleton<ServiceAccountUsers>();
        services.AddSingleton<Credentials>();
        services.AddSingleton<ProductProfiles>();
        services.AddSingleton<Admissions>();
        services.AddSingleton<AppIntegrations>();
        services.AddSingleton<Secrets>();
        services.AddSingleton<RedirectTester>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<FirstCalls>();
        services.AddSingleton<CredentialApis>();
        services.AddSingleton<SeedIds>();
        services.AddSingleton<SeedPlaces>();
        services.AddSingleton<SeedCredentials>();
        services.AddSingleton<OrganizationSeed>();
        services.AddSingleton<ProjectActivities>();
        services.AddSingleton<ProjectExports>();
        // First to start and last to stop: what the others record on their way out is in the last head.
        services.AddHostedService(provider => provider.GetRequiredService<AuditHeadWriter>());
        services.AddHostedService(provider => provider.GetRequiredService<AuditRetention>());
        services.AddHostedService(provider => provider.GetRequiredService<AuditIndexer>());
        services.AddHostedService(provider => provider.GetRequiredService<RefusalSummary>());
        services.AddHostedService(provider => provider.GetRequiredService<KeyRotation>());
        services.AddHostedService<RevocationPoll>();
        services.AddHostedService(provider => provider.GetRequiredService<MailSender>());
        services.AddHostedService<LogoutNoticeSender>();
    }

    /// <summary>What must be in memory before the first request: keys and the revocation set. After the migration, before the listener.</summary>
    public static async Task LoadAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<KeyRotation>().RefreshAsync(cancellation);
        await services.GetRequiredService<RevocationSet>().ReadAsync(cancellation);
    }
}
