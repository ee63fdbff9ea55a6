using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;

namespace Stagedoor.Server.Endpoints;

/// <summary>Reads a request's parameters: the query, and a body that is a form or, where a dialect has it, multipart. Bounded; a malformed one is a refusal.</summary>
public sealed class RequestParameters
{
    /// <summary>The longest query or body, in bytes.</summary>
    public const int MaxBody = 64 * 1024;

    private const int MaxDiscarded = 8 * 1024 * 1024;

    private RequestParameters(Parameters all, Parameters query, Parameters body) => (All, Query, Body) = (all, query, body);

    /// <summary>Query and body together: a name given in both was given twice.</summary>
    public Parameters All { get; }

    public Parameters Query { get; }

    public Parameters Body { get; }

    public string? this[string name] => All[name];

    /// <summary>Reads the query of a GET; query and body of a POST. Never throws for bad input.</summary>
    public static async ValueTask<Result<RequestParameters>> ReadAsync(HttpContext context, bool multipart, CancellationToken cancellation)
    {
        var query = new Parameters();
        var body = new Parameters();
        if (context.Request.QueryString.Value is { Length: > 1 } text && (text.Length > MaxBody || !FormUrlEncoded.TryRead(text.AsSpan(1), query))) return Malformed("the query is malformed");
        if (HttpMethods.IsPost(context.Request.Method))
        {
            if (await ReadBodyAsync(context.Request, multipart, body, cancellation) is { } refusal) return refusal;
        }

        var all = new Parameters();
        foreach (var pair in query.Pairs) all.Add(pair.Key, pair.Value);
        foreach (var pair in body.Pairs) all.Add(pair.Key, pair.Value);
        if (all.TooMany) return Malformed($"more than {Parameters.MaxCount} parameters");
        if (all.Repeated is { } repeated) return Malformed($"the parameter {Printable(repeated)} was sent more than once");
        return new RequestParameters(all, query, body);
    }

    private static ProtocolError Malformed(string description) => ProtocolError.InvalidRequest(description);

    // RFC 6749 §5.2: error_description is printable ASCII without quote and backslash.
    private static string Printable(string name) => name.Length <= 64 && name.All(c => c is > ' ' and < '\x7f' and not '"' and not '\\') ? name : "with a strange name";

    private static async ValueTask<ProtocolError?> ReadBodyAsync(HttpRequest request, bool multipart, Parameters body, CancellationToken cancellation)
    {
        if (request.ContentLength == 0) return null;
        if (request.ContentLength > MaxBody)
        {
            await DiscardAsync(request, cancellation);
            return TooLarge();
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return request.ContentLength is null && request.ContentType is null ? null : WrongType();
        try
        {
            if (type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            {
                var bytes = await ReadBoundedAsync(request.Body, cancellation);
                if (bytes is null) return TooLarge();
                if (!System.Text.Unicode.Utf8.IsValid(bytes)) return Malformed("the body is not UTF-8");
                return FormUrlEncoded.TryRead(Encoding.UTF8.GetString(bytes), body) ? null : Malformed("the body is malformed");
            }

            if (multipart && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return await ReadMultipartAsync(request, type, body, cancellation);
        }
        catch (Exception problem) when (problem is InvalidDataException or BadHttpRequestException or IOException)
        {
            return Malformed("the body is malformed or cut short").WithReason(problem.Message);
        }

        return WrongType();
    }

    private static ProtocolError WrongType() => Malformed("the body must be application/x-www-form-urlencoded");

    private static ProtocolError TooLarge() => Malformed($"the body is larger than {MaxBody} bytes");

    // A client that is still sending when the connection closes loses the answer with it: what is not far too large is taken in and thrown away.
    private static async Task DiscardAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > MaxDiscarded || request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } limit) return;
        limit.MaxRequestBodySize = MaxDiscarded;
        var buffer = new byte[16 * 1024];
        try
        {
            while (await request.Body.ReadAsync(buffer, cancellation) > 0)
            {
            }
        }
        catch (Exception problem) when (problem is BadHttpRequestException or IOException)
        {
            // Cut short or too slow: then there is nobody to answer.
        }
    }

    private static async ValueTask<byte[]?> ReadBoundedAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (count == 0) return buffer[..length];
            length += count;
            if (length > MaxBody) return null;
            if (length == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    private static async ValueTask<ProtocolError?> ReadMultipartAsync(HttpRequest request, MediaTypeHeaderValue type, Parameters body, CancellationToken cancellation)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (boundary is not { Length: > 0 and <= 100 }) return Malformed("the multipart boundary is missing or too long");
        var reader = new MultipartReader(boundary, request.Body) { BodyLengthLimit = MaxBody, HeadersCountLimit = 8, HeadersLengthLimit = 2048 };
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) return Malformed("a part has no name");
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value;
            if (string.IsNullOrEmpty(name)) return Malformed("a part has no name");
            if (await ReadBoundedAsync(section.Body, cancellation) is not { } bytes) return TooLarge();
            if (bytes.Contains((byte)0) || !System.Text.Unicode.Utf8.IsValid(bytes)) return Malformed("a part is not UTF-8 text");
            body.Add(name, Encoding.UTF8.GetString(bytes));
            if (body.TooMany) return null;
        }

        return null;
    }
}
