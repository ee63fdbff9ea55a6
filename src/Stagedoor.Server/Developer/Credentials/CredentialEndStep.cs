using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Developer.Credentials;

/// <summary>What ends a credential, or one secret of it, and what brings it back: each on a page that says first what will stop working, behind a recent proof.</summary>
public sealed class CredentialEndStep : ISlice
{
    private static readonly Texts texts = Texts.Beside<CredentialPage>(), shared = Texts.Beside<ConsoleFrame>();

    private static readonly string[] Acts = ["revoke", "restore", "delete", "manage", "unmanage"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var act in Acts)
        {
            routes.MapPage($"{CredentialStep.Path}/{act}", (HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, CancellationToken cancellation) =>
                AskAsync(context, new(act, project, client, null), visitors, credentials, cancellation));
            routes.MapForm($"{CredentialStep.Path}/{act}", (HttpContext context, string project, string client, ConsoleVisitors visitors, Administration.Credentials credentials, Secrets secrets, CancellationToken cancellation) =>
                DoAsync(context, new(act, project, client, null), visitors, credentials, secrets, cancellation));
        }

        routes.MapPage(CredentialStep.Path + "/secrets/{secret}/delete", (HttpContext context, string project, string client, string secret, ConsoleVisitors visitors, Administration.Credentials credentials, CancellationToken cancellation) =>
            AskAsync(context, new("secret", project, client, secret), visitors, credentials, cancellation));
        routes.MapForm(CredentialStep.Path + "/secrets/{secret}/delete", (HttpContext context, string project, string client, string secret, ConsoleVisitors visitors, Administration.Credentials credentials, Secrets secrets, CancellationToken cancellation) =>
            DoAsync(context, new("secret", project, client, secret), visitors, credentials, secrets, cancellation));
    }

    private static async Task<IResult> AskAsync(HttpContext context, End end, ConsoleVisitors visitors, Administration.Credentials credentials, CancellationToken cancellation)
    {
        var (visit, card, instead) = await CredentialStep.ProvenAsync(context, end.Project, end.Client, visitors, credentials, null, cancellation);
        return visit is null || card is null ? instead! : await PageAsync(context, end, visit, card, credentials, null, cancellation);
    }

    private static async Task<IResult> DoAsync(HttpContext context, End end, ConsoleVisitors visitors, Administration.Credentials credentials, Secrets secrets, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, card, instead) = await CredentialStep.ProvenAsync(context, end.Project, end.Client, visitors, credentials, end.Path, cancellation);
        if (visit is null || card is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding(end.Path))) return await PageAsync(context, end, visit, card, credentials, shared["Stale"], cancellation);
        if (end.NameToType(card) is { } name && !ConfirmView.Matches(form["confirm"], name)) return await PageAsync(context, end, visit, card, credentials, shared["WrongName"], cancellation);
        var (who, version) = (visit.Administrator, form.Version());
        Objection? why = null;
        switch (end.Act)
        {
            case "revoke": (await credentials.RevokeAsync(who, end.Client, version, cancellation)).Failed(out why, out _); break;
            case "restore": (await credentials.RestoreAsync(who, end.Client, version, cancellation)).Failed(out why, out _); break;
            case "delete": (await credentials.DeleteAsync(who, end.Client, version, cancellation)).Failed(out why, out _); break;
            case "secret": (await secrets.DeleteAsync(who, end.Client, end.Secret!, cancellation)).Failed(out why, out _); break;
            default: (await credentials.AllowManagementAsync(who, end.Client, version, end.Act == "manage", cancellation)).Failed(out why, out _); break;
        }

        if (why is null) return Page.Continue(visit.At(end.Act == "delete" ? DeveloperPage.Project(end.Project) + "?done=removed" : $"{DeveloperPage.Credential(end.Project, end.Client)}?done={end.Act}"));
        return why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? DeveloperPage.Refused(why, texts) : await PageAsync(context, end, visit, card, credentials, why.In(texts), cancellation);
    }

    private static async Task<IResult> PageAsync(HttpContext context, End end, ConsoleVisit visit, CredentialCard card, Administration.Credentials credentials, string? problem, CancellationToken cancellation)
    {
        if (end.Act == "secret" && card.Client.Secrets.All(secret => secret.Id != end.Secret)) return ErrorPage.Nowhere();
        return Page.Of<ConfirmPage>(
            new ConfirmView
            {
                Visit = visit,
                Title = texts[$"End.{end.Act}.Title"],
                Here = DeveloperPage.Root,
                Crumbs = [new(texts["Projects"], DeveloperPage.Root), new(card.ProjectName, DeveloperPage.Project(end.Project)), new(card.Client.Name, DeveloperPage.Credential(end.Project, end.Client))],
                Lead = texts[$"End.{end.Act}.Lead"],
                Effects = [.. await EffectsAsync(end, visit, card, credentials, ((TimeProvider)context.RequestServices.GetService(typeof(TimeProvider))!).GetUtcNow(), cancellation)],
                NameToType = end.NameToType(card),
                Action = end.Path,
                Back = DeveloperPage.Credential(end.Project, end.Client),
                Button = texts[$"End.{end.Act}.Button"],
                Version = card.Version,
                Problem = problem,
                FormToken = PageForm.TokenFor(context, visit.Binding(end.Path)),
            },
            DeveloperPage.Status(problem));
    }

    // What will stop working, counted in the database.
    private static async Task<List<string>> EffectsAsync(End end, ConsoleVisit visit, CredentialCard card, Administration.Credentials credentials, DateTimeOffset now, CancellationToken cancellation)
    {
        var effects = new List<string>();
        if (end.Act is "revoke" or "delete" && !(await credentials.UseOfAsync(visit.Administrator, end.Client, cancellation)).Failed(out _, out var use))
        {
            if (card.Client.Kind.HasSecret) effects.Add(texts.Format("Effect.Secrets", use.LiveSecrets));
            if (card.Client.Kind.ActsAsPerson) effects.Add(texts.Format("Effect.People", use.People));
            if (card.ServiceAccount is { } account) effects.Add(texts.Format(end.Act == "delete" ? "Effect.AccountDeleted" : "Effect.Account", DisplayName.Of(account.Name)));
            effects.Add(texts["Effect.Tokens"]);
        }
        else if (end.Act == "secret")
        {
            effects.Add(texts["Effect.Secret"]);
            if (card.Client.Secrets.All(secret => secret.Id == end.Secret == secret.IsLive(now))) effects.Add(texts["Effect.LastSecret"]);
            effects.Add(texts.Format("Effect.SecretTokens", card.Client.Settings.AccessTokenLifetime / 3600));
        }
        else if (end.Act == "restore")
        {
            effects.Add(texts["Effect.Restored"]);
        }
        else if (end.Act == "manage")
        {
            effects.Add(texts["Effect.Management"]);
            effects.Add(texts.Format("Effect.ManagementSecrets", card.Client.Secrets.Count(secret => secret.RevokedAt is null && !(secret.ExpiresAt <= now))));
            effects.Add(texts["Effect.ManagementWho"]);
        }

        return effects;
    }

    /// <summary>An act, and on what.</summary>
    private sealed record End(string Act, string Project, string Client, string? Secret)
    {
        public string Path => DeveloperPage.Credential(Project, Client) + (Act == "secret" ? $"/secrets/{Secret}/delete" : "/" + Act);

        /// <summary>Only where something cannot be undone.</summary>
        public string? NameToType(CredentialCard card) => Act switch { "delete" or "revoke" or "manage" => card.Client.Name, "secret" => card.Client.Secrets.FirstOrDefault(secret => secret.Id == Secret)?.Name, _ => null };
    }
}
