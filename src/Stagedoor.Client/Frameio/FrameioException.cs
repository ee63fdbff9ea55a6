using System.Globalization;

namespace Stagedoor.Client.Frameio;

/// <summary>A call of the API that did not succeed. What there is about tokens is an <see cref="Authentication.AuthenticationException"/> instead.</summary>
public sealed class FrameioException : Exception
{
    internal FrameioException(FrameioProblem problem, string message, Exception? inner = null) : base(message, inner) => Problem = problem;

    internal FrameioException(FrameioProblem problem, string operation, int status, IReadOnlyList<FrameioError> errors) : base(Sentence(operation, status, errors)) =>
        (Problem, Operation, Status, Errors) = (problem, operation, status, errors);

    /// <summary>Which of a few things it is.</summary>
    public FrameioProblem Problem { get; }

    /// <summary>The operation, by its id in the contract: <c>projects.create</c>.</summary>
    public string? Operation { get; internal init; }

    /// <summary>The status of the answer; 0 when there was none.</summary>
    public int Status { get; internal init; }

    /// <summary>What the API said, one thing each.</summary>
    public IReadOnlyList<FrameioError> Errors { get; } = [];

    /// <summary>When to come again, if the API said so.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>The limit of the operation, if the answer told it.</summary>
    public FrameioRateLimit? RateLimit { get; internal init; }

    /// <summary>The request's id at the API, to be named when asking for help.</summary>
    public string? RequestId { get; internal init; }

    private static string Sentence(string operation, int status, IReadOnlyList<FrameioError> errors)
    {
        var details = string.Join("; ", errors.Take(5).Select(static error => error.Pointer is null ? error.Detail : $"{error.Detail} ({error.Pointer})"));
        return string.Create(CultureInfo.InvariantCulture, $"{operation}: {status}{(details.Length > 0 ? " " + details : "")}");
    }
}
