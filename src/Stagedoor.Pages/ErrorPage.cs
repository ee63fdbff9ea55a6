using Microsoft.AspNetCore.Http;

namespace Stagedoor.Pages;

/// <summary>What an error page says: what is wrong, whose fault it is, what to do (design §10). Plain text; escaped when drawn.</summary>
public sealed record ErrorView
{
    public required string Title { get; init; }
    public required string WhatIsWrong { get; init; }
    public required string WhoseFault { get; init; }
    public required string WhatToDo { get; init; }

    /// <summary>Facts that help to mend it, for the one who may see them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];
    public required string RequestId { get; init; }
}

/// <summary>The page for a request that must not be answered by a redirect, RFC 6749 §4.1.2.1.</summary>
public static class ErrorPage
{
    public static IResult Result(int status, string title, string whatIsWrong, string whoseFault, string whatToDo) => Result(status, title, whatIsWrong, whoseFault, whatToDo, []);

    /// <summary>With facts: names and values, such as what was sent and what is registered.</summary>
    public static IResult Result(int status, string title, string whatIsWrong, string whoseFault, string whatToDo, IReadOnlyList<KeyValuePair<string, string>> facts) =>
        new Answer(status, id => new() { Title = title, WhatIsWrong = whatIsWrong, WhoseFault = whoseFault, WhatToDo = whatToDo, Facts = facts, RequestId = id });

    /// <summary>The request could not be read: no form, too large or broken.</summary>
    public static IResult Unreadable(int status) => FromTexts(status, "Unreadable");

    /// <summary>Storage does not answer.</summary>
    public static IResult Unavailable() => FromTexts(StatusCodes.Status503ServiceUnavailable, "Unavailable", TimeSpan.FromSeconds(5));

    /// <summary>The request for access is unknown or too old.</summary>
    public static IResult JourneyIsOver() => FromTexts(StatusCodes.Status400BadRequest, "Over");

    /// <summary>The request for access was answered before.</summary>
    public static IResult JourneyIsAnswered() => FromTexts(StatusCodes.Status400BadRequest, "Answered");

    /// <summary>Something unforeseen; what it was stands in the log.</summary>
    public static IResult Broken() => FromTexts(StatusCodes.Status500InternalServerError, "Broken");

    /// <summary>There is no such page.</summary>
    public static IResult Nowhere() => FromTexts(StatusCodes.Status404NotFound, "Nowhere");

    private static Answer FromTexts(int status, string name, TimeSpan? retryAfter = null)
    {
        var texts = Texts.Beside<ErrorSheet>();
        return new Answer(status, id => new() { Title = texts[name + ".Title"], WhatIsWrong = texts[name + ".What"], WhoseFault = texts[name + ".Who"], WhatToDo = texts[name + ".Do"], RequestId = id }, retryAfter);
    }

    private sealed class Answer(int status, Func<string, ErrorView> view, TimeSpan? retryAfter = null) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Page.Of<ErrorSheet>(view(httpContext.TraceIdentifier), status, retryAfter).ExecuteAsync(httpContext);
    }
}
