using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.Wire;
using Stagedoor.Pages;

namespace Stagedoor.Server.Endpoints.Logout;

/// <summary>A redirect to a registered URI after a sign-out.</summary>
internal sealed class SeeOutside(string uri, string? state, int status = StatusCodes.Status303SeeOther) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        Page.WriteHeaders(httpContext.Response, new(null, Alone: false));
        httpContext.Response.StatusCode = status;
        httpContext.Response.Headers.Location = state is null ? uri : $"{uri}{(uri.Contains('?', StringComparison.Ordinal) ? '&' : '?')}state={FormUrlEncoded.Encode(state)}";
        return Task.CompletedTask;
    }
}
