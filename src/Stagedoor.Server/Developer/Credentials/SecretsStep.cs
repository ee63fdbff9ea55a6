using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Developer.Credentials;

/// <summary>The secrets of a credential: how each stands, and one more to rotate with, its value on one page once. Behind a recent proof; what deletes one stands in <see cref="CredentialEndStep"/>.</summary>
public sealed class SecretsStep : ISlice
{
    private const string Path = CredentialStep.Path + "/secrets";

    private static readonly Texts texts = Texts.Beside<CredentialPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, AddAsync);
    }

    internal static string Binding(ConsoleVisit visit, string client) => visit.Binding("secret:" + client);

    private static async Task<IResult> ShowAsync(HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, Secrets secrets, StagedoorOptions options, CancellationToken cancellation)
    {
        var (visit, card, instead) = await CredentialStep.ProvenAsync(context, project, client, visitors, credentials, null, cancellation);
        return visit is null || card is null ? instead! : await PageAsync(context, visit, card, secrets, options, null, cancellation);
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, Secrets secrets, IdempotencyKeys keys, StagedoorOptions options, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var here = DeveloperPage.Credential(project, client) + "/secrets";
        var (visit, card, instead) = await CredentialStep.ProvenAsync(context, project, client, visitors, credentials, here, cancellation);
        if (visit is null || card is null) return instead!;
        if (!await form.IsGenuineAsync(Binding(visit, client))) return await PageAsync(context, visit, card, secrets, options, shared["Stale"], cancellation);

        // A page that is loaded again must not make another secret: it was shown, once.
        if (!await keys.IsFirstAsync(visit.Administrator, form["once"], cancellation)) return Page.Continue(visit.At(here + "?done=shown"));
        DateTimeOffset? expiresAt = form["days"] switch { "30" => time.GetUtcNow().AddDays(30), "90" => time.GetUtcNow().AddDays(90), "180" => time.GetUtcNow().AddDays(180), "365" => time.GetUtcNow().AddDays(365), _ => null };
        if ((await secrets.AddAsync(visit.Administrator, client, form["name"], expiresAt, null, cancellation)).Failed(out var why, out var made)) return await PageAsync(context, visit, card, secrets, options, why.In(texts), cancellation);
        var value = made.Value.Reveal();
        return Page.Of<SecretPage>(new SecretView { Visit = visit, Credential = card, Secret = made.Card, Value = value, Code = ReadyCode.Of(card.Client, options.Issuer, value) });
    }

    private static async Task<IResult> PageAsync(HttpContext context, ConsoleVisit visit, CredentialCard card, Secrets secrets, StagedoorOptions options, string? problem, CancellationToken cancellation)
    {
        // A public client has none, and no page of them.
        if (!card.Client.Kind.HasSecret) return ErrorPage.Nowhere();
        if ((await secrets.ListAsync(visit.Administrator, card.Client.ClientId, cancellation)).Failed(out var why, out var listed)) return DeveloperPage.Refused(why, texts);
        return Page.Of<SecretsPage>(
            new SecretsView
            {
                Visit = visit,
                Credential = card,
                Secrets = listed.Items,
                Most = options.Secrets.Most,
                Days = options.Secrets.RetireAfterDays,
                Problem = problem,
                Done = DeveloperPage.Done(context, texts),
                FormToken = PageForm.TokenFor(context, Binding(visit, card.Client.ClientId)),
            },
            DeveloperPage.Status(problem));
    }
}
