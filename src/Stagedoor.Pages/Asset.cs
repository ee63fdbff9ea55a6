using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Stagedoor.Pages;

/// <summary>What pages are drawn with, embedded in the assembly. The path names the content's hash, so a browser may keep it for good.</summary>
public sealed class Asset
{
    public static readonly Asset Stylesheet = new("stagedoor.css", "text/css; charset=utf-8");
    public static readonly Asset Icon = new("icon.svg", "image/svg+xml");

    /// <summary>Posts the page's one form: for an answer by form_post, and for no page that a person reads.</summary>
    public static readonly Asset Submit = new("submit.js", "text/javascript; charset=utf-8");

    /// <summary>Asks the browser for a passkey: the one thing that no page can do without a script.</summary>
    public static readonly Asset Passkey = new("passkey.js", "text/javascript; charset=utf-8");

    /// <summary>Copies values: a page without it lacks the buttons and nothing else.</summary>
    public static readonly Asset Copy = new("copy.js", "text/javascript; charset=utf-8");

    private readonly byte[] content;
    private readonly string type;

    private Asset(string name, string type)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream("Stagedoor.Pages.Assets." + name) ?? throw new InvalidOperationException($"the asset {name} is not embedded");
        content = new byte[stream.Length];
        stream.ReadExactly(content);
        this.type = type;
        Path = $"/assets/{Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, 12))}/{name}";
    }

    public string Path { get; }

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var asset in (Asset[])[Stylesheet, Icon, Submit, Passkey, Copy])
        {
            routes.MapMethods(asset.Path, [HttpMethods.Get, HttpMethods.Head], asset.WriteAsync);
        }
    }

    private Task WriteAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
