using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stagedoor.Protocol;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Server.Endpoints.Dialects;
using Stagedoor.Pages;

namespace Stagedoor.Server.Endpoints;

/// <summary>
/// The last wall: what nobody foresaw becomes a 500 with the request id and without detail, a resting storage a 503, a request that the listener itself refuses its 4xx;
/// in the dialect of the path, or as a page. One line in the log each (design §9).
/// </summary>
internal sealed partial class ExceptionEdge(RequestDelegate next, ILogger<ExceptionEdge> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left.
        }
        catch (Exception problem) when (!context.Response.HasStarted)
        {
            var result = Answer(context, problem);
            context.Response.Clear();
            context.Response.Headers[RequestId.HeaderFor(context.Request.Path)] = context.TraceIdentifier;
            await result.ExecuteAsync(context);
        }
    }

    private IResult Answer(HttpContext context, Exception problem)
    {
        var path = context.Request.Path;
        var dialect = UnknownPath.ForPrograms(path) ? Dialect.Of(path) : null;
        switch (problem)
        {
            case StorageUnavailableException:
                LogResting(log, context.Request.Method, path.Value, context.TraceIdentifier, problem.Message);
                return dialect?.Refuse(ProtocolError.Unavailable(1)) ?? ErrorPage.Unavailable();
            case BadHttpRequestException refused:
                return dialect?.Refuse(ProtocolError.InvalidRequest(refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? "the body is too large" : "the request is malformed"), refused.StatusCode) ?? ErrorPage.Unreadable(refused.StatusCode);
            default:
                LogFault(log, context.Request.Method, path.Value, context.TraceIdentifier, problem);
                return dialect?.Refuse(ProtocolError.ServerError()) ?? ErrorPage.Broken();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed [{RequestId}]")]
    private static partial void LogFault(ILogger log, string method, string? path, string requestId, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} found storage resting [{RequestId}]: {Reason}")]
    private static partial void LogResting(ILogger log, string method, string? path, string requestId, string reason);
}
