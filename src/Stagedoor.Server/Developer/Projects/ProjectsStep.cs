using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Consoles;

namespace Stagedoor.Server.Developer.Projects;

/// <summary>The projects of the Developer Console: listed, created, renamed, deleted. The pages ask <see cref="Administration.Projects"/> and show what it answers; they decide nothing.</summary>
public sealed class ProjectsStep : ISlice
{
    private const string Root = DeveloperPage.Root, One = Root + "/projects/{project}";

    private const Standing Needed = DeveloperPage.Needed;

    private static readonly Texts texts = Texts.Beside<ProjectsPage>(), shared = Texts.Beside<ConsoleFrame>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Root, ListAsync);
        routes.MapPage(Root + "/new", NewAsync);
        routes.MapForm(Root + "/new", CreateAsync);
        routes.MapPage(One, ShowAsync);
        routes.MapPage(One + "/name", NameAsync);
        routes.MapForm(One + "/name", RenameAsync);
        routes.MapPage(One + "/delete", AskAsync);
        routes.MapForm(One + "/delete", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ConsoleVisitors visitors, Administration.Projects projects, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        var query = context.Request.Query;
        var sort = query["sort"] == "newest" ? ProjectSort.Newest : ProjectSort.Name;
        string? after = query["after"], problem = null;
        if ((await projects.ListAsync(visit.Administrator, sort, after, Administration.Projects.PageSize, cancellation)).Failed(out var why, out var listed))
        {
            (problem, after) = (why.In(texts), null);
            if ((await projects.ListAsync(visit.Administrator, sort, null, Administration.Projects.PageSize, cancellation)).Failed(out _, out listed)) return DeveloperPage.Refused(why, texts);
        }

        return Page.Of<ProjectsPage>(
            new ProjectsView { Visit = visit, Projects = listed.Items, Sort = sort, Next = listed.Next, IsFirst = string.IsNullOrEmpty(after), Problem = problem, Done = DeveloperPage.Done(context, texts) },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static async Task<IResult> NewAsync(HttpContext context, ConsoleVisitors visitors, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        return visit is null ? instead! : Form(context, visit, null, "", null);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, ConsoleVisitors visitors, Administration.Projects projects, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        if (!await form.IsGenuineAsync(visit.Binding("project-new"))) return Form(context, visit, null, form["name"], shared["Stale"]);
        return (await projects.CreateAsync(visit.Administrator, form["name"], cancellation)).Failed(out var why, out var card)
            ? Form(context, visit, null, form["name"], why.In(texts))
            : Page.Continue(visit.At($"{Root}/projects/{card.Project.Id}?done=created"));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string project, ConsoleVisitors visitors, Administration.Projects projects, Administration.Credentials credentials, CancellationToken cancellation)
    {
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        if ((await projects.FindAsync(visit.Administrator, project, cancellation)).Failed(out var why, out var card)) return DeveloperPage.Refused(why, texts);
        if ((await credentials.OfProjectAsync(visit.Administrator, project, null, Administration.Credentials.MostInProject, cancellation)).Failed(out var unlisted, out var listed)) return DeveloperPage.Refused(unlisted, texts);
        return Page.Of<ProjectPage>(new ProjectView { Visit = visit, Project = card, Credentials = [.. listed.Items.OrderBy(credential => credential.Client.Name, StringComparer.Ordinal)], Done = DeveloperPage.Done(context, texts) });
    }

    private static Task<IResult> NameAsync(HttpContext context, string project, ConsoleVisitors visitors, Administration.Projects projects, CancellationToken cancellation) =>
        AtAsync(context, project, visitors, projects, (visit, card) => Form(context, visit, card, card.Project.Name, null), cancellation);

    private static async Task<IResult> RenameAsync(HttpContext context, string project, ConsoleVisitors visitors, Administration.Projects projects, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        if ((await projects.FindAsync(visit.Administrator, project, cancellation)).Failed(out var refused, out var card)) return DeveloperPage.Refused(refused, texts);
        if (!await form.IsGenuineAsync(visit.Binding("project-name:" + project))) return Form(context, visit, card, form["name"], shared["Stale"]);
        if (!(await projects.RenameAsync(visit.Administrator, project, form.Version(), form["name"], cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At($"{Root}/projects/{project}?done=renamed"));
        return why.Kind switch
        {
            ObjectionKind.Invalid => Form(context, visit, card, form["name"], why.In(texts)),
            ObjectionKind.Changed => Form(context, visit, card, card.Project.Name, why.In(texts)),
            _ => DeveloperPage.Refused(why, texts),
        };
    }

    private static Task<IResult> AskAsync(HttpContext context, string project, ConsoleVisitors visitors, Administration.Projects projects, CancellationToken cancellation) =>
        AtAsync(context, project, visitors, projects, (visit, card) => Ask(context, visit, card, null), cancellation, proven: true);

    private static async Task<IResult> DeleteAsync(HttpContext context, string project, ConsoleVisitors visitors, Administration.Projects projects, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, instead) = await visitors.ProvenAsync(context, Needed, $"{Root}/projects/{project}/delete", cancellation);
        if (visit is null) return instead!;
        if ((await projects.FindAsync(visit.Administrator, project, cancellation)).Failed(out var refused, out var card)) return DeveloperPage.Refused(refused, texts);
        if (!await form.IsGenuineAsync(visit.Binding("project-delete:" + project))) return Ask(context, visit, card, shared["Stale"]);
        if (!ConfirmView.Matches(form["confirm"], card.Project.Name)) return Ask(context, visit, card, shared["WrongName"]);
        if (!(await projects.DeleteAsync(visit.Administrator, project, form.Version(), cancellation)).Failed(out var why, out _)) return Page.Continue(visit.At(Root + "?done=deleted"));
        return why.Kind is ObjectionKind.NotFound or ObjectionKind.Forbidden ? DeveloperPage.Refused(why, texts) : Ask(context, visit, card, why.In(texts));
    }

    private static async Task<IResult> AtAsync(
        HttpContext context, string project, ConsoleVisitors visitors, Administration.Projects projects, Func<ConsoleVisit, ProjectCard, IResult> show, CancellationToken cancellation, bool proven = false)
    {
        var (visit, instead) = proven ? await visitors.ProvenAsync(context, Needed, null, cancellation) : await visitors.OfAsync(context, Needed, cancellation);
        if (visit is null) return instead!;
        return (await projects.FindAsync(visit.Administrator, project, cancellation)).Failed(out var why, out var card) ? DeveloperPage.Refused(why, texts) : show(visit, card);
    }

    private static IResult Form(HttpContext context, ConsoleVisit visit, ProjectCard? card, string name, string? problem) => Page.Of<ProjectFormPage>(
        new ProjectFormView { Visit = visit, Project = card, Name = name, Problem = problem, FormToken = PageForm.TokenFor(context, visit.Binding(card is null ? "project-new" : "project-name:" + card.Project.Id)) },
        problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static IResult Ask(HttpContext context, ConsoleVisit visit, ProjectCard card, string? problem)
    {
        var inUse = Administration.Projects.InUse(card);
        var view = new ConfirmView
        {
            Visit = visit,
            Title = texts["DeleteTitle"],
            Here = Root,
            Crumbs = [new(texts["Title"], Root), new(card.Project.Name, $"{Root}/projects/{card.Project.Id}")],
            Lead = texts["DeleteLead"],
            Effects = [inUse?.In(texts) ?? texts["DeleteNothing"]],
            IsPossible = inUse is null,
            NameToType = card.Project.Name,
            Action = $"{Root}/projects/{card.Project.Id}/delete",
            Back = $"{Root}/projects/{card.Project.Id}",
            Button = texts["DeleteButton"],
            Version = card.Version,
            Problem = problem,
            FormToken = PageForm.TokenFor(context, visit.Binding("project-delete:" + card.Project.Id)),
        };
        return Page.Of<ConfirmPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
