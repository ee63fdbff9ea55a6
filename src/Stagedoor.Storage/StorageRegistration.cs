using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Assets;
using Stagedoor.Frameio.Deliveries;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Files;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Collections;
using Stagedoor.Frameio.Resources.Comments;
using Stagedoor.Frameio.Resources.CustomActions;
using Stagedoor.Frameio.Resources.Groups;
using Stagedoor.Frameio.Resources.Me;
using Stagedoor.Frameio.Resources.Metadata;
using Stagedoor.Frameio.Resources.MetadataFields;
using Stagedoor.Frameio.Resources.Projects;
using Stagedoor.Frameio.Resources.Search;
using Stagedoor.Frameio.Resources.Shares;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Resources.Webhooks;
using Stagedoor.Frameio.Resources.Workspaces;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Audit.Index;
using Stagedoor.Server.Authorizations;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Keys;
using Stagedoor.Server.LogoutNotices;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Tokens;
using Stagedoor.Server.Users;
using Stagedoor.Storage.Content;
using Stagedoor.Storage.Postgres;
using Stagedoor.Storage.Sql;

namespace Stagedoor.Storage;

/// <summary>Puts the store behind every port. The host gives a <see cref="MasterKey"/>, and calls <see cref="Database.MigrateAsync"/> before the first request and <see cref="Database.StopAsync"/> after the last.</summary>
public static class StorageRegistration
{
    /// <summary>A <see cref="TimeProvider"/> that was registered before, and is not the system's, is kept; else on PostgreSQL time is the database's.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options)
    {
        AddClock(services, options);
        services.AddSingleton(options);
        services.TryAddSingleton<AuditChain>();
        services.AddSingleton<Database>();
        services.AddSingleton<IClientStore, ClientStore>();
        services.AddSingleton<IPersonStore, PersonStore>();
        services.AddSingleton<IAttempts, Attempts>();
        services.AddSingleton<IPersonFactors, PersonFactorStore>();
        services.AddSingleton<PasskeyStore>();
        services.AddSingleton<IPasskeyStore>(static provider => provider.GetRequiredService<PasskeyStore>());
        services.AddSingleton<ISpentChallenges>(static provider => provider.GetRequiredService<PasskeyStore>());
        services.AddSingleton<AuthenticatorStore>();
        services.AddSingleton<IAuthenticatorStore>(static provider => provider.GetRequiredService<AuthenticatorStore>());
        services.AddSingleton<IRecoveryCodeStore>(static provider => provider.GetRequiredService<AuthenticatorStore>());
        services.AddSingleton<IRememberedDeviceStore, RememberedDeviceStore>();
        services.AddSingleton<IAdministratorLinks, AdministratorLinks>();
        services.AddSingleton<IPersonLinkStore, PersonLinkStore>();
        services.AddSingleton<IMailStore, MailStore>();
        services.AddSingleton<IInvitationStore, InvitationStore>();
        services.AddSingleton<OrganizationStore>();
        services.AddSingleton<IOrganizationStore>(static provider => provider.GetRequiredService<OrganizationStore>());
        services.AddSingleton<ISeedLedger>(static provider => provider.GetRequiredService<OrganizationStore>());
        services.AddSingleton<IDeveloperProjects, DeveloperProjectStore>();
        services.AddSingleton<IDeveloperCredentials, DeveloperCredentialStore>();
        services.AddSingleton<IOrganizationPeople, OrganizationPeople>();
        services.AddSingleton<IProductProfiles, ProductProfileStore>();
        services.AddSingleton<AppIntegrationStore>();
        services.AddSingleton<IAppIntegrations>(static provider => provider.GetRequiredService<AppIntegrationStore>());
        services.AddSingleton<IIntegrationRules>(static provider => provider.GetRequiredService<AppIntegrationStore>());
        services.AddSingleton<IIdempotencyStore, IdempotencyStore>();
        services.AddSingleton<IServiceAccountStore, ServiceAccountStore>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<ILogoutNotices, LogoutNoticeStore>();
        services.AddSingleton<ISignInHistory, SignInHistory>();
        services.AddSingleton<IAvatarStore, AvatarStore>();
        services.AddSingleton<IPersonalData, PersonalData>();
        services.AddSingleton<IConsentStore, ConsentStore>();
        services.AddSingleton<IAuthorizationCodeStore, AuthorizationCodeStore>();
        services.AddSingleton<IJourneyStore, JourneyStore>();
        services.AddSingleton<IPushedRequestStore, PushedRequestStore>();
        services.AddSingleton<IDeviceAuthorizationStore, DeviceAuthorizationStore>();
        services.AddSingleton<IRefreshTokenStore, RefreshTokenStore>();
        services.AddSingleton<IRevocationFeed, RevocationFeed>();
        services.AddSingleton<ISigningKeyStore, SigningKeyStore>();
        services.AddSingleton<AuditStore>();
        services.AddSingleton<IAuditTrail>(static provider => provider.GetRequiredService<AuditStore>());
        services.AddSingleton<IAuditLog>(static provider => provider.GetRequiredService<AuditStore>());
        services.AddSingleton<IAuditIndex, AuditIndexStore>();
        services.AddSingleton<IAuditChecks, AuditChecks>();
        services.AddSingleton<IDirectory, PeopleDirectory>();
        services.AddSingleton<IPermissionStore, PermissionStore>();
        services.AddSingleton<IRoleStore, RoleStore>();
        services.AddSingleton<ISubjectRoles, SubjectRoles>();
        services.AddSingleton<IWorkspaceStore, WorkspaceStore>();
        services.AddSingleton<IProjectStore, ProjectStore>();
        services.AddSingleton<IActivityLog, ActivityLog>();
        services.AddSingleton<IWebhookStore, WebhookStore>();
        services.AddSingleton<IDeliveries, DeliveryStore>();
        services.AddSingleton<ICustomActionStore, CustomActionStore>();
        services.AddSingleton<IGroupStore, GroupStore>();
        services.AddSingleton<IFieldDefinitionStore, FieldDefinitionStore>();
        services.AddSingleton<IMetadataStore, MetadataStore>();
        services.AddSingleton<IAccountUsers, AccountUsers>();
        services.AddSingleton<IAssetStore, AssetStore>();
        services.AddSingleton<ICommentStore, CommentStore>();
        services.AddSingleton<IContentLedger, ContentLedger>();
        services.AddSingleton<IContentStore, ContentFolder>();
        services.AddSingleton<IShareStore, ShareStore>();
        services.AddSingleton<ISearchStore, SearchStore>();
        services.AddSingleton<ICollectionStore, CollectionStore>();
        services.AddSingleton<SecretUses>();
        services.AddSingleton<ISecretUses>(static provider => provider.GetRequiredService<SecretUses>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<SecretUses>());
        services.AddSingleton<ConsentUses>();
        services.AddSingleton<IConsentUses>(static provider => provider.GetRequiredService<ConsentUses>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<ConsentUses>());
        services.AddSingleton<ServiceAccountUses>();
        services.AddSingleton<IServiceAccountUses>(static provider => provider.GetRequiredService<ServiceAccountUses>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<ServiceAccountUses>());
        services.AddSingleton<FirstSteps>();
        services.AddSingleton<IFirstSteps>(static provider => provider.GetRequiredService<FirstSteps>());
        services.AddSingleton<IProfileCalls>(static provider => provider.GetRequiredService<FirstSteps>());
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<FirstSteps>());
        services.AddSingleton<Cleaner>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<Cleaner>());
        services.AddSingleton<ContentCleaner>();
        services.AddSingleton<IHostedService>(static provider => provider.GetRequiredService<ContentCleaner>());
        return services;
    }

    private static void AddClock(IServiceCollection services, StorageOptions options)
    {
        var given = services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider));
        if (given is not null && !ReferenceEquals(given.ImplementationInstance, TimeProvider.System)) return;
        if (options.Provider == StorageProvider.Sqlite)
        {
            services.TryAddSingleton(TimeProvider.System);
            return;
        }

        services.RemoveAll<TimeProvider>();
        services.AddSingleton<DatabaseClock>();
        services.AddSingleton<TimeProvider>(static provider => provider.GetRequiredService<DatabaseClock>());
    }
}
