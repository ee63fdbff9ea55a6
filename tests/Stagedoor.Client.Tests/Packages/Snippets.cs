using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Client.AspNetCore;
using Stagedoor.Client.Frameio;

namespace Stagedoor.Client.Tests.Packages;

/// <summary>The code of the packages' READMEs, compiled; <see cref="The_readmes"/> compares the two.</summary>
internal static class Snippets
{
    public static async Task FirstCallAsync(string clientId, string clientSecret)
    {
        var bot = new ServerToServerAuthentication(new() { ClientId = clientId, ClientSecret = clientSecret, Authority = "http://localhost:5180" });
        using var frameio = new FrameioClient(bot);
        Console.WriteLine((await frameio.Users.GetMeAsync()).Name);
    }

    public static async Task WholeApiAsync(FrameioClient frameio, FrameioId accountId, FrameioId workspaceId)
    {
        try
        {
            await foreach (var project in frameio.Projects.List(accountId, workspaceId, new() { Include = ProjectIncludes.Owner, Sort = ProjectSort.NameAscending }))
            {
                Console.WriteLine($"{project.Name}, {project.Status}, of {project.Owner?.Name}");
            }
        }
        catch (FrameioException problem) when (problem.Problem == FrameioProblem.Invalid)
        {
            foreach (var error in problem.Errors) Console.Error.WriteLine($"{error.Pointer}: {error.Detail}");
        }
    }

    public static async Task FilesAsync(FrameioClient frameio, FrameioId accountId, FrameioId folderId, string path)
    {
        using var film = File.OpenRead(path);
        var upload = await frameio.Files.BeginUploadAsync(accountId, folderId, Path.GetFileName(path), film.Length);
        // Keep upload.ToJson() where nobody else reads it; FileUpload.FromJson resumes it after a crash, and sends only the parts that are missing.
        var file = await frameio.Files.ResumeUploadAsync(upload, film, new() { Parallelism = 4, Progress = new Progress<TransferProgress>(told => Console.Write($"\r{told.Bytes} of {told.TotalBytes}")) });
        using var copy = File.Create(path + ".copy");
        await frameio.Files.DownloadAsync(accountId, file.Id, copy);
    }

    public static IResult Webhook(byte[] body, IHeaderDictionary headers, string secret)
    {
        if (!WebhookSignature.IsValid(body, headers[WebhookSignature.TimestampHeader], headers[WebhookSignature.SignatureHeader], secret)) return Results.Unauthorized();
        if (WebhookEvent.Parse(body) is { } told && told.Type == WebhookEventType.FileReady) Console.WriteLine($"{told.ResourceId} is ready");
        return Results.Ok();
    }

    public static FrameioClient Services(IServiceCollection services, IConfiguration configuration, IServiceProvider provider)
    {
        services.AddFrameio(configuration.GetSection("Frameio"));
        var frameio = provider.GetRequiredService<FrameioClient>();
        return frameio;
    }

    public static async Task<PendingSignIn> ForAPersonAsync(WebAppAuthentication board, ServerToServerAuthentication bot, string clientId)
    {
        var allowing = await board.BeginSignInAsync(new() { Audience = clientId });
        // Send the browser to allowing.Address and complete the sign-in, as above; from then on:
        using var together = new FrameioClient(bot.ActFor(board), bot.ApiAddress, new());
        Console.WriteLine((await together.Users.GetMeAsync()).Name); // "Service Account User for Ada Field"
        return allowing;
    }

    public static async Task<UserInfo> DesktopAsync(string clientId, string authority)
    {
        var ingest = new NativeAppAuthentication(new() { ClientId = clientId, Authority = authority, Store = FileTokenStore.ForApplication("Desktop ingest") });
        await ingest.SignInWithBrowserAsync();
        var person = await ingest.GetUserInfoAsync();
        return person;
    }

    public static async Task<SignedIn?> ByHandAsync(WebAppAuthentication board, string callback)
    {
        try
        {
            var pending = await board.BeginSignInAsync();
            // Keep pending where only this browser brings it back, send the browser to pending.Address, and then:
            var signedIn = await board.CompleteSignInAsync(pending, callback);
            return signedIn;
        }
        catch (AuthenticationException problem) when (problem.Problem == AuthenticationProblem.SignInAgain)
        {
            return null;
        }
    }

    public static void People(WebApplicationBuilder builder, WebApplication app)
    {
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.ForwardChallenge = FrameioSignInOptions.DefaultScheme)
            .AddFrameio(builder.Configuration.GetSection("Frameio"));
        app.MapGet("/me", async (HttpContext context) => (await context.GetFrameioClient().Users.GetMeAsync()).Name).RequireAuthorization();
        app.MapGet("/sign-out", () => Results.SignOut(new() { RedirectUri = "/" }, [FrameioSignInOptions.DefaultScheme]));
    }

    public static void OwnApi(WebApplicationBuilder builder, string clientId, string clientSecret)
    {
        builder.Services.AddAuthentication(StagedoorTokenOptions.DefaultScheme).AddStagedoorTokens(options =>
        {
            options.Authority = "https://id.example.com";
            options.Audience = "https://api.example.com";
            (options.ClientId, options.ClientSecret) = (clientId, clientSecret);
        });
        builder.Services.AddAuthorizationBuilder().AddPolicy("read", policy => policy.RequireScope("openid"));
    }
}
