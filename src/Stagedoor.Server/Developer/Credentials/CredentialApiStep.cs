using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Developer.Credentials;

/// <summary>Adds an API to a credential that is there, behind a recent proof: it reaches more then.</summary>
public sealed class CredentialApiStep : ISlice
{
    private const string Path = CredentialStep.Path + "/api";

    private static readonly Texts texts = Texts.Beside<CredentialApiPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, AddAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, CancellationToken cancellation)
    {
        var (visit, card, instead) = await CredentialStep.ProvenAsync(context, project, client, visitors, credentials, null, cancellation);
        return visit is null || card is null ? instead! : Ask(context, visit, card, null);
    }

    private static async Task<IResult> AddAsync(HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, CredentialApis apis, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var here = DeveloperPage.Credential(project, client);
        var (visit, card, instead) = await CredentialStep.ProvenAsync(context, project, client, visitors, credentials, here + "/api", cancellation);
        if (visit is null || card is null) return instead!;
        if (!await form.IsGenuineAsync(Binding(visit, client))) return Ask(context, visit, card, shared["Stale"]);
        if (!(await apis.AddAsync(visit.Administrator, client, form.Version(), form["api"], cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(here + "?done=api"));
        return why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? DeveloperPage.Refused(why, texts) : Ask(context, visit, card, why.In(texts));
    }

    private static IResult Ask(HttpContext context, ConsoleVisit visit, CredentialCard card, string? problem) =>
        Page.Of<CredentialApiPage>(new CredentialApiView { Visit = visit, Credential = card, Problem = problem, FormToken = PageForm.TokenFor(context, Binding(visit, card.Client.ClientId)) }, DeveloperPage.Status(problem));

    private static string Binding(ConsoleVisit visit, string client) => visit.Binding("api:" + client);
}
