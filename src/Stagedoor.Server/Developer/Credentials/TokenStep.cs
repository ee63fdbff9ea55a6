using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Developer.Credentials;

/// <summary>Generates an access token for a server-to-server credential, behind a recent proof; its text is on one page, once.</summary>
public sealed class TokenStep : ISlice
{
    private const string Path = CredentialStep.Path + "/token";

    private static readonly Texts texts = Texts.Beside<TokenPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, GenerateAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, CancellationToken cancellation)
    {
        var (visit, card, instead) = await CredentialStep.ProvenAsync(context, project, client, visitors, credentials, null, cancellation);
        return visit is null || card is null ? instead! : Ask(context, visit, card, null);
    }

    private static async Task<IResult> GenerateAsync(
        HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, AccessTokens tokens, IdempotencyKeys keys, StagedoorOptions options, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var here = DeveloperPage.Credential(project, client);
        var (visit, card, instead) = await CredentialStep.ProvenAsync(context, project, client, visitors, credentials, here + "/token", cancellation);
        if (visit is null || card is null) return instead!;
        if (!await form.IsGenuineAsync(Binding(visit, client))) return Ask(context, visit, card, shared["Stale"]);

        // A page that is loaded again must not make another token: it was shown, once.
        if (!await keys.IsFirstAsync(visit.Administrator, form["once"], cancellation)) return Page.Continue(visit.At(here + "?done=token"));
        if ((await tokens.GenerateAsync(visit.Administrator, client, cancellation)).Failed(out var why, out var made)) return why.Kind == ObjectionKind.NotFound ? ErrorPage.Nowhere() : Ask(context, visit, card, why.In(texts));
        return Page.Of<TokenPage>(new TokenView { Visit = visit, Credential = card, Generated = made, Issuer = options.Issuer });
    }

    private static IResult Ask(HttpContext context, ConsoleVisit visit, CredentialCard card, string? problem) => card.Client.Kind.ActsAsPerson
        ? ErrorPage.Nowhere()
        : Page.Of<TokenPage>(new TokenView { Visit = visit, Credential = card, Problem = problem, FormToken = PageForm.TokenFor(context, Binding(visit, card.Client.ClientId)) }, DeveloperPage.Status(problem));

    private static string Binding(ConsoleVisit visit, string client) => visit.Binding("token:" + client);
}
