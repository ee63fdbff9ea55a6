using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Stagedoor.Browser.Tests;

/// <summary>An application's own site, on another port: the place that a journey ends at.</summary>
public sealed class Application : IAsyncDisposable
{
    private readonly WebApplication site;

    private Application(WebApplication site) => this.site = site;

    public string Callback => Address + "/callback";

    public string Address => site.Urls.First();

    public static async Task<Application> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(context.Request.Path.Value is "/callback" or "/spa" ? "<!DOCTYPE html><title>Application</title><h1>Back at the application</h1>" : "");
        });
        await site.StartAsync();
        return new(site);
    }

    /// <summary>An authorization request of the seed's Review board that ends here; it asks for consent even where that is remembered.</summary>
    public string Request(params (string Name, string? Value)[] changes) => Authorize.Url(Seed.ReviewBoard, ProofKey.New(), [("redirect_uri", Callback), ("prompt", "consent"), .. changes]);

    public ValueTask DisposeAsync() => site.DisposeAsync();
}
