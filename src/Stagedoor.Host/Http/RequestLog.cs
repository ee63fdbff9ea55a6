using System.Collections;
using System.Diagnostics;

namespace Stagedoor.Host.Http;

/// <summary>One line a request: method, path, status, time and the id that the answer shows. Never the query, a header or an address.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    private const int LongestPath = 256;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!log.IsEnabled(LogLevel.Information) || context.Request.Path.StartsWithSegments("/health"))
        {
            await next(context);
            return;
        }

        using var scope = log.BeginScope(new RequestScope(context));
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var path = context.Request.Path.Value ?? "/";
            LogRequest(context.Request.Method, path.Length <= LongestPath ? path : path[..LongestPath], context.Response.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds, context.TraceIdentifier);
        }
    }

    // Read when a line is written: the id is given further in. The framework's own scope holds the one that it had before.
    private sealed class RequestScope(HttpContext context) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => 1;

        public KeyValuePair<string, object?> this[int index] => index == 0 ? new("RequestId", context.TraceIdentifier) : throw new ArgumentOutOfRangeException(nameof(index));

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            yield return this[0];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => context.TraceIdentifier;
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds:0.0} ms [{RequestId}]")]
    private partial void LogRequest(string method, string path, int status, double milliseconds, string requestId);
}
