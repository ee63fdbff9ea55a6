using Microsoft.AspNetCore.Http;

namespace Stagedoor.Frameio.Wire;

/// <summary>204: done, and nothing to show.</summary>
internal sealed class NoContent : IAnswer
{
    public static readonly NoContent Answer = new();

    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
