using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Stagedoor.Server;

/// <summary>The identity service's table of contents: the list of slices, in order.</summary>
public static class StagedoorServer
{
    private static readonly SliceList Slices = new SliceList()
        .Use<Endpoints.Discovery.DiscoverySlice>()
        .Use<Endpoints.Keys.KeysSlice>()
        .Use<Endpoints.Token.TokenSlice>()
        .Use<Endpoints.Revocation.RevocationSlice>()
        .Use<Endpoints.Introspection.IntrospectionSlice>()
        .Use<Endpoints.Userinfo.UserinfoSlice>()
        .Use<Endpoints.Profile.ProfileSlice>()
        .Use<Endpoints.Organizations.OrganizationsSlice>()
        .Use<Endpoints.ValidateToken.ValidateTokenSlice>()
        .Use<Endpoints.InvalidateToken.InvalidateTokenSlice>()
        .Use<Endpoints.ExchangeJwt.ExchangeJwtSlice>()
        .Use<Endpoints.Authorize.AuthorizeEndpoint>()
        .Use<Endpoints.PushedAuthorization.PushedAuthorizationEndpoint>()
        .Use<Endpoints.DeviceAuthorization.DeviceAuthorizationEndpoint>()
        .Use<Endpoints.Logout.LogoutEndpoint>()
        .Use<Endpoints.ConsoleSecrets.ConsoleSecretsSlice>()
        .Use<SignIn.SignIn.SignInStep>()
        .Use<SignIn.SecondFactor.SecondFactorStep>()
        .Use<SignIn.Enrol.EnrolStep>()
        .Use<SignIn.Passkeys.PasskeysStep>()
        .Use<SignIn.Authenticator.AuthenticatorStep>()
        .Use<SignIn.RecoveryCodes.RecoveryCodesStep>()
        .Use<SignIn.Choose.ChooseStep>()
        .Use<SignIn.Consent.ConsentStep>()
        .Use<SignIn.Device.DeviceStep>()
        .Use<SignIn.SignOut.SignOutStep>()
        .Use<SignIn.SignUp.SignUpStep>()
        .Use<SignIn.SignUp.PasskeySignUpStep>()
        .Use<SignIn.SignUp.VerifyStep>()
        .Use<SignIn.Recovery.PasswordRecoveryStep>()
        .Use<SignIn.Recovery.FactorRecoveryStep>()
        .Use<SignIn.Invited.InvitedStep>()
        .Use<SignIn.Outbox.OutboxStep>()
        .Use<SignIn.Profile.ProfileStep>()
        .Use<SignIn.ProfilePicture.PictureStep>()
        .Use<SignIn.ProfileSecurity.SecurityStep>()
        .Use<SignIn.ProfilePassword.PasswordStep>()
        .Use<SignIn.ProfileEmail.EmailStep>()
        .Use<SignIn.ProfileEmail.EmailLinkStep>()
        .Use<SignIn.ProfileData.DataStep>()
        .Use<SignIn.ProfileDeletion.DeletionStep>()
        .Use<SignIn.ProfileSessions.SessionsStep>()
        .Use<SignIn.ProfileApplications.ApplicationsStep>()
        .Use<SignIn.ProfileHistory.HistoryStep>()
        .Use<SignIn.FirstAdministrator.FirstAdministratorStep>()
        .Use<SignIn.Home.HomeStep>()
        .Use<Developer.Projects.ProjectsStep>()
        .Use<Developer.Credentials.AddApiStep>()
        .Use<Developer.Credentials.CredentialStep>()
        .Use<Developer.Credentials.SecretsStep>()
        .Use<Developer.Credentials.TokenStep>()
        .Use<Developer.Credentials.CredentialApiStep>()
        .Use<Developer.Projects.ProjectHistoryStep>()
        .Use<Developer.Credentials.CredentialEndStep>()
        .Use<Admin.People.PeopleStep>()
        .Use<Admin.Credentials.CredentialsStep>()
        .Use<Admin.ProductProfiles.ProfilesStep>()
        .Use<Admin.Integrations.IntegrationsStep>()
        .Use<Admin.Audit.AuditStep>()
        .Use<Admin.Statistics.StatisticsStep>()
        .Use<Management.Projects.ProjectOperations>()
        .Use<Management.People.PeopleOperations>()
        .Use<Management.Audit.AuditOperations>()
        .Use<Admin.ServiceAccounts.ServiceAccountsStep>()
        .Use<Management.ServiceAccounts.ServiceAccountOperations>()
        .Use<Management.Credentials.CredentialOperations>()
        .Use<Management.ProductProfiles.ProfileOperations>()
        .Use<Management.Seeds.SeedOperations>()
        .Use<Management.Integrations.IntegrationOperations>()
        .Use<Management.ManagementApi>();

    public static void Add(IServiceCollection services)
    {
        Capabilities.Add(services);
        services.AddSingleton(static provider => new Stagedoor.Pages.Site(provider.GetRequiredService<StagedoorOptions>().Issuer));
        Stagedoor.Pages.Setting.Add(services);
        Visitors.VisitorServices.Add(services);
        Consoles.ConsoleServices.Add(services);
        Endpoints.EndpointServices.Add(services);
        services.AddSingleton(provider => Describe(provider.GetRequiredService<StagedoorOptions>().Issuer));
        Slices.Add(services);
    }

    /// <summary>What stands before everything: the request id, the last wall, and CORS for the V4 API. First in the pipeline.</summary>
    public static void Use(IApplicationBuilder app)
    {
        Stagedoor.Pages.PageLanguage.Use(app, static path => Endpoints.UnknownPath.ForPrograms(path) || path.StartsWithSegments("/v4"));
        Endpoints.EndpointServices.Use(app);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        Stagedoor.Pages.Asset.Map(routes);
        Slices.Map(routes);
    }

    /// <summary>Discovery, assembled from what each slice says of itself.</summary>
    public static ServerMetadata Describe(string issuer) => Slices.Describe(issuer);

    private sealed class SliceList
    {
        private Action<IServiceCollection> add = static _ => { };
        private Action<IEndpointRouteBuilder> map = static _ => { };
        private Action<ServerMetadata> describe = static _ => { };

        public SliceList Use<T>() where T : ISlice
        {
            add += T.Add;
            map += T.Map;
            describe += T.Describe;
            return this;
        }

        public void Add(IServiceCollection services) => add(services);

        public void Map(IEndpointRouteBuilder routes) => map(routes);

        public ServerMetadata Describe(string issuer)
        {
            var metadata = new ServerMetadata(issuer);
            describe(metadata);
            return metadata;
        }
    }
}
