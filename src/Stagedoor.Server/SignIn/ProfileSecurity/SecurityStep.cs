using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Factors;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfileSecurity;

/// <summary>How a person signs in, at a glance, with the way to change each; and the browsers that are not asked for a second factor.</summary>
public sealed class SecurityStep : ISlice
{
    private const string Path = "/profile/security";

    private const int LongestId = 64;

    private static readonly Texts texts = Texts.Beside<SecurityPage>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PeopleHere people, IPersonFactors factors, IRememberedDeviceStore devices, TimeProvider time, CancellationToken cancellation) =>
        await people.CurrentAsync(context, cancellation) is { } here ? await PageAsync(context, here, null, factors, devices, time, cancellation) : Page.Continue(SignInFirst.At(Path));

    // Forgetting a browser only makes it safer: no other proof is asked for.
    private static async Task<IResult> SubmitAsync(
        HttpContext context, PeopleHere people, IPersonFactors factors, IRememberedDeviceStore devices, AccountNews news, TimeProvider time, CancellationToken cancellation)
    {
        if (await PageForm.ReadAsync(context, cancellation) is not { } form) return ErrorPage.Unreadable(StatusCodes.Status400BadRequest);
        if (await people.CurrentAsync(context, cancellation) is not { } here) return Page.Continue(SignInFirst.At(Path));
        if (!await form.IsGenuineAsync(Binding(here))) return await PageAsync(context, here, texts["Stale"], factors, devices, time, cancellation);
        if (form["action"] == "forget-all")
        {
            await devices.RemoveAllAsync(here.Person.Id, cancellation);
            await news.RecordAsync(context, here.Person, AuditAct.DeviceForgotten, here.Person.Id, detail: "all");
            return Page.Continue(Path + "?done=1");
        }

        var id = form["device"];
        if (id.Length is 0 or > LongestId || !await devices.RemoveAsync(id, here.Person.Id, cancellation)) return ErrorPage.Nowhere();
        await news.RecordAsync(context, here.Person, AuditAct.DeviceForgotten, id);
        return Page.Continue(Path + "?done=1");
    }

    private static string Binding(PersonHere here) => "security:" + here.Session.Sid;

    private static async Task<IResult> PageAsync(HttpContext context, PersonHere here, string? problem, IPersonFactors factors, IRememberedDeviceStore devices, TimeProvider time, CancellationToken cancellation)
    {
        var view = new SecurityView
        {
            Person = here.Person,
            Factors = await factors.OfAsync(here.Person.Id, cancellation),
            Remembered = await devices.OfPersonAsync(here.Person.Id, time.GetUtcNow(), cancellation),
            Problem = problem,
            Done = context.Request.Query["done"].ToString() switch { "1" => texts["Forgotten"], "password" => texts["PasswordChanged"], _ => null },
            FormToken = PageForm.TokenFor(context, Binding(here)),
        };
        return Page.Of<SecurityPage>(view, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
