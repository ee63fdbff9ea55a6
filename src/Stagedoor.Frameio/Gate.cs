using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio;

/// <summary>What every operation goes through, in this order: the token, the limit, the work. No operation sees a caller who did not pass.</summary>
internal sealed class Gate(BearerDoor door, RateLimiter limiter)
{
    public async Task HandleAsync(HttpContext context, Operation operation)
    {
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.Allow = "GET, HEAD, OPTIONS";
            return;
        }

        limiter.WriteHeaders(context.Response, operation.Limit, operation.Limit.Calls);
        await (await RunAsync(context, operation)).WriteAsync(context);
    }

    public Task NoRouteAsync(HttpContext context)
    {
        limiter.WriteHeaders(context.Response, RateLimit.Usual, RateLimit.Usual.Calls);
        return ApiError.NoRoute(context.Request).WriteAsync(context);
    }

    private async ValueTask<IAnswer> RunAsync(HttpContext context, Operation operation)
    {
        var (caller, refusal) = await door.EnterAsync(context, context.RequestAborted);
        if (caller is null) return refusal!;
        var verdict = limiter.Count(operation, caller.User.SubjectId);
        limiter.WriteHeaders(context.Response, operation.Limit, verdict.Remaining);
        if (verdict.Allowed) return await operation.Run(context, caller, context.RequestAborted);
        context.Response.Headers.RetryAfter = verdict.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return ApiError.TooMany;
    }
}
