namespace Stagedoor.Client.Authentication.Tokens;

// After a failure nobody asks the issuer for a while: as long as it said, or longer each time. Callers meanwhile get the same refusal at once.
internal sealed class Pause(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1), LongestSaid = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private AuthenticationException? problem;
    private TimeSpan length;
    private long began;
    private int failures;

    /// <summary>The refusal that still holds, or null.</summary>
    public AuthenticationException? Current
    {
        get
        {
            lock (gate)
            {
                if (problem is null) return null;
                var rest = length - time.GetElapsedTime(began);
                return rest <= TimeSpan.Zero ? null : new(problem.Problem, problem.Description, problem.InnerException) { Code = problem.Code, RequestId = problem.RequestId, Status = problem.Status, RetryAfter = rest, WhatToDo = problem.WhatToDo };
            }
        }
    }

    public void After(AuthenticationException failure)
    {
        if (failure.Problem is AuthenticationProblem.SignInAgain or AuthenticationProblem.RefusedByPerson or AuthenticationProblem.StoreUnavailable) return;
        lock (gate)
        {
            failures = Math.Min(failures + 1, 16);
            var own = TimeSpan.FromSeconds(1L << Math.Min(failures - 1, 6));
            length = failure.RetryAfter is { } said ? (said < LongestSaid ? said : LongestSaid) : own < Longest ? own : Longest;
            (problem, began) = (failure, time.GetTimestamp());
        }
    }

    public void End()
    {
        lock (gate) (problem, failures) = (null, 0);
    }
}
