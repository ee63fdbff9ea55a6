using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints;

/// <summary>No body and no content type: 200 (RFC 7009 §2.2), or 204.</summary>
internal sealed class EmptyAnswer(int status = StatusCodes.Status200OK) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        if (status != StatusCodes.Status204NoContent) httpContext.Response.ContentLength = 0;
        Refusal.NoStore(httpContext.Response);
        return Task.CompletedTask;
    }
}
