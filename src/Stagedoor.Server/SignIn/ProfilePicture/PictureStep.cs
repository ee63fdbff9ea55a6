using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Pages;
using Stagedoor.Server.Audit;
using Stagedoor.Server.Users;
using Stagedoor.Server.Visitors;

namespace Stagedoor.Server.SignIn.ProfilePicture;

/// <summary>The page on which a person changes their picture, and the address that every picture is served at (attack G2).</summary>
public sealed class PictureStep : ISlice
{
    private const string Path = "/profile/picture";

    private static readonly Texts texts = Texts.Beside<PicturePage>();

    public static void Add(IServiceCollection services) => services.AddSingleton<AvatarImages>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage(Path, ShowAsync);
        routes.MapForm(Path, SubmitAsync);
        routes.MapPage(Avatar.PathOf("{name}"), ServeAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, PeopleHere people, IAvatarStore avatars, CancellationToken cancellation) =>
        await people.CurrentAsync(context, cancellation) is { } here ? await PageAsync(context, here, null, avatars, cancellation) : Page.Continue(SignInFirst.At(Path));

    private static async Task<IResult> SubmitAsync(
        HttpContext context, PeopleHere people, AvatarImages images, IAvatarStore avatars, IPersonStore store, IAuditTrail audit, TimeProvider time, CancellationToken cancellation)
    {
        // Who asks comes first: a stranger's file is not read.
        if (await people.CurrentAsync(context, cancellation) is not { } here) return Page.Continue(SignInFirst.At(Path));
        if (await PageForm.ReadUploadAsync(context, "picture", AvatarImages.MaxFile, cancellation) is not { } upload) return await PageAsync(context, here, texts["TooBig"], avatars, cancellation);
        if (!await upload.Form.IsGenuineAsync(Binding(here))) return await PageAsync(context, here, texts["Stale"], avatars, cancellation);
        var now = time.GetUtcNow();
        if (upload.Form["action"] == "remove")
        {
            if (await avatars.RemoveAsync(here.Person.Id, cancellation)) await ChangedAsync("picture_removed");
            return Page.Continue(Path + "?saved=1");
        }

        switch (upload.File is { } file ? await images.DrawAsync(file, cancellation) : new AvatarReading.NoPicture())
        {
            case AvatarReading.Drawn { Avatar: var avatar }:
                await avatars.SetAsync(here.Person.Id, avatar, now, cancellation);
                await ChangedAsync("picture");
                return Page.Continue(Path + "?saved=1");
            case AvatarReading.TooLarge: return await PageAsync(context, here, texts["TooLarge"], avatars, cancellation);
            case AvatarReading.Busy: return await PageAsync(context, here, texts["Busy"], avatars, cancellation, StatusCodes.Status429TooManyRequests);
            default: return await PageAsync(context, here, texts["NoPicture"], avatars, cancellation);
        }

        async Task ChangedAsync(string what)
        {
            await store.TouchAsync(here.Person.Id, now, cancellation);
            await audit.RecordAsync(new() { At = now, Act = AuditAct.ProfileChanged, ActorId = here.Person.Id, TargetId = here.Person.Id, Detail = what, Address = RemoteAddress.Of(context), RequestId = context.TraceIdentifier }, cancellation);
        }
    }

    // Pages of applications show it too. The name is new with every picture, but a person who removes one wants it gone: a browser keeps it for a day only.
    private static async Task<IResult> ServeAsync(HttpContext context, IAvatarStore avatars, string name, CancellationToken cancellation)
    {
        if (name.Length > 64 || await avatars.FindAsync(name, cancellation) is not { } avatar) return ErrorPage.Nowhere();
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=86400";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ContentDisposition = "inline";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return Results.Bytes(avatar.Image, avatar.MediaType);
    }

    private static string Binding(PersonHere here) => "picture:" + here.Session.Sid;

    private static async Task<IResult> PageAsync(HttpContext context, PersonHere here, string? problem, IAvatarStore avatars, CancellationToken cancellation, int status = StatusCodes.Status400BadRequest)
    {
        var view = new PictureView
        {
            Avatar = await avatars.NameOfAsync(here.Person.Id, cancellation),
            Problem = problem,
            Saved = context.Request.Query["saved"] == "1",
            FormToken = PageForm.TokenFor(context, Binding(here)),
        };
        return Page.Of<PicturePage>(view, problem is null ? StatusCodes.Status200OK : status);
    }
}
