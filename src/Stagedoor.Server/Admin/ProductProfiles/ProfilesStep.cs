using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Admin.ProductProfiles;

/// <summary>The product profiles of an organization in the Admin Console: listed, made, looked at, renamed. Who has one stands in <see cref="ProfileMembers"/>, what takes away in <see cref="ProfileEnds"/>.</summary>
public sealed class ProfilesStep : ISlice
{
    public const string Root = "/admin/product-profiles";

    internal const string New = Root + "/new", One = Root + "/{profile}";

    internal const Standing Needed = Standing.SystemAdministrator;

    private static readonly Texts texts = Texts.Beside<ProfilesPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Root, ListAsync);
        routes.MapPage(New, NewAsync);
        routes.MapForm(New, CreateAsync);
        routes.MapPage(One, ShowAsync);
        routes.MapPage(One + "/rename", AskNameAsync);
        routes.MapForm(One + "/rename", RenameAsync);
        ProfileMembers.Map(routes);
        ProfileEnds.Map(routes);
    }

    internal static string At(string profile) => $"{Root}/{LocalPath.Segment(profile)}";

    // Whose it is not, learns nothing of it (attack I1).
    internal static IResult Refused(Objection why) => why.Kind == ObjectionKind.Forbidden
        ? ErrorPage.Result(StatusCodes.Status403Forbidden, shared["NoRole.Title"], why.In(texts), shared["NoRole.Who"], shared["NoRole.Do"]) : ErrorPage.Nowhere();

    internal static int StatusOf(string? problem) => problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;

    private static string? Done(HttpContext context) => context.Request.Query["done"] is [{ Length: > 0 and < 20 } done] ? texts.Find("Done." + done) : null;

    private static async Task<IResult> ListAsync(HttpContext context, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        string? after = context.Request.Query["after"], problem = null;
        if ((await profiles.ListAsync(visit.Administrator, after, Administration.ProductProfiles.PageSize, cancellation)).Failed(out var why, out var listed))
        {
            (problem, after) = (why.In(texts), null);
            if ((await profiles.ListAsync(visit.Administrator, null, Administration.ProductProfiles.PageSize, cancellation)).Failed(out _, out listed)) return Refused(why);
        }

        return Page.Of<ProfilesPage>(new ProfilesView { Visit = visit, Profiles = listed.Items, Next = listed.Next, IsFirst = string.IsNullOrEmpty(after), Problem = problem, Done = Done(context) }, StatusOf(problem));
    }

    private static async Task<IResult> NewAsync(HttpContext context, ConsoleVisitors visitors, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, Needed, null, cancellation);
        return visit is null ? instead! : NameForm(context, visit, null, "", "", null);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, Needed, New, cancellation);
        if (visit is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("product-profile-new"))) return NameForm(context, visit, null, form["name"], form["api"], shared["Stale"]);
        return (await profiles.CreateAsync(visit.Administrator, form["name"], form["api"], cancellation)).Failed(out var why, out var made)
            ? NameForm(context, visit, null, form["name"], form["api"], why.In(texts))
            : Page.Continue(visit.At(At(made.Profile.Id) + "?done=created"));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string profile, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        if ((await profiles.FindAsync(visit.Administrator, profile, cancellation)).Failed(out var why, out var card)) return Refused(why);
        string? after = context.Request.Query["after"], problem = null;
        if ((await profiles.CredentialsAsync(visit.Administrator, profile, after, Administration.ProductProfiles.PageSize, cancellation)).Failed(out why, out var listed))
        {
            (problem, after) = (why.In(texts), null);
            if ((await profiles.CredentialsAsync(visit.Administrator, profile, null, Administration.ProductProfiles.PageSize, cancellation)).Failed(out why, out listed)) return Refused(why);
        }

        if ((await profiles.PeopleAsync(visit.Administrator, profile, cancellation)).Failed(out why, out var people)) return Refused(why);
        var view = new ProfileView { Visit = visit, Card = card, Credentials = listed.Items, People = people.Items, Next = listed.Next, IsFirst = string.IsNullOrEmpty(after), Problem = problem, Done = Done(context) };
        return Page.Of<ProfilePage>(view, StatusOf(problem));
    }

    private static async Task<IResult> AskNameAsync(HttpContext context, string profile, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.ProvenAsync(context, Needed, null, cancellation);
        if (visit is null) return instead!;
        return (await profiles.FindAsync(visit.Administrator, profile, cancellation)).Failed(out var why, out var card) ? Refused(why) : NameForm(context, visit, card, card.Profile.Name, card.Profile.Api, null);
    }

    private static async Task<IResult> RenameAsync(HttpContext context, string profile, ConsoleVisitors visitors, Administration.ProductProfiles profiles, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, Needed, At(profile) + "/rename", cancellation);
        if (visit is null) return instead!;
        if ((await profiles.FindAsync(visit.Administrator, profile, cancellation)).Failed(out var refused, out var card)) return Refused(refused);
        if (!await form.IsGenuineAsync(visit.Binding("product-profile-rename:" + profile))) return NameForm(context, visit, card, form["name"], card.Profile.Api, shared["Stale"]);
        if (!(await profiles.RenameAsync(visit.Administrator, profile, form.Version(), form["name"], cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(At(profile) + "?done=renamed"));
        if (why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden) return Refused(why);
        var now = (await profiles.FindAsync(visit.Administrator, profile, cancellation)).Failed(out _, out var found) ? card : found;
        return NameForm(context, visit, now, why.Kind == ObjectionKind.Changed ? now.Profile.Name : form["name"], card.Profile.Api, why.In(texts));
    }

    private static IResult NameForm(HttpContext context, ConsoleVisit visit, ProfileCard? card, string name, string api, string? problem) => Page.Of<NamePage>(
        new ProfileFormView(card)
        {
            Visit = visit,
            Name = name,
            Api = api,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, visit.Binding(card is null ? "product-profile-new" : "product-profile-rename:" + card.Profile.Id)),
        },
        StatusOf(problem));
}
