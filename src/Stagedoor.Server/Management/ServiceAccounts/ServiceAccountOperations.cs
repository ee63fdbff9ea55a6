using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Management.ServiceAccounts;

/// <summary>Service account users over the management API.</summary>
public sealed class ServiceAccountOperations : ISlice
{
    private const string Many = "/service-accounts", One = "/service-accounts/{service_account}";

    private static readonly ManagementArea Area = new(
    [
        Operation.List(
            "listServiceAccounts", Many, Act.ListServiceAccounts, "The service account users of the organization.", ServiceAccountJson.Default.ServiceAccountPage,
            async call => (await Users(call).ListAsync(call.Administrator, QueryOf(call), call.After, call.PageSize, call.Cancellation)).Select(listed => ServiceAccountPage.Of(listed, Now(call))),
            new QueryField("sort", "By name, or who was idle longest first.", "name", "idle"),
            new QueryField("text", "Part of the name."),
            new QueryField("status", "Only these.", "active", "disabled", "revoked"),
            new QueryField("owner", "Only those of a person, by id."),
            new QueryField("inactive", "Only those that did nothing for 90 days.", "true"),
            new QueryField("secret_near_expiry", "Only those with a secret that ends within 14 days.", "true"),
            new QueryField("without_owner", "Only those that nobody active owns.", "true")),
        Operation.Create(
            "grantServiceAccount", Many, Act.GrantServiceAccount, "Lets a server-to-server credential act in the account: makes its service account user.", ServiceAccountJson.Default.GrantBody, ServiceAccountJson.Default.ServiceAccountSummary,
            async (call, body) => Shown(call, await Users(call).GrantAsync(call.Administrator, body.Credential, body.AccountRole, call.Cancellation))),
        Operation.Get(
            "getServiceAccount", One, Act.ReadServiceAccount, "One service account user.", ServiceAccountJson.Default.ServiceAccountSummary,
            async call => Shown(call, await Users(call).FindAsync(call.Administrator, Id(call), call.Cancellation))),
        Operation.Get(
            "getServiceAccountWork", One + "/work", Act.ReadServiceAccount, "What there is of its making, counted.", ServiceAccountJson.Default.WorkAnswer,
            async call => (await Users(call).WorkOfAsync(call.Administrator, Id(call), call.Cancellation)).Select(WorkAnswer.Of)),
        Operation.Change(
            "changeServiceAccount", One, Act.ChangeServiceAccount, "Changes name, description, owner or account role. The audit keeps the old name.", ServiceAccountJson.Default.ServiceAccountBody, ServiceAccountJson.Default.ServiceAccountSummary,
            async (call, body) => Shown(call, await Users(call).ChangeAsync(call.Administrator, Id(call), call.Version, new() { Name = body.Name, Description = body.Description, OwnerId = body.Owner, AccountRole = body.AccountRole }, call.Cancellation))),
        Operation.Do(
            "disableServiceAccount", One + "/disable", Act.DisableServiceAccount, "Disables it: every secret and token is dead within a second. What it made stays.", ServiceAccountJson.Default.ServiceAccountSummary,
            async call => Shown(call, await Users(call).DisableAsync(call.Administrator, Id(call), call.Version, call.Cancellation))),
        Operation.Do(
            "enableServiceAccount", One + "/enable", Act.EnableServiceAccount, "Enables it again. No old secret or token lives again: it needs a new secret.", ServiceAccountJson.Default.ServiceAccountSummary,
            async call => Shown(call, await Users(call).EnableAsync(call.Administrator, Id(call), call.Version, call.Cancellation))),
        Operation.Delete(
            "deleteServiceAccount", One, Act.DeleteServiceAccount, "Deletes it and revokes its credential, for good. What it made stays under its name; neither name nor number are given again.",
            call => Users(call).DeleteAsync(call.Administrator, Id(call), call.Version, call.Cancellation)),
    ]);

    public static void Add(IServiceCollection services) => services.AddSingleton(Area);

    public static void Map(IEndpointRouteBuilder routes) => ManagementApi.Map(routes, Area);

    private static ServiceAccountUsers Users(ManagementCall call) => call.Service<ServiceAccountUsers>();

    private static DateTimeOffset Now(ManagementCall call) => call.Service<TimeProvider>().GetUtcNow();

    private static string Id(ManagementCall call) => call.Route("service_account");

    private static Outcome<ServiceAccountSummary> Shown(ManagementCall call, Outcome<ListedServiceAccount> outcome) => outcome.Select(listed => ServiceAccountSummary.Of(listed, Now(call)));

    private static ServiceAccountQuery QueryOf(ManagementCall call) => new()
    {
        OrganizationId = call.Administrator.OrganizationId,
        Order = call.Query("sort") == "idle" ? ServiceAccountOrder.LongestIdle : ServiceAccountOrder.Name,
        Text = call.Query("text"),
        Status = call.Query("status") switch { "active" => ServiceAccountStatus.Active, "disabled" => ServiceAccountStatus.Disabled, "revoked" => ServiceAccountStatus.Revoked, _ => null },
        OwnerId = call.Query("owner"),
        InactiveSince = call.Query("inactive") is null ? null : Now(call) - ServiceAccountQuery.Inactive,
        SecretEndsBy = call.Query("secret_near_expiry") is null ? null : Now(call) + ServiceAccountQuery.NearExpiry,
        WithoutOwner = call.Query("without_owner") is not null,
    };
}
