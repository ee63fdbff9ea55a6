using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;
using Stagedoor.Server.ServiceAccounts;

namespace Stagedoor.Server.Admin.ServiceAccounts;

/// <summary>Disabling, enabling and deleting a service account user: each says before what will happen, counted from the database, and stands behind a recent proof.</summary>
internal static class ServiceAccountEnds
{
    private const string Disable = "disable", Enable = "enable", Delete = "delete";

    private static readonly Texts texts = Texts.Beside<ServiceAccountsPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var end in (string[])[Disable, Enable, Delete])
        {
            routes.MapPage($"{ServiceAccountsStep.One}/{end}", (HttpContext context, string id, ConsoleVisitors visitors, ServiceAccountUsers users, CancellationToken cancellation) => AskAsync(context, id, end, visitors, users, cancellation));
            routes.MapForm($"{ServiceAccountsStep.One}/{end}", (HttpContext context, string id, ConsoleVisitors visitors, ServiceAccountUsers users, CancellationToken cancellation) => DoAsync(context, id, end, visitors, users, cancellation));
        }
    }

    private static async Task<IResult> AskAsync(HttpContext context, string id, string end, ConsoleVisitors visitors, ServiceAccountUsers users, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, ServiceAccountsStep.Needed, null, cancellation);
        return visit is null ? instead! : await PageAsync(context, visit, id, end, users, null, cancellation);
    }

    private static async Task<IResult> DoAsync(HttpContext context, string id, string end, ConsoleVisitors visitors, ServiceAccountUsers users, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, ServiceAccountsStep.Needed, $"{ServiceAccountsStep.At(id)}/{end}", cancellation);
        if (visit is null) return instead!;
        if ((await users.FindAsync(visit.Administrator, id, cancellation)).Failed(out var refused, out var listed)) return ServiceAccountsStep.Refused(refused);
        if (!await form.IsGenuineAsync(Binding(visit, id, end))) return await PageAsync(context, visit, id, end, users, shared["Stale"], cancellation);
        if (end != Enable && !ConfirmView.Matches(form["confirm"], listed.Account.Name)) return await PageAsync(context, visit, id, end, users, shared["WrongName"], cancellation);
        var why = await RunAsync(visit, id, end, form.Version(), users, cancellation);
        if (why is null) return Page.Continue(visit.At(end == Delete ? ServiceAccountsStep.Root + "?done=deleted" : $"{ServiceAccountsStep.At(id)}?done={end}d"));
        return why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? ServiceAccountsStep.Refused(why) : await PageAsync(context, visit, id, end, users, why.In(texts), cancellation);
    }

    private static async Task<Objection?> RunAsync(ConsoleVisit visit, string id, string end, long version, ServiceAccountUsers users, CancellationToken cancellation)
    {
        Objection? why;
        if (end == Delete) return (await users.DeleteAsync(visit.Administrator, id, version, cancellation)).Failed(out why, out _) ? why : null;
        var outcome = end == Disable ? await users.DisableAsync(visit.Administrator, id, version, cancellation) : await users.EnableAsync(visit.Administrator, id, version, cancellation);
        return outcome.Failed(out why, out _) ? why : null;
    }

    private static string Binding(ConsoleVisit visit, string id, string end) => visit.Binding($"service-account-{end}:{id}");

    private static async Task<IResult> PageAsync(HttpContext context, ConsoleVisit visit, string id, string end, ServiceAccountUsers users, string? problem, CancellationToken cancellation)
    {
        if ((await users.FindAsync(visit.Administrator, id, cancellation)).Failed(out var why, out var listed)) return ServiceAccountsStep.Refused(why);
        if ((await users.WorkOfAsync(visit.Administrator, id, cancellation)).Failed(out why, out var work)) return ServiceAccountsStep.Refused(why);
        var view = new ConfirmView
        {
            Visit = visit,
            Title = texts[end + ".Title"],
            Here = ServiceAccountsStep.Root,
            Crumbs = [new(texts["Title"], ServiceAccountsStep.Root), new(listed.Account.Name, ServiceAccountsStep.At(id))],
            Lead = texts.Format(end + ".Lead", DisplayName.Of(listed.Account.Name)),
            Effects = Effects(end, listed, work),
            NameToType = end == Enable ? null : listed.Account.Name,
            IsPossible = IsPossible(end, listed.Account),
            Action = $"{ServiceAccountsStep.At(id)}/{end}",
            Back = ServiceAccountsStep.At(id),
            Button = texts[end + ".Button"],
            Version = listed.Account.Version,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, Binding(visit, id, end)),
        };
        return Page.Of<ConfirmPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static bool IsPossible(string end, ServiceAccount account) => end switch
    {
        Disable => account.SwitchedOffAt is null,
        Enable => account.SwitchedOffAt is not null,
        _ => true,
    };

    private static string[] Effects(string end, ListedServiceAccount listed, ServiceAccountWork work) => !IsPossible(end, listed.Account) ? [texts[end + ".Already"]] : end switch
    {
        Disable =>
        [
            texts.Format("disable.Secrets", listed.LiveSecrets),
            texts["disable.Tokens"],
            texts.Format("disable.Webhooks", work.Webhooks, work.Actions),
            texts.Format("disable.Work", work.Assets, work.Comments, work.Shares),
            texts.Format("disable.Memberships", work.Memberships),
            texts["disable.Back"],
        ],
        Enable => [texts["enable.Secrets"], .. listed.CredentialRevokedAt is null ? (string[])[] : [texts["enable.Revoked"]]],
        _ =>
        [
            texts.Format("delete.Credential", DisplayName.Of(listed.CredentialName), listed.LiveSecrets),
            texts["disable.Tokens"],
            texts.Format("delete.Webhooks", work.Webhooks, work.Actions),
            texts.Format("delete.Memberships", work.Memberships),
            texts.Format("delete.Work", work.Assets, work.Comments, work.Shares),
            texts["delete.Name"],
            texts["delete.Final"],
        ],
    };
}
