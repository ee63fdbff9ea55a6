using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Consents;
using Stagedoor.Server.Organizations;
using Stagedoor.Server.ServiceAccounts;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfileApplications;

/// <summary>
/// The applications that a person is connected to: what each may do, since when, when it last did, and the end of it. Disconnected, it refreshes nothing more, its access tokens are dead within a second,
/// and the next authorization asks again.
/// </summary>
public sealed class ApplicationsStep : ISlice
{
    private const string Path = "/profile/applications";

    private const int PageSize = 20, LongestClientId = 128;

    private static readonly Texts texts = Texts.Beside<ApplicationsPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PeopleHere people, IConsentStore consents, IClientStore clients, IOrganizationStore organizations, IServiceAccountStore serviceAccounts, CancellationToken cancellation) =>
        await people.CurrentAsync(context, cancellation) is { } here ? await PageAsync(context, here, null, consents, clients, organizations, serviceAccounts, cancellation) : Page.Continue(SignInFirst.At(Path));

    private static async Task<IResult> SubmitAsync(
        HttpContext context, PeopleHere people, IConsentStore consents, IClientStore clients, IOrganizationStore organizations, IServiceAccountStore serviceAccounts, IAuditTrail audit, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        if (await people.CurrentAsync(context, cancellation) is not { } here) return Page.Continue(SignInFirst.At(Path));
        if (!await form.IsGenuineAsync(Binding(here))) return await PageAsync(context, here, texts["Stale"], consents, clients, organizations, serviceAccounts, cancellation);
        var (clientId, now) = (form["client"], time.GetUtcNow());
        if (clientId.Length is 0 or > LongestClientId || !await consents.WithdrawAsync(here.Person.Id, clientId, now, cancellation)) return ErrorPage.Nowhere();
        await audit.RecordAsync(
            new() { At = now, Act = AuditAct.ConsentWithdrawn, ActorId = here.Person.Id, ClientId = clientId, TargetId = here.Session.Sid, Address = RemoteAddress.Of(context), RequestId = context.TraceIdentifier },
            cancellation);
        return Page.Continue(Path + "?done=1");
    }

    private static string Binding(PersonHere here) => "applications:" + here.Session.Sid;

    private static async Task<IResult> PageAsync(HttpContext context, PersonHere here, string? problem, IConsentStore consents, IClientStore clients, IOrganizationStore organizations, IServiceAccountStore serviceAccounts, CancellationToken cancellation)
    {
        var after = context.Request.Query["after"].ToString() is { Length: <= LongestClientId } text ? text : null;
        var found = await consents.OfPersonAsync(here.Person.Id, after, PageSize + 1, cancellation);
        var shown = new List<ConnectedApplication>();
        foreach (var consent in found.Take(PageSize))
        {
            var client = await clients.FindAsync(consent.ClientId, cancellation);
            var acting = client is { Kind.ActsAsPerson: false } ? await serviceAccounts.FindByClientAsync(client.ClientId, cancellation) : null;
            shown.Add(new(consent, client, acting, client is null ? null : client.Settings.Publisher ?? (await organizations.FindAsync(client.OrganizationId, cancellation))?.Name));
        }

        var view = new ApplicationsView
        {
            Applications = shown,
            More = found.Count > PageSize ? $"{Path}?after={Uri.EscapeDataString(shown[^1].Consent.ClientId)}" : null,
            Person = here.Person.Name,
            Problem = problem,
            Done = context.Request.Query["done"] == "1" ? texts["Done"] : null,
            FormToken = PageForm.TokenFor(context, Binding(here)),
        };
        return Page.Of<ApplicationsPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
