using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Frameio.Activity;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Resources.Users;
using Stagedoor.Frameio.Wire;
using Stagedoor.Pages;

namespace Stagedoor.Frameio.App.ServiceAccounts;

/// <summary>
/// What a service account may do: its owner, its role in the account, and its roles on workspaces and projects. Behind a recent proof. Its owner who is no admin of the account manages it within
/// what they may themselves: they make nobody an admin, and give roles where they may give them to anybody.
/// </summary>
internal static class AccessPages
{
    private const string Path = ServiceAccountPages.OfOne + "/access";

    private const int MostPlaces = 20, LongestText = 100;

    private static readonly Texts texts = Texts.Beside<AccessPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, AppDoor door, Ports ports, CancellationToken cancellation)
    {
        var (visit, account, instead) = await EnterAsync(context, door, ports, cancellation);
        return instead ?? await PageAsync(context, visit!, account!, null, ports, cancellation);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, AppDoor door, Ports ports, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, account, instead) = await EnterAsync(context, door, ports, cancellation);
        if (visit is null || account is null) return instead!;
        if (!await form.IsGenuineAsync(Binding(visit, account))) return await PageAsync(context, visit, account, texts["Stale"], ports, cancellation);
        return form["action"] switch
        {
            "give" => await GiveAsync(context, visit, account, form, ports, cancellation),
            "take" => await TakeAsync(context, visit, account, form, ports, cancellation),
            _ => await SaveAsync(context, visit, account, form, ports, cancellation),
        };
    }

    private static async Task<IResult> SaveAsync(HttpContext context, AppVisit visit, AppServiceAccount account, PageForm form, Ports ports, CancellationToken cancellation)
    {
        // The edit is made of what stands there now: whoever saw something else has not seen what they would save.
        if (SavedTexts.Version(form) != account.Version) return await PageAsync(context, visit, account, SavedTexts.Of(Saved.ChangedMeanwhile), ports, cancellation, status: SavedTexts.StatusOf(Saved.ChangedMeanwhile));
        var (email, role) = (form["owner"].Trim(), form["role"]);
        if (role != account.AccountRole && !visit.Administers) return await PageAsync(context, visit, account, texts["OnlyAdmins"], ports, cancellation, field: "role", status: StatusCodes.Status403Forbidden);
        var owner = account.OwnerId;
        if (email != await EmailOfAsync(account.OwnerId, ports, cancellation))
        {
            owner = email.Length == 0 ? null : (await ports.Users.FindAsync(visit.Account.Id, UserKey.Email, [email], cancellation)).Select(found => found.User.SubjectId).FirstOrDefault("nobody");
        }

        var saved = await ports.Accounts.EditAsync(ServiceAccountPages.Author(context, visit), account.SubjectId, SavedTexts.Version(form), AppServiceAccountEdit.Of(account) with { OwnerId = owner, AccountRole = role }, cancellation);
        if (saved == Saved.Done) return Page.Continue(At(visit, account, visit.Administers || owner == visit.Visitor.SubjectId ? "/access?done=saved" : ""));
        if (saved == Saved.Gone) return ErrorPage.Nowhere();
        if (saved == Saved.ChangedMeanwhile && await ports.Accounts.FindAsync(visit.Standing.OrganizationId, account.SubjectId, cancellation) is { } now) account = now;
        return await PageAsync(context, visit, account, SavedTexts.Of(saved), ports, cancellation, SavedTexts.FieldOf(saved), SavedTexts.StatusOf(saved));
    }

    private static async Task<IResult> GiveAsync(HttpContext context, AppVisit visit, AppServiceAccount account, PageForm form, Ports ports, CancellationToken cancellation)
    {
        // A place and its level in one value: what is chosen is one thing.
        var (place, refusal) = await PlaceAsync(visit, account, form["place"], ports, cancellation);
        if (place is null) return await PageAsync(context, visit, account, refusal, ports, cancellation, "place");
        var allowed = place.Level == Level.Workspace ? Roles.GivenOnWorkspace : Roles.Given;
        if (!allowed.Contains(form["role"]) || Roles.Read(form["role"]) is not { } role) return await PageAsync(context, visit, account, texts["RoleNotThere"], ports, cancellation, "place-role");
        var kind = place.Level == Level.Workspace ? ActivityKind.WorkspaceRoleGiven : ActivityKind.ProjectRoleGiven;
        return await ports.Roles.GiveAsync(place, account.SubjectId, role, Entry(context, visit, kind, place, ports.Time), cancellation) ? Page.Continue(At(visit, account, "/access?done=given")) : ErrorPage.Nowhere();
    }

    private static async Task<IResult> TakeAsync(HttpContext context, AppVisit visit, AppServiceAccount account, PageForm form, Ports ports, CancellationToken cancellation)
    {
        var (place, refusal) = await PlaceAsync(visit, account, form["place"], ports, cancellation);
        if (place is null) return await PageAsync(context, visit, account, refusal, ports, cancellation);
        var kind = place.Level switch { Level.Workspace => ActivityKind.WorkspaceRoleTaken, Level.Project => ActivityKind.ProjectRoleTaken, _ => ActivityKind.FolderRoleTaken };

        // Taken twice is taken.
        await ports.Roles.TakeAsync(place, account.SubjectId, Entry(context, visit, kind, place, ports.Time), cancellation);
        return Page.Continue(At(visit, account, "/access?done=taken"));
    }

    private static async ValueTask<(Place? Place, string? Refusal)> PlaceAsync(AppVisit visit, AppServiceAccount account, string text, Ports ports, CancellationToken cancellation)
    {
        if (text.Split(' ') is not [var level, var number] || Ids.Read(number) is not { } id) return (null, texts["NoPlace"]);
        Act? act = level switch { "workspace" => Act.ManageWorkspaceUsers, "project" => Act.ManageProjectUsers, "folder" => Act.ManageFolderUsers, _ => null };
        if (act is null) return (null, texts["NoPlace"]);
        if ((await ports.Access.AtAsync(new(visit.Visitor.SubjectId), visit.Standing, act, id, cancellation)).Failed(out _, out var place)) return (null, texts["NotThere"]);

        // Nobody changes what stands above them, here as little as over the API.
        return await ports.Access.AboveAsync(account.SubjectId, place, cancellation) is null ? (place, null) : (null, texts["Above"]);
    }

    private static ActivityEntry Entry(HttpContext context, AppVisit visit, ActivityKind kind, Place place, TimeProvider time) => new()
    {
        At = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds()),
        Kind = kind,
        AccountId = visit.Account.Id,
        WorkspaceId = place.WorkspaceId,
        ProjectId = place.ProjectId,
        ResourceId = place.Id,
        ResourceName = place.Name,
        Actor = new(visit.Visitor.SubjectId),
        Address = ServiceAccountPages.Author(context, visit).Address,
    };

    private static async ValueTask<(AppVisit? Visit, AppServiceAccount? Account, IResult? Instead)> EnterAsync(HttpContext context, AppDoor door, Ports ports, CancellationToken cancellation)
    {
        var (visit, instead) = await door.EnterProvenAsync(context, context.Request.Path, cancellation);
        if (visit is null) return (null, null, instead);
        return await ServiceAccountPages.FindAsync(context, visit, ports.Accounts, ports.Directory, cancellation) is { } account && ServiceAccountPages.MayManage(visit, account) ? (visit, account, null) : (null, null, ErrorPage.Nowhere());
    }

    private static async ValueTask<string> EmailOfAsync(string? ownerId, Ports ports, CancellationToken cancellation) =>
        ownerId is null ? "" : (await ports.Directory.FindUserAsync(ownerId, cancellation))?.Email ?? "";

    private static string At(AppVisit visit, AppServiceAccount account, string page) => visit.At($"{ServiceAccountPages.Place}/{account.Id}{page}");

    private static string Binding(AppVisit visit, AppServiceAccount account) => $"service-account-access:{account.Id}:{visit.Visitor.Sid}";

    private static async Task<IResult> PageAsync(
        HttpContext context, AppVisit visit, AppServiceAccount account, string? problem, Ports ports, CancellationToken cancellation, string? field = null, int status = StatusCodes.Status400BadRequest)
    {
        var find = context.Request.Query["find"].ToString().Trim() is { Length: <= LongestText } text ? text : "";
        var (roles, more) = await ServiceAccountPages.RolesAsync(context, visit, account, ports.Subjects, cancellation);
        var view = new AccessView
        {
            Visit = visit,
            Account = account,
            MayManage = true,
            MayRaise = visit.Administers,
            Now = ports.Time.GetUtcNow(),
            OwnerEmail = await EmailOfAsync(account.OwnerId, ports, cancellation),
            Roles = roles,
            More = more,
            Find = find,
            Places = await ports.Subjects.PlacesAsync(visit.Viewer, find, MostPlaces, cancellation),
            Problem = problem,
            Field = field,
            Done = context.Request.Query["done"].ToString() switch { "saved" => texts["Saved"], "given" => texts["Given"], "taken" => texts["Taken"], _ => null },
            FormToken = PageForm.TokenFor(context, Binding(visit, account)),
        };
        return Page.Of<AccessPage>(view, problem is null ? StatusCodes.Status200OK : status);
    }

    /// <summary>What the page stands on.</summary>
    internal sealed record Ports(IServiceAccounts Accounts, IDirectory Directory, IAccountUsers Users, IRoleStore Roles, ISubjectRoles Subjects, Access Access, TimeProvider Time);
}
