using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;

namespace Stagedoor.Server.Management;

/// <summary>One call of an operation: who calls, and what was sent, read and checked.</summary>
internal sealed class ManagementCall(HttpContext context, Operation operation, Administrator administrator, object? body, IReadOnlyDictionary<string, string> query, int pageSize, long? version)
{
    public const int UsualPage = 50, LargestPage = 100;

    private const int LongestQuery = 2048;

    public Operation Operation => operation;

    public Administrator Administrator => administrator;

    public object? Body => body;

    public int PageSize => pageSize;

    public string? After => Query("after");

    /// <summary>The version of <c>If-Match</c>; null where any will do.</summary>
    public long? Version => version;

    /// <summary>What is done under an idempotency key is done to its end, though the caller went away: its answer is kept for the repetition.</summary>
    public CancellationToken Cancellation { get; init; } = context.RequestAborted;

    public T Service<T>() where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>A place in the path.</summary>
    public string Route(string name) => (string)context.Request.RouteValues[name]!;

    public string? Query(string name) => query.GetValueOrDefault(name);

    /// <summary>The query, when it holds only what the operation knows, each once.</summary>
    public static Objection? ReadQuery(HttpRequest request, Operation operation, out Dictionary<string, string> query, out int pageSize)
    {
        (query, pageSize) = (new(StringComparer.Ordinal), UsualPage);
        foreach (var (name, values) in request.Query)
        {
            var field = operation.Query.FirstOrDefault(field => field.Name == name);
            if (field is null && !(operation.IsList && name is "after" or "page_size")) return Wrong(name, "This operation has no such parameter.");
            if (values is not [{ Length: <= LongestQuery } value]) return Wrong(name, "Give this parameter once, and not so long.");
            if (field is { Values.Length: > 0 } && !field.Values.Contains(value, StringComparer.Ordinal)) return Wrong(name, $"One of {string.Join(", ", field.Values)}.");
            query.Add(name, value);
        }

        if (query.TryGetValue("page_size", out var size) && (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out pageSize) || pageSize is < 1 or > LargestPage)) return Wrong("page_size", $"A whole number from 1 to {LargestPage}.");
        return null;
    }

    /// <summary><c>If-Match</c>, RFC 9110 §13.1.1: a version in quotes, or a star. What is neither matches nothing.</summary>
    public static Objection? ReadVersion(HttpRequest request, out long? version)
    {
        version = null;
        if (request.Headers.IfMatch.Count == 0 || request.Headers.IfMatch is ["*"]) return null;
        if (request.Headers.IfMatch is not [{ Length: > 2 and < 24 } tag] || tag[0] != '"' || tag[^1] != '"' || !long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Objection.Changed();
        version = number;
        return null;
    }

    private static Objection Wrong(string name, string sentence) => Objection.Invalid(name, "bad_parameter", sentence);
}
