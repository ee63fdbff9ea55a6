using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management.Integrations;

/// <summary>App integrations over the management API.</summary>
public sealed class IntegrationOperations : ISlice
{
    private const string Root = "/app-integrations", Many = Root + "/applications", One = Many + "/{application}";

    private static readonly ManagementArea Area = new(
    [
        Operation.Get(
            "getAppIntegrations", Root, Act.ReadIntegrations, "Which applications people may allow: all, those listed, or none.", IntegrationJson.Default.IntegrationsAnswer,
            async call => (await Integrations(call).FindAsync(call.Administrator, call.Cancellation)).Select(IntegrationsAnswer.Of)),
        Operation.Change(
            "changeAppIntegrations", Root, Act.ChangeIntegrations, "Chooses which applications people may allow. What is blocked gets no new token.", IntegrationJson.Default.IntegrationsBody, IntegrationJson.Default.IntegrationsAnswer,
            async (call, body) => (await Integrations(call).ChangeAsync(call.Administrator, call.Version, body.Policy, call.Cancellation)).Select(IntegrationsAnswer.Of)),
        Operation.List(
            "listAppIntegrations", Many, Act.ReadIntegrations, "The applications on the list.", IntegrationJson.Default.IntegrationAnswers,
            async call => (await Integrations(call).ListedAsync(call.Administrator, call.After, call.PageSize, call.Cancellation)).Select(IntegrationAnswers.Of)),
        Operation.Create(
            "allowAppIntegration", Many, Act.ChangeIntegrations, "Puts an application on the list, by its client id; whoever asked for it is told by mail.", IntegrationJson.Default.AllowBody, IntegrationJson.Default.IntegrationAnswer,
            async (call, body) => (await Integrations(call).AllowAsync(call.Administrator, call.Version, body.ClientId, call.Cancellation)).Select(IntegrationAnswer.Of)),
        Operation.Delete(
            "withdrawAppIntegration", One, Act.ChangeIntegrations, "Takes an application off the list.",
            call => Integrations(call).WithdrawAsync(call.Administrator, call.Version, Id(call), call.Cancellation)),
        Operation.List(
            "listAppIntegrationRequests", Root + "/requests", Act.ReadIntegrations, "The applications that people asked for.", IntegrationJson.Default.IntegrationAnswers,
            async call => (await Integrations(call).AskedForAsync(call.Administrator, call.After, call.PageSize, call.Cancellation)).Select(IntegrationAnswers.Of)),
        Operation.Delete(
            "declineAppIntegration", Root + "/requests/{application}", Act.ChangeIntegrations, "Declines an application that people asked for; they are told by mail.",
            call => Integrations(call).DeclineAsync(call.Administrator, Id(call), call.Cancellation)),
    ]);

    public static void Add(IServiceCollection services) => services.AddSingleton(Area);

    public static void Map(IEndpointRouteBuilder routes) => ManagementApi.Map(routes, Area);

    private static string Id(ManagementCall call) => call.Route("application");

    private static AppIntegrations Integrations(ManagementCall call) => call.Service<AppIntegrations>();
}
