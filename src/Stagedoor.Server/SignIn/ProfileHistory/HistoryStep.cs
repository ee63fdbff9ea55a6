using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Clients;
using Stagedoor.Server.Sessions;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfileHistory;

/// <summary>A person's sign-ins of the last year, those too that were refused: so that one sees what somebody else tried.</summary>
public sealed class HistoryStep : ISlice
{
    private const string Path = "/profile/history";

    private const int PageSize = 25;

    private static readonly Texts texts = Texts.Beside<HistoryPage>();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPage(Path, ShowAsync);

    private static async Task<IResult> ShowAsync(HttpContext context, PeopleHere people, ISignInHistory history, IClientStore clients, CancellationToken cancellation)
    {
        if (await people.CurrentAsync(context, cancellation) is not { } here) return Page.Continue(SignInFirst.At(Path));
        var before = SignInCursor.Read(context.Request.Query["before"]);
        var found = await history.OfPersonAsync(here.Person.Id, before, PageSize + 1, cancellation);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in found.Select(record => record.ClientId).OfType<string>().Distinct()) names[id] = (await clients.FindAsync(id, cancellation))?.Name ?? id;
        return Page.Of<HistoryPage>(new HistoryView
        {
            Lines = [.. found.Take(PageSize).Select(record => new HistoryLine(record, WhatOf(record), HowOf(record), record.ClientId is { } id ? names[id] : null))],
            Older = found.Count > PageSize ? $"{Path}?before={Uri.EscapeDataString(found[PageSize - 1].Place.ToString())}" : null,
            IsFirst = before is null,
        });
    }

    private static string WhatOf(SignInRecord record) => record.Act switch
    {
        AuditAct.SignedIn => texts["SignedIn"],
        AuditAct.SignInRefused => texts.Find("Why." + record.Detail) ?? texts[record.Detail?.StartsWith("passkey", StringComparison.Ordinal) is true ? "Why.passkey" : "NotSignedIn"],
        _ => texts["Other"],
    };

    // RFC 8176's names of methods, as people call them.
    private static string? HowOf(SignInRecord record) =>
        record is { Act: not AuditAct.SignInRefused, Detail: { } methods } && string.Join(", ", methods.Split(' ').Select(method => texts.Find("How." + method)).OfType<string>().Distinct()) is { Length: > 0 } how ? how : null;
}
