// Serves the page and its settings; everything else happens in the browser (wwwroot/app.js).
// Frameio__Authority switches between services: Stagedoor's address, or https://ims-na1.adobelogin.com for Adobe (not tried here; Adobe takes https redirect URIs only).
var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("http://127.0.0.1:7444");
var app = builder.Build();
app.Use(async (context, next) =>
{
    // Only this page's own script runs, and it talks to the issuer and the API alone: a stolen token would have nowhere to go.
    var authority = new Uri(app.Configuration["Frameio:Authority"] ?? "https://ims-na1.adobelogin.com").GetLeftPart(UriPartial.Authority);
    context.Response.Headers.ContentSecurityPolicy = $"default-src 'self'; connect-src 'self' {authority} {app.Configuration["Frameio:ApiAddress"]}; frame-ancestors 'none'; base-uri 'none'";
    context.Response.Headers.Append("Referrer-Policy", "no-referrer");
    await next(context);
});
app.MapGet("/spa", () => Results.File(Path.Combine(app.Environment.ContentRootPath, "wwwroot", "index.html"), "text/html; charset=utf-8"));
app.MapGet("/app.js", () => Results.File(Path.Combine(app.Environment.ContentRootPath, "wwwroot", "app.js"), "text/javascript; charset=utf-8"));
app.MapGet("/favicon.ico", () => Results.NoContent());
app.MapGet("/settings.json", () => Results.Json(new Dictionary<string, string?> { ["authority"] = app.Configuration["Frameio:Authority"], ["api"] = app.Configuration["Frameio:ApiAddress"], ["clientId"] = app.Configuration["Frameio:ClientId"] }));
app.Run();
