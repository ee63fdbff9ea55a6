using Stagedoor.Frameio;
using Stagedoor.Protocol;

namespace Stagedoor.Host.Http;

/// <summary>What nobody foresaw under <c>/v4</c> becomes a 500 in the API's own form, a resting storage a 503; one line in the log each.</summary>
internal sealed partial class ApiFaults(RequestDelegate next, ILogger<ApiFaults> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (StorageUnavailableException problem) when (!context.Response.HasStarted)
        {
            LogResting(context.Request.Method, context.Request.Path.Value, problem.Message, context.TraceIdentifier);
            await FrameioApi.WriteFaultAsync(context, unavailable: true);
        }
#pragma warning disable CA1031 // The last wall.
        catch (Exception problem) when (!context.Response.HasStarted && problem is not (OperationCanceledException or BadHttpRequestException))
#pragma warning restore CA1031
        {
            LogFault(context.Request.Method, context.Request.Path.Value, context.TraceIdentifier, problem);
            await FrameioApi.WriteFaultAsync(context, unavailable: false);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed [{RequestId}]")]
    private partial void LogFault(string method, string? path, string requestId, Exception problem);

    [LoggerMessage(2, LogLevel.Warning, "{Method} {Path} found storage resting: {Reason} [{RequestId}]")]
    private partial void LogResting(string method, string? path, string reason, string requestId);
}
