using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Stagedoor.Protocol.OAuth;
using Stagedoor.Protocol.Wire;
using Stagedoor.Pages;

namespace Stagedoor.Server.Endpoints.Authorize;

/// <summary>The answer to the client at its proven redirect URI, RFC 6749 §4.1.2: always with <c>iss</c> (RFC 9207), with <c>state</c> as it came, in the query, the fragment or a form that posts itself.</summary>
internal sealed class AuthorizationAnswer : IResult
{
    private static readonly Texts texts = Texts.Beside<AuthorizationAnswer>();

    private readonly string redirectUri, mode;
    private readonly List<(string Name, string Value)> parameters;

    private AuthorizationAnswer(string redirectUri, string mode, string? state, string issuer, params ReadOnlySpan<(string Name, string Value)> own)
    {
        (this.redirectUri, this.mode) = (redirectUri, mode);
        parameters = [.. own];
        if (state is not null) parameters.Add(("state", state));
        parameters.Add(("iss", issuer));
    }

    public static AuthorizationAnswer Code(string redirectUri, string mode, string? state, string issuer, string code) => new(redirectUri, mode, state, issuer, ("code", code));

    public static AuthorizationAnswer Refusal(string redirectUri, string mode, string? state, string issuer, ProtocolError error) =>
        new(redirectUri, mode, state, issuer, ("error", error.Code), ("error_description", Printable(error.Description)));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        Page.WriteHeaders(response, new(redirectUri, Alone: false));
        if (mode == "form_post") return PostAsync(response);
        var encoded = string.Join('&', parameters.Select(parameter => $"{parameter.Name}={FormUrlEncoded.Encode(parameter.Value)}"));
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = redirectUri + Separator() + encoded;
        return Task.CompletedTask;
    }

    // RFC 6749 §3.1.2: a registered query is kept.
    private string Separator() => mode == "fragment" ? "#" : !redirectUri.Contains('?', StringComparison.Ordinal) ? "?" : redirectUri[^1] is '?' or '&' ? "" : "&";

    // OAuth 2.0 Form Post Response Mode §2; the button is for browsers without script.
    private Task PostAsync(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = ContentPolicy.WithScript(redirectUri);
        response.ContentType = "text/html; charset=utf-8";
        var html = HtmlEncoder.Default;
        var page = new StringBuilder($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{html.Encode(texts["Title"])}</title>\n<link rel=\"stylesheet\" href=\"{Asset.Stylesheet.Path}\">\n</head>\n<body>\n<main>\n<h1>{html.Encode(texts["Title"])}</h1>\n");
        page.Append("<form method=\"post\" action=\"").Append(html.Encode(redirectUri)).Append("\">\n");
        foreach (var (name, value) in parameters) page.Append("<input type=\"hidden\" name=\"").Append(name).Append("\" value=\"").Append(html.Encode(value)).Append("\">\n");
        page.Append("<button type=\"submit\">").Append(html.Encode(texts["Continue"])).Append("</button>\n</form>\n</main>\n<script src=\"").Append(Asset.Submit.Path).Append("\"></script>\n</body>\n</html>\n");
        return response.WriteAsync(page.ToString(), response.HttpContext.RequestAborted);
    }

    // RFC 6749 §4.1.2.1: error_description is printable ASCII without quote and backslash.
    private static string Printable(string description) => string.Concat(description.Select(c => c is >= ' ' and <= '~' and not '"' and not '\\' ? c : '\''));
}
