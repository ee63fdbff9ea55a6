using Microsoft.AspNetCore.Http;
using Stagedoor.Server.Endpoints.Dialects;

namespace Stagedoor.Server.Endpoints;

/// <summary>Finished JSON, 200 unless it says otherwise, never stored unless a maximum age in seconds is given.</summary>
internal sealed class JsonAnswer(ReadOnlyMemory<byte> json, int? maxAge = null, int status = StatusCodes.Status200OK) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = json.Length;
        if (maxAge is { } seconds) response.Headers.CacheControl = $"public, max-age={seconds}";
        else Refusal.NoStore(response);
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(json, httpContext.RequestAborted).AsTask();
    }
}
