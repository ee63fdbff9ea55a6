using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management.Credentials;

/// <summary>Credentials and their secrets over the management API.</summary>
public sealed class CredentialOperations : ISlice
{
    private const string Many = "/credentials", One = Many + "/{credential}";

    private static readonly ManagementArea Area = new(
    [
        Operation.List(
            "listCredentials", Many, Act.ListCredentials, "The credentials of the organization.", CredentialJson.Default.CredentialList,
            async call => (await Credentials(call).OfOrganizationAsync(call.Administrator, call.After, call.PageSize, call.Cancellation)).Select(CredentialList.Of)),
        Operation.List(
            "listProjectCredentials", "/projects/{project}/credentials", Act.ReadProject, "The credentials of a project.", CredentialJson.Default.CredentialList,
            async call => (await Credentials(call).OfProjectAsync(call.Administrator, call.Route("project"), call.After, call.PageSize, call.Cancellation)).Select(CredentialList.Of)),
        Operation.Create(
            "createCredential", "/projects/{project}/credentials", Act.CreateServerToServer, "Adds an API to a project, with a credential of a kind; a server-to-server one gets its service account user.",
            CredentialJson.Default.CredentialBody, CredentialJson.Default.CredentialAnswer,
            async (call, body) => (await Credentials(call).CreateAsync(call.Administrator, call.Route("project"), body.Read(), call.Cancellation)).Select(CredentialAnswer.Of)),
        Operation.Get(
            "getCredential", One, Act.ReadCredential, "One credential.", CredentialJson.Default.CredentialAnswer,
            async call => (await Credentials(call).FindAsync(call.Administrator, Id(call), call.Cancellation)).Select(CredentialAnswer.Of)),
        Operation.Change(
            "changeCredential", One, Act.ChangeCredential, "Changes what the body names: name, redirect URIs, back-channel logout address, scopes, status, beta users.", CredentialJson.Default.CredentialChangeBody, CredentialJson.Default.CredentialAnswer,
            async (call, body) => (await Credentials(call).ChangeAsync(call.Administrator, Id(call), call.Version, body.Read(), call.Cancellation)).Select(CredentialAnswer.Of)),
        Operation.Do(
            "revokeCredential", One + "/revoke", Act.RevokeCredential, "Ends everything of it within a second: secrets, tokens, sessions, its service account user.", CredentialJson.Default.CredentialAnswer,
            async call => (await Credentials(call).RevokeAsync(call.Administrator, Id(call), call.Version, call.Cancellation)).Select(CredentialAnswer.Of)),
        Operation.Do(
            "restoreCredential", One + "/restore", Act.RestoreCredential, "Lets a revoked one work again. No old secret or token comes back.", CredentialJson.Default.CredentialAnswer,
            async call => (await Credentials(call).RestoreAsync(call.Administrator, Id(call), call.Version, call.Cancellation)).Select(CredentialAnswer.Of)),
        Operation.Delete(
            "deleteCredential", One, Act.DeleteCredential, "Deletes it for good, with its service account user; what that made stays, under its name.",
            call => Credentials(call).DeleteAsync(call.Administrator, Id(call), call.Version, call.Cancellation)),
        Operation.Get(
            "testRedirectUri", One + "/redirect-test", Act.ReadCredential, "Whether answers may go to a redirect URI, by the rule of the authorization endpoint, and otherwise what differs from the nearest registered one.", CredentialJson.Default.RedirectTestAnswer,
            async call => (await call.Service<RedirectTester>().TestAsync(call.Administrator, Id(call), call.Query("redirect_uri"), call.Cancellation)).Select(RedirectTestAnswer.Of),
            new QueryField("redirect_uri", "The URI as the application sends it.")),
        Operation.Get(
            "getFirstCall", One + "/first-call", Act.ReadCredential, "Which steps to its first call the server has seen succeed.", CredentialJson.Default.FirstCallAnswer,
            async call => (await call.Service<FirstCalls>().OfAsync(call.Administrator, Id(call), call.Cancellation)).Select(FirstCallAnswer.Of)),
        Operation.Do(
            "addApiToCredential", One + "/apis", Act.CreateServerToServer, "Adds an API to a credential that is there, with its usual scopes; for the Frame.io API a server-to-server one gets its service account user.",
            CredentialJson.Default.CredentialApiBody, CredentialJson.Default.CredentialAnswer,
            async (call, body) => (await call.Service<CredentialApis>().AddAsync(call.Administrator, Id(call), call.Version, body.Api, call.Cancellation)).Select(CredentialAnswer.Of)),
        Operation.Get(
            "listSecrets", One + "/secrets", Act.ReadSecrets, "The secrets of a credential, never their values.", CredentialJson.Default.SecretList,
            async call => (await Secrets(call).ListAsync(call.Administrator, Id(call), call.Cancellation)).Select(SecretList.Of)),
        Operation.Create(
            "addSecret", One + "/secrets", Act.AddSecret, "Adds a secret. Its value is in this answer and nowhere else: a repeat with the same Idempotency-Key answers without it.", CredentialJson.Default.SecretBody, CredentialJson.Default.NewSecretAnswer,
            async (call, body) => (await Secrets(call).AddAsync(call.Administrator, Id(call), body.Name, body.ExpiresAt, null, call.Cancellation)).Select(NewSecretAnswer.Of)),
        Operation.Create(
            "generateAccessToken", One + "/access-token", Act.GenerateToken, "Generates an access token for a server-to-server credential, without a secret; it ends after an hour at most. Its text is in this answer and nowhere else.",
            CredentialJson.Default.AccessTokenBody, CredentialJson.Default.AccessTokenAnswer,
            async (call, _) => (await call.Service<AccessTokens>().GenerateAsync(call.Administrator, Id(call), call.Cancellation)).Select(AccessTokenAnswer.Of)),
        Operation.Change(
            "retireSecret", One + "/secrets/{secret}", Act.DeleteSecret, "Gives a live secret an end, or an earlier one: so it is rotated without a pause, another having been added before.", CredentialJson.Default.RetirementBody, CredentialJson.Default.SecretAnswer,
            async (call, body) => (await Secrets(call).RetireAsync(call.Administrator, Id(call), call.Route("secret"), body.ExpiresAt, call.Cancellation)).Select(SecretAnswer.Of)),
        Operation.Delete(
            "deleteSecret", One + "/secrets/{secret}", Act.DeleteSecret, "Deletes a secret: no new token comes of it. Tokens that came of it before live until they end.",
            call => Secrets(call).DeleteAsync(call.Administrator, Id(call), call.Route("secret"), call.Cancellation)),
    ]);

    public static void Add(IServiceCollection services) => services.AddSingleton(Area);

    public static void Map(IEndpointRouteBuilder routes) => ManagementApi.Map(routes, Area);

    private static string Id(ManagementCall call) => call.Route("credential");

    private static Administration.Credentials Credentials(ManagementCall call) => call.Service<Administration.Credentials>();

    private static Secrets Secrets(ManagementCall call) => call.Service<Secrets>();
}
