using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Frameio.Door;
using Stagedoor.Pages;

namespace Stagedoor.Frameio.App.ServiceAccounts;

/// <summary>How a service account is shown: its name, description and picture, for who manages it.</summary>
internal static class EditPages
{
    private const string Path = ServiceAccountPages.OfOne + "/edit", PicturePath = ServiceAccountPages.OfOne + "/picture";

    private static readonly Texts texts = Texts.Beside<EditPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
        routes.MapForm(PicturePath, PictureAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, AppDoor door, IServiceAccounts accounts, IDirectory directory, TimeProvider time, CancellationToken cancellation)
    {
        var (visit, account, instead) = await EnterAsync(context, door, accounts, directory, cancellation);
        return instead ?? PageOf(context, visit!, account!, null, null, time);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, AppDoor door, IServiceAccounts accounts, IDirectory directory, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (visit, account, instead) = await EnterAsync(context, door, accounts, directory, cancellation);
        if (visit is null || account is null) return instead!;
        if (!await form.IsGenuineAsync(Binding(visit, account))) return PageOf(context, visit, account, texts["Stale"], form, time);

        // The edit is made of what stands there now: whoever saw something else has not seen what they would save.
        if (SavedTexts.Version(form) != account.Version) return await AnswerAsync(context, visit, account, accounts, Saved.ChangedMeanwhile, form, time, cancellation);
        var edit = AppServiceAccountEdit.Of(account) with { Name = form["name"], Description = form["description"] };
        var saved = await accounts.EditAsync(ServiceAccountPages.Author(context, visit), account.SubjectId, SavedTexts.Version(form), edit, cancellation);
        return await AnswerAsync(context, visit, account, accounts, saved, form, time, cancellation);
    }

    private static async Task<IResult> PictureAsync(HttpContext context, AppDoor door, IServiceAccounts accounts, IDirectory directory, TimeProvider time, CancellationToken cancellation)
    {
        // Who asks comes first: a stranger's file is not read.
        var (visit, account, instead) = await EnterAsync(context, door, accounts, directory, cancellation);
        if (visit is null || account is null) return instead!;
        if (await PageForm.ReadUploadAsync(context, "picture", accounts.LargestPicture, cancellation) is not var (form, file)) return PageOf(context, visit, account, texts["PictureTooBig"], null, time);
        if (!await form.IsGenuineAsync(Binding(visit, account))) return PageOf(context, visit, account, texts["Stale"], null, time);
        var removes = form["action"] == "remove";
        var saved = file is null && !removes ? Saved.NoPicture
            : await accounts.SetPictureAsync(ServiceAccountPages.Author(context, visit), account.SubjectId, SavedTexts.Version(form), removes ? null : file, cancellation);
        return await AnswerAsync(context, visit, account, accounts, saved, null, time, cancellation);
    }

    // To who may not change it the page is not there: what it is stands on its own page.
    private static async ValueTask<(AppVisit? Visit, AppServiceAccount? Account, IResult? Instead)> EnterAsync(HttpContext context, AppDoor door, IServiceAccounts accounts, IDirectory directory, CancellationToken cancellation)
    {
        var (visit, instead) = await door.EnterAsync(context, cancellation);
        if (visit is null) return (null, null, instead);
        return await ServiceAccountPages.FindAsync(context, visit, accounts, directory, cancellation) is { } account && ServiceAccountPages.MayManage(visit, account) ? (visit, account, null) : (null, null, ErrorPage.Nowhere());
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, AppVisit visit, AppServiceAccount account, IServiceAccounts accounts, Saved saved, PageForm? form, TimeProvider time, CancellationToken cancellation)
    {
        if (saved == Saved.Done) return Page.Continue(visit.At($"{ServiceAccountPages.Place}/{account.Id}/edit?saved=1"));
        if (saved == Saved.ChangedMeanwhile && await accounts.FindAsync(visit.Standing.OrganizationId, account.SubjectId, cancellation) is { } now) (account, form) = (now, null);
        return saved == Saved.Gone ? ErrorPage.Nowhere() : PageOf(context, visit, account, SavedTexts.Of(saved), form, time, SavedTexts.FieldOf(saved), SavedTexts.StatusOf(saved));
    }

    private static string Binding(AppVisit visit, AppServiceAccount account) => $"service-account-edit:{account.Id}:{visit.Visitor.Sid}";

    private static IResult PageOf(HttpContext context, AppVisit visit, AppServiceAccount account, string? problem, PageForm? form, TimeProvider time, string? field = null, int status = StatusCodes.Status400BadRequest)
    {
        var view = new EditView
        {
            Visit = visit,
            Account = account,
            MayManage = true,
            Now = time.GetUtcNow(),
            Name = form?["name"] ?? account.Name,
            Description = form?["description"] ?? account.Description ?? "",
            Problem = problem,
            Field = field,
            Done = context.Request.Query["saved"] == "1" ? texts["Saved"] : null,
            FormToken = PageForm.TokenFor(context, Binding(visit, account)),
        };
        return Page.Of<EditPage>(view, problem is null ? StatusCodes.Status200OK : status);
    }
}
