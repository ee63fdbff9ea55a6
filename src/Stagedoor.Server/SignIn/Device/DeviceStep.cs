using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Pages;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.Device;

/// <summary>
/// The step in which a person connects a device, RFC 8628 §3.3: signs in, enters the code or comes with it in the link, sees who asks from where, and presses one button. Codes are looked up for
/// signed-in people only, and wrong ones are counted.
/// </summary>
public sealed class DeviceStep : ISlice
{
    private const string Path = "/device", EntryBinding = "device";

    private static readonly Texts texts = Texts.Beside<DevicePage>();

    public static void Add(IServiceCollection services) => services.AddSingleton<DeviceRequests>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
        routes.MapPage(Path + "/allowed", static () => Page.Of<AnsweredPage>("Allowed"));
        routes.MapPage(Path + "/refused", static () => Page.Of<AnsweredPage>("Refused"));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PeopleHere people, RecentProof proof, DeviceRequests requests, CancellationToken cancellation)
    {
        var code = UserCode.Plain(context.Request.Query["user_code"]);
        if (await people.CurrentAsync(context, cancellation) is not { } person) return Page.Continue(SignIn(code));
        if (await proof.LacksFactorAsync(person, cancellation)) return Page.Continue(RecentProof.Again(person, Back(code)));
        return context.Request.Query["user_code"].ToString().Length == 0 ? Enter(context, null) : await ConfirmAsync(context, person, requests, code, null, cancellation);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, PeopleHere people, RecentProof proof, DeviceRequests requests, EmailVerification verification, IntegrationAsking integrations, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        var code = UserCode.Plain(form["user_code"]);
        if (await people.CurrentAsync(context, cancellation) is not { } person) return Page.Continue(SignIn(code));
        if (await proof.LacksFactorAsync(person, cancellation)) return Page.Continue(RecentProof.Again(person, Back(code)));
        if (form["action"] is not ("allow" or "cancel" or EmailVerification.Action or IntegrationAsking.Action))
        {
            if (!await form.IsGenuineAsync(EntryBinding)) return Enter(context, texts["Stale"]);
            return code.Length == 0 ? Enter(context, texts["Unknown.Code"]) : Page.Continue(Confirm(code));
        }

        if (!await form.IsGenuineAsync(Binding(code, person))) return await ConfirmAsync(context, person, requests, code, texts["Stale"], cancellation);
        if (form["action"] == EmailVerification.Action) return await verification.SendAgainAsync(person, new(null, null, Confirm(code)), cancellation);
        return await requests.FindAsync(context, person, code, cancellation) switch
        {
            DeviceFinding.Found found when form["action"] == "cancel" => await requests.RefuseAsync(context, person, found, cancellation) ? Page.Continue(Path + "/refused") : Enter(context, texts["Unknown.Code"]),
            DeviceFinding.Found { Asking.Blocks.Count: > 0 } found when form["action"] == IntegrationAsking.Action => Confirm(context, person, found, code, null, await integrations.AskAsync(context, found.Asking, cancellation)),
            DeviceFinding.Found { Asking.Refusal: not null } => await ConfirmAsync(context, person, requests, code, null, cancellation),
            DeviceFinding.Found when form["action"] == IntegrationAsking.Action => await ConfirmAsync(context, person, requests, code, null, cancellation),
            DeviceFinding.Found found => await requests.AllowAsync(context, person, found, cancellation) ? Page.Continue(Path + "/allowed") : Enter(context, texts["Unknown.Code"]),
            DeviceFinding.Later later => Later(context, later.Wait),
            _ => Enter(context, texts["Unknown.Code"]),
        };
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, PersonHere person, DeviceRequests requests, string code, string? problem, CancellationToken cancellation)
    {
        var finding = await requests.FindAsync(context, person, code, cancellation);
        if (finding is DeviceFinding.Later later) return Later(context, later.Wait);
        return finding is DeviceFinding.Found found ? Confirm(context, person, found, code, problem, null) : Enter(context, texts["Unknown.Code"]);
    }

    private static IResult Confirm(HttpContext context, PersonHere person, DeviceFinding.Found found, string code, string? problem, string? asked)
    {
        var view = new DeviceView
        {
            Asking = found.Asking,
            UserCode = UserCode.Shown(code),
            AskedAt = found.Device.CreatedAt.UtcDateTime.ToString("f", PageLanguage.Current) + " UTC",
            Address = found.Device.Address,
            AddressHere = RemoteAddress.Of(context),
            Elsewhere = SignIn(code),
            Problem = problem,
            Asked = asked,
            FormToken = PageForm.TokenFor(context, Binding(code, person)),
        };
        return Page.Of<DevicePage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static string Binding(string code, PersonHere person) => $"device:{code}:{person.Session.Sid}";

    private static string Confirm(string code) => $"{Path}?user_code={UserCode.Shown(code)}";

    private static string SignIn(string code) => "/signin?return=" + Uri.EscapeDataString(Back(code));

    private static string Back(string code) => code.Length == 0 ? Path : Confirm(code);

    private static IResult Enter(HttpContext context, string? problem) =>
        Page.Of<CodePage>(new CodeView(PageForm.TokenFor(context, EntryBinding), problem), problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static IResult Later(HttpContext context, TimeSpan wait) =>
        Page.Of<CodePage>(new CodeView(PageForm.TokenFor(context, EntryBinding), texts.Format("Later", Page.Seconds(wait))), StatusCodes.Status429TooManyRequests, wait);
}
