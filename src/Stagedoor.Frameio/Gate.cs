using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stagedoor.Frameio.Door;
using Stagedoor.Frameio.Limits;
using Stagedoor.Frameio.Permissions;
using Stagedoor.Frameio.Wire;

namespace Stagedoor.Frameio;

/// <summary>What every operation goes through, in this order: the token, the limit, the account, the work. No operation sees a caller who did not pass.</summary>
internal sealed class Gate(BearerDoor door, Access access, RateLimiter limiter)
{
    public async Task HandleAsync(HttpContext context, Operation operation)
    {
        limiter.WriteHeaders(context.Response, operation.Limit, operation.Limit.Calls);
        await (await RunAsync(context, operation)).WriteAsync(context);
    }

    public static Task AnswerOptionsAsync(HttpContext context, string allow)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = allow;
        return Task.CompletedTask;
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
        AccountStanding? account = null;
        if (operation.IsOfAccount) account = await access.StandingAsync(caller.Actor, context.GetRouteValue("account_id") as string, context.RequestAborted);

        // An account that the caller is not in counts with those that do not exist: nobody gets more calls by naming more accounts.
        var verdict = limiter.Count(operation, caller.User.SubjectId, account?.AccountId);
        limiter.WriteHeaders(context.Response, operation.Limit, verdict.Remaining);
        if (!verdict.Allowed)
        {
            context.Response.Headers.RetryAfter = verdict.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return ApiError.TooMany;
        }

        if (operation.IsOfAccount && Access.Refusal(account) is { } closed) return closed;
        return await operation.Run(new(context, caller, account), context.RequestAborted);
    }
}
