using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Mail;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfileData;

/// <summary>The page on which a person takes a copy of all that is kept on them, as JSON, after a recent proof. The person is told by mail.</summary>
public sealed class DataStep : ISlice
{
    private const string Path = "/profile/data";

    private static readonly Texts texts = Texts.Beside<DataPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PeopleHere people, CancellationToken cancellation) =>
        await people.CurrentAsync(context, cancellation) is { } here ? Show(context, here, null) : Page.Continue(SignInFirst.At(Path));

    private static async Task<IResult> SubmitAsync(HttpContext context, RecentProof proof, IPersonalData data, OutgoingMail mails, AccountNews news, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var (here, instead) = await proof.AskAsync(context, Path, cancellation);
        if (here is null) return instead!;
        if (!await form.IsGenuineAsync(Binding(here))) return Show(context, here, texts["Stale"]);
        await news.RecordAsync(context, here.Person, AuditAct.DataDownloaded, here.Person.Id);
        await mails.AddAsync(here.Person.Mail(MailKind.DataDownloaded) with { At = time.GetUtcNow(), Address = RemoteAddress.Of(context), UserAgent = RemoteBrowser.Of(context) });
        return new Download(data, here.Person.Id);
    }

    private static string Binding(PersonHere here) => "data:" + here.Session.Sid;

    private static IResult Show(HttpContext context, PersonHere here, string? problem) =>
        Page.Of<DataPage>(new DataView(problem, PageForm.TokenFor(context, Binding(here))), problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    // Written as it is read: a long history never stands in memory whole.
    private sealed class Download(IPersonalData data, string personId) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, cancellation) = (httpContext.Response, httpContext.RequestAborted);
            response.ContentType = "application/json; charset=utf-8";
            response.Headers.ContentDisposition = "attachment; filename=\"stagedoor-data.json\"";
            response.Headers.CacheControl = "no-store";
            response.Headers.XContentTypeOptions = "nosniff";
            // It is opened in an editor, never in a page: names may read as they are.
            await using var writer = new Utf8JsonWriter(response.BodyWriter, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            await data.WriteAsync(
                personId,
                writer,
                async () =>
                {
                    await writer.FlushAsync(cancellation);
                    await response.BodyWriter.FlushAsync(cancellation);
                },
                cancellation);
        }
    }
}
