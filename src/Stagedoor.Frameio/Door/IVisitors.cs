using Microsoft.AspNetCore.Http;

namespace Stagedoor.Frameio.Door;

/// <summary>A person who is signed in in the browser that asks. Forms are bound to <see cref="Sid"/>, the session.</summary>
public sealed record Visitor(string SubjectId, string Name, string Sid);

/// <summary>The port to who is at a browser, for the pages of the app. The identity service signs people in; the app decides what they see.</summary>
public interface IVisitors
{
    /// <summary>
    /// Who signed in last in this browser, as surely as their organizations demand it; or the answer to give instead, which signs in and comes back to <paramref name="returnTo"/>, a local path.
    /// What follows in this request is in that person's language.
    /// </summary>
    ValueTask<(Visitor? Visitor, IResult? Instead)> FindAsync(HttpContext context, string returnTo, CancellationToken cancellation);

    /// <summary>For a sensitive act: the person, when the proof of who they are is recent; or the answer to give instead, which comes back to <paramref name="returnTo"/>, the local path of a page.</summary>
    ValueTask<(Visitor? Visitor, IResult? Instead)> FindProvenAsync(HttpContext context, string returnTo, CancellationToken cancellation);
}
