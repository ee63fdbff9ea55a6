using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stagedoor.Client.AspNetCore;

namespace Stagedoor.Client.Tests.AspNetCore;

/// <summary>A web application that people sign in to with Frame.io, on another port than the issuer.</summary>
public sealed class Site : IAsyncDisposable
{
    private readonly WebApplication site;
    private readonly List<IDisposable> owned = [];

    private Site(WebApplication site) => this.site = site;

    public Uri Address => new(site.Urls.First());

    public LogLines Log { get; private init; } = new();

    public IServiceProvider Services => site.Services;

    /// <summary>How often a token was renewed.</summary>
    public int Renewals { get; private set; }

    public static async Task<Site> StartAsync(StagedoorApp app, Dialect dialect, Action<FrameioSignInOptions>? change = null, Action<IServiceCollection>? services = null)
    {
        var port = HostProcess.FreePort();
        var log = new LogLines();
        Site? made = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(app.Clock);
        builder.Services.AddAuthorization();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.ForwardChallenge = FrameioSignInOptions.DefaultScheme;
            options.ExpireTimeSpan = TimeSpan.FromDays(30);
        }).AddFrameio(options =>
        {
            options.Credential.Authority = app.Authority(dialect);
            (options.Credential.ClientId, options.Credential.ClientSecret) = (Seed.ReviewBoard.Id, Seed.ReviewBoard.Secret!);
            options.Credential.RedirectUri = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/callback");
            options.Credential.HttpClient = new(new Counting(() => made!.Renewals++) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false } });
            options.AccessDeniedPath = "/refused";
            options.Events.OnRemoteFailure = context =>
            {
                context.HandleResponse();
                context.Response.StatusCode = 400;
                return context.Response.WriteAsync(context.Failure!.Message);
            };
            change?.Invoke(options);
        });
        services?.Invoke(builder.Services);
        var site = builder.Build();
        site.UseAuthentication().UseAuthorization();
        site.MapGet("/", () => "the front");
        site.MapGet("/refused", () => "you refused");
        site.MapGet("/who", (HttpContext context) => string.Join(' ', context.User.Claims.Where(claim => !claim.Type.StartsWith("frameio.", StringComparison.Ordinal)).Select(claim => $"{claim.Type}={claim.Value}"))).RequireAuthorization();
        site.MapGet("/me", async (HttpContext context) =>
        {
            using var frameio = context.GetFrameioHttpClient();
            return await frameio.GetStringAsync(new Uri("/v4/me", UriKind.Relative));
        }).RequireAuthorization();
        site.MapGet("/token", async Task<string> (HttpContext context) => (await context.GetFrameioTokens().GetTokenAsync()).Reveal()).RequireAuthorization();
        site.MapGet("/sign-out", () => Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [FrameioSignInOptions.DefaultScheme]));
        await site.StartAsync();
        made = new(site) { Log = log };
        return made;
    }

    public Browser NewBrowser()
    {
        var browser = new Browser(Address);
        owned.Add(browser);
        return browser;
    }

    /// <summary>Opens a page in the browser, and signs in at the issuer where that is asked for.</summary>
    public async Task<Page> OpenAsync(StagedoorApp app, Browser browser, string path)
    {
        var page = await browser.GoAsync(path);
        Assert.True(page.Code < 500, string.Join('\n', Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal))));
        if (page.Left is not { } issuer) return page;
        using var issuers = app.NewBrowser();
        var back = (await issuers.SignInAndAllowAsync(issuer.OriginalString, Seed.Ada, Seed.AdaPassword)).Left!;
        return await browser.GoAsync(back.OriginalString);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in owned) one.Dispose();
        await site.DisposeAsync();
    }

    private sealed class Counting(Action renewal) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not null && (await request.Content.ReadAsStringAsync(cancellationToken)).Contains("grant_type=refresh_token", StringComparison.Ordinal)) renewal();
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
