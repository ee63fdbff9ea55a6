using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints;

/// <summary>200 without a body or a content type (RFC 7009 §2.2).</summary>
internal sealed class EmptyAnswer : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentLength = 0;
        Refusal.NoStore(httpContext.Response);
        return Task.CompletedTask;
    }
}
