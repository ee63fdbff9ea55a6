using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Pages;

namespace Stagedoor.Frameio.App;

/// <summary>Who looks at a page of an account: a person who is signed in and a member of it.</summary>
public sealed record AppVisit(Visitor Visitor, AccountStanding Standing, DirectoryAccount Account)
{
    /// <summary>Owners and admins of the account.</summary>
    public bool Administers => Standing.Role >= AccountRole.Admin;

    /// <summary>Whose eyes lists are for.</summary>
    public Viewer Viewer => Viewer.Of(new(Visitor.SubjectId), Standing);

    /// <summary>The address of a page of this account.</summary>
    public string At(string page) => $"{AppPages.Root}/accounts/{Account.Id}{page}";
}

/// <summary>What stands before every page of an account: who is nobody signs in first, and to a stranger nothing is there.</summary>
internal sealed class AppDoor(IVisitors visitors, Access access, IDirectory directory)
{
    /// <summary>The route value that names the account.</summary>
    public const string Account = "account_id";

    /// <summary>Who may look; or the answer to give instead.</summary>
    public async ValueTask<(AppVisit? Visit, IResult? Instead)> EnterAsync(HttpContext context, CancellationToken cancellation)
    {
        var (visitor, instead) = await visitors.FindAsync(context, Here(context), cancellation);
        if (visitor is null) return (null, instead);
        return await OfAsync(context, visitor, cancellation) is { } visit ? (visit, null) : (null, ErrorPage.Nowhere());
    }

    /// <summary>The same before a sensitive act: the proof of who it is must be recent. <paramref name="returnTo"/> is the path of a page, not of what it posts to.</summary>
    public async ValueTask<(AppVisit? Visit, IResult? Instead)> EnterProvenAsync(HttpContext context, string returnTo, CancellationToken cancellation)
    {
        var (visitor, instead) = await visitors.FindProvenAsync(context, returnTo, cancellation);
        if (visitor is null) return (null, instead);
        return await OfAsync(context, visitor, cancellation) is { } visit ? (visit, null) : (null, ErrorPage.Nowhere());
    }

    // Reviewers reach shares and nothing else of an account.
    private async ValueTask<AppVisit?> OfAsync(HttpContext context, Visitor visitor, CancellationToken cancellation)
    {
        var standing = await access.StandingAsync(new(visitor.SubjectId), context.GetRouteValue(Account) as string, cancellation);
        if (standing is null or { Role: AccountRole.Reviewer }) return null;
        var account = (await directory.AccountsOfAsync(visitor.SubjectId, cancellation)).FirstOrDefault(account => account.Id == standing.AccountId);
        return account is null ? null : new(visitor, standing, account);
    }

    // What a page was asked with comes along where it may stand in an address of ours.
    private static string Here(HttpContext context) => LocalPath.Read(context.Request.Path + context.Request.QueryString) ?? LocalPath.Read(context.Request.Path) ?? "/";
}
