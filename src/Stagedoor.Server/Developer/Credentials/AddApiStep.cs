using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Clients.Kinds;
using Stagedoor.Server.Consoles;
using Stagedoor.Server.Organizations;

namespace Stagedoor.Server.Developer.Credentials;

/// <summary>Adds an API to a project: which API, which kind of application, then what that kind needs. What a kind forbids is not offered.</summary>
public sealed class AddApiStep : ISlice
{
    private const string Path = "/developer/projects/{project}/add";

    private static readonly Texts texts = Texts.Beside<AddApiPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, AddAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string project, ConsoleVisitors visitors, Administration.Projects projects, IOrganizationStore organizations, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, DeveloperPage.Needed, cancellation);
        if (visit is null) return instead!;
        if ((await projects.FindAsync(visit.Administrator, project, cancellation)).Failed(out var why, out var card)) return DeveloperPage.Refused(why, texts);
        return await PageAsync(context, visit, card, organizations, new() { Api = "", Kind = "", Name = "" }, null, cancellation);
    }

    private static async Task<IResult> AddAsync(HttpContext context, string project, ConsoleVisitors visitors, Administration.Projects projects, Administration.Credentials credentials, IOrganizationStore organizations, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.OfAsync(context, DeveloperPage.Needed, cancellation);
        if (visit is null) return instead!;
        if ((await projects.FindAsync(visit.Administrator, project, cancellation)).Failed(out var refused, out var card)) return DeveloperPage.Refused(refused, texts);
        var (api, kind) = Asked(context);
        var profiles = await organizations.ProductProfilesAsync(visit.Organization.Id, cancellation);
        var wanted = new NewCredential
        {
            Api = api?.Name ?? "",
            Kind = kind?.Name ?? "",
            Name = form["name"],
            DefaultRedirectUri = kind is { PrivateUseSchemes: false } ? form["redirect_uri"] : null,
            RedirectUris = kind is { PrivateUseSchemes: true } && form["redirect_uri"].Length > 0 ? [form["redirect_uri"]] : [],
            ProductProfiles = [.. profiles.Select(profile => profile.Id).Where(id => form["profile." + id].Length > 0)],
        };
        if (!await form.IsGenuineAsync(Binding(visit, project, api, kind))) return await PageAsync(context, visit, card, organizations, wanted, shared["Stale"], cancellation);
        if (!(await credentials.CreateAsync(visit.Administrator, project, wanted, cancellation)).Failed(out var why, out var made)) return Page.Continue(visit.At(DeveloperPage.Credential(project, made.Client.ClientId) + "?done=created"));
        return why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? DeveloperPage.Refused(why, texts) : await PageAsync(context, visit, card, organizations, wanted, why.In(texts), cancellation);
    }

    private static async Task<IResult> PageAsync(HttpContext context, ConsoleVisit visit, ProjectCard card, IOrganizationStore organizations, NewCredential typed, string? problem, CancellationToken cancellation)
    {
        var (api, kind) = Asked(context);
        var forbidden = Permissions.Judge(Act.CreateServerToServer, visit.Administrator, card.IsOwn);
        return Page.Of<AddApiPage>(
            new AddApiView
            {
                Visit = visit,
                Project = card,
                Api = api,
                Kind = kind,
                NoServerToServer = forbidden?.In(texts),
                Profiles = kind is { ActsAsPerson: false } ? await organizations.ProductProfilesAsync(visit.Organization.Id, cancellation) : [],
                Name = typed.Name,
                RedirectUri = typed.DefaultRedirectUri ?? (typed.RedirectUris.Count > 0 ? typed.RedirectUris[0] : ""),
                Chosen = [.. typed.ProductProfiles],
                Problem = problem,
                FormToken = PageForm.TokenFor(context, Binding(visit, card.Project.Id, api, kind)),
            },
            DeveloperPage.Status(problem));
    }

    // A kind that the API is not for was not offered: the page asks again.
    private static (OfferedApi? Api, ApplicationKind? Kind) Asked(HttpContext context)
    {
        var api = OfferedApi.Find(context.Request.Query["api"].ToString());
        var kind = ApplicationKind.Find(context.Request.Query["kind"].ToString());
        return (api, api is not null && kind is not null && api.IsFor(kind) ? kind : null);
    }

    private static string Binding(ConsoleVisit visit, string project, OfferedApi? api, ApplicationKind? kind) => visit.Binding($"add:{project}:{api?.Name}:{kind?.Name}");
}
