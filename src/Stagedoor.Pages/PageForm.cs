using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Stagedoor.Pages;

/// <summary>A form of one of our pages, as it came back.</summary>
public sealed class PageForm
{
    /// <summary>The largest body, in bytes: a long password fits several times.</summary>
    public const int MaxBody = 16 * 1024;

    private readonly HttpContext context;

    private readonly IFormCollection fields;

    private PageForm(HttpContext context, IFormCollection fields) => (this.context, this.fields) = (context, fields);

    /// <summary>A field's text; empty when absent or given twice.</summary>
    public string this[string name] => fields[name] is [{ } only] ? only : "";

    /// <summary>Which button was pressed.</summary>
    public bool Cancels => this["action"] == "cancel";

    /// <summary>A token for a form about <paramref name="boundTo"/>, for its hidden field; sets the browser's cookie where that is missing.</summary>
    public static string TokenFor(HttpContext context, string boundTo)
    {
        FormBinding.Bind(context, boundTo);
        return context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken ?? "";
    }

    /// <summary>
    /// What names this browser to its forms, for as long as they are valid: for what travels through a page and is to come back from the same browser. Never shown, never stored as it is. Asked for
    /// after <see cref="TokenFor"/> or <see cref="IsGenuineAsync"/>.
    /// </summary>
    public static string BrowserOf(HttpContext context)
    {
        if (!FormBinding.IsBound(context)) throw new InvalidOperationException("ask for the form's token first: it is made once, and bound to what it was asked for");
        var services = context.RequestServices;
        return services.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).CookieToken ?? context.Request.Cookies[services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name!] ?? "";
    }

    /// <summary>Null when the body is no form, or too large: answer <see cref="ErrorPage.Unreadable"/>.</summary>
    public static async ValueTask<PageForm?> ReadAsync(HttpContext context, CancellationToken cancellation)
    {
        var request = context.Request;
        if (request.ContentLength > MaxBody || request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaxBody;
        context.Features.Set<IFormFeature>(new FormFeature(request, new() { BufferBodyLengthLimit = MaxBody, ValueLengthLimit = MaxBody, KeyLengthLimit = 128, ValueCountLimit = 32 }));
        try
        {
            return new(context, await request.ReadFormAsync(cancellation));
        }
        catch (Exception problem) when (problem is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>A form with one file, multipart, RFC 7578: nothing of it touches a disk. Null when it is none or larger than <paramref name="maxFile"/> bytes and a form; the file is null when none was chosen.</summary>
    public static async ValueTask<(PageForm Form, ReadOnlyMemory<byte>? File)?> ReadUploadAsync(HttpContext context, string field, int maxFile, CancellationToken cancellation)
    {
        var request = context.Request;
        var most = maxFile + MaxBody;
        if (request.ContentLength > most || request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) is not true) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
        context.Features.Set<IFormFeature>(new FormFeature(request, new() { BufferBody = false, MemoryBufferThreshold = most, MultipartBodyLengthLimit = most, ValueLengthLimit = MaxBody, KeyLengthLimit = 128, ValueCountLimit = 32, MultipartHeadersCountLimit = 8, MultipartHeadersLengthLimit = 4096, MultipartBoundaryLengthLimit = 128 }));
        try
        {
            var fields = await request.ReadFormAsync(cancellation);
            if (fields.Files.Count > 1) return null;
            if (fields.Files.GetFile(field) is not { Length: > 0 } file) return (new(context, fields), null);
            if (file.Length > maxFile) return null;
            var content = new byte[file.Length];
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(content, cancellation);
            return (new(context, fields), content);
        }
        catch (Exception problem) when (problem is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    /// <summary>False when the antiforgery token is missing, expired or not for a form about <paramref name="boundTo"/>, or the request comes from elsewhere: do nothing and show the page again.</summary>
    public async Task<bool> IsGenuineAsync(string boundTo)
    {
        FormBinding.Bind(context, boundTo);
        return ComesFromHere(context) && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
    }

    // Fetch Metadata says it best. With Referrer-Policy no-referrer a browser sends Origin: null even to its own site, so null alone proves nothing and is refused.
    private static bool ComesFromHere(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers["Sec-Fetch-Site"] is [{ } site]) return site is "same-origin" or "none";
        if (headers.Origin.Count == 0) return true;
        var issuer = context.RequestServices.GetRequiredService<Site>().Origin;
        return headers.Origin is [{ } origin] && (origin == issuer || origin == $"{context.Request.Scheme}://{context.Request.Host}");
    }
}
