using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;
using Stagedoor.Pages;

namespace Stagedoor.Frameio.App.ServiceAccounts;

/// <summary>The service accounts of an account (design §6): members see them, who manages them finds the pages that change them.</summary>
internal static class ServiceAccountPages
{
    /// <summary>Below an account.</summary>
    public const string Place = "/settings/service-accounts";

    /// <summary>The pattern of one service account's page.</summary>
    public const string OfOne = AppPages.OfAccount + Place + "/{" + Id + "}";

    /// <summary>How many are shown at once.</summary>
    public const int PageSize = 50;

    private const string Id = "user_id";
    private const int LongestText = 100, LongestCursor = 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(AppPages.OfAccount + Place, ListAsync);
        routes.MapPage(OfOne, ShowAsync);
        EditPages.Map(routes);
        AccessPages.Map(routes);
    }

    /// <summary>The service account that the path names, when it is one of this account.</summary>
    public static async ValueTask<AppServiceAccount?> FindAsync(HttpContext context, AppVisit visit, IServiceAccounts accounts, IDirectory directory, CancellationToken cancellation) =>
        Ids.Read(context.GetRouteValue(Id) as string) is { } id && await directory.FindUserAsync(visit.Account.Id, id, cancellation) is { } user
            ? await accounts.FindAsync(visit.Standing.OrganizationId, user.SubjectId, cancellation)
            : null;

    /// <summary>Owners and admins of the account manage all of them, others what is their own.</summary>
    public static bool MayManage(AppVisit visit, AppServiceAccount account) => visit.Administers || account.OwnerId == visit.Visitor.SubjectId;

    public static AppAuthor Author(HttpContext context, AppVisit visit) => new(
        visit.Visitor.SubjectId,
        (context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress)?.ToString(),
        context.TraceIdentifier);

    /// <summary>A page of its roles, and where the next one is.</summary>
    public static async ValueTask<(IReadOnlyList<GivenRole> Roles, string? More)> RolesAsync(HttpContext context, AppVisit visit, AppServiceAccount account, ISubjectRoles roles, CancellationToken cancellation)
    {
        (string, Guid)? after = context.Request.Query["after"] is [{ Length: <= LongestCursor } name] && Ids.Read(context.Request.Query["id"]) is { } id ? (name, id) : null;
        var found = await roles.OfAsync(visit.Viewer, account.SubjectId, after, PageSize + 1, cancellation);
        var shown = found.Take(PageSize).ToList();
        return (shown, found.Count > PageSize ? $"{context.Request.Path}?after={Uri.EscapeDataString(shown[^1].Name)}&id={shown[^1].ResourceId}" : null);
    }

    private static async Task<IResult> ListAsync(HttpContext context, AppDoor door, IServiceAccounts accounts, TimeProvider time, CancellationToken cancellation)
    {
        var (visit, instead) = await door.EnterAsync(context, cancellation);
        if (visit is null) return instead!;
        var text = context.Request.Query["text"].ToString().Trim() is { Length: > 0 and <= LongestText } wanted ? wanted : null;
        var after = context.Request.Query["after"].ToString() is { Length: > 0 and <= LongestCursor } cursor ? cursor : null;
        var (found, next) = await accounts.ListAsync(visit.Standing.OrganizationId, text, after, PageSize, cancellation);
        var view = new ListView
        {
            Visit = visit,
            Accounts = found,
            Text = text,
            More = next is null ? null : visit.At($"{Place}?after={Uri.EscapeDataString(next)}{(text is null ? "" : "&text=" + Uri.EscapeDataString(text))}"),
            Now = time.GetUtcNow(),
        };
        return Page.Of<ListPage>(view);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, AppDoor door, IServiceAccounts accounts, IDirectory directory, ISubjectRoles roles, TimeProvider time, CancellationToken cancellation)
    {
        var (visit, instead) = await door.EnterAsync(context, cancellation);
        if (visit is null) return instead!;
        if (await FindAsync(context, visit, accounts, directory, cancellation) is not { } account) return ErrorPage.Nowhere();
        var (shown, more) = await RolesAsync(context, visit, account, roles, cancellation);
        return Page.Of<AccountPage>(new AccountRolesView { Visit = visit, Account = account, Now = time.GetUtcNow(), MayManage = MayManage(visit, account), Roles = shown, More = more });
    }
}
