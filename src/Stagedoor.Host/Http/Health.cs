using Stagedoor.Protocol;
using Stagedoor.Server.Tokens;
using Stagedoor.Storage;

namespace Stagedoor.Host.Http;

/// <summary>Whether the process lives, and whether it can serve: keys and revocations are in memory and fresh, and the database takes changes.</summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health/live", [HttpMethods.Get, HttpMethods.Head], static context => WriteAsync(context, true));
        routes.MapMethods("/health/ready", [HttpMethods.Get, HttpMethods.Head], static async context => await WriteAsync(context, await IsReadyAsync(context)));
    }

    private static async Task<bool> IsReadyAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested) return false;
        if (!context.RequestServices.GetRequiredService<Readiness>().IsReady) return false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await context.RequestServices.GetRequiredService<Database>().PingAsync(patience.Token);
            return true;
        }
        catch (Exception problem) when (problem is StorageUnavailableException or OperationCanceledException)
        {
            return false;
        }
    }

    private static Task WriteAsync(HttpContext context, bool well)
    {
        context.Response.StatusCode = well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.WriteAsync(well ? "ok\n" : "not ready\n", context.RequestAborted);
    }
}
