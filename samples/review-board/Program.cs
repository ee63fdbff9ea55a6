using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Stagedoor.Client.AspNetCore;
using Stagedoor.Client.Authentication;

// A web application that people sign in to with Frame.io: their tokens stay on this server, renewed when needed, ended by signing out.
// Frameio__BackchannelLogoutPath=/backchannel-logout lets it hear who was signed out at the issuer, where the credential has that address.
// Frameio__Authority switches between services: Stagedoor's address, or https://ims-na1.adobelogin.com for Adobe (not tried here; Adobe takes https redirect URIs only).
var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("http://127.0.0.1:7443");
builder.Configuration["Frameio:RedirectUri"] ??= "http://127.0.0.1:7443/callback";
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
    .AddCookie(options => options.ForwardChallenge = FrameioSignInOptions.DefaultScheme)
    .AddFrameio(builder.Configuration.GetSection("Frameio"));
builder.Services.AddAuthorization();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();

app.MapGet("/", (HttpContext context) => context.User.Identity?.IsAuthenticated == true
    ? Page($"<p>Hello {Text(context.User.Identity.Name)}.</p><p><a href=\"/accounts\">My accounts</a></p><form method=\"post\" action=\"/sign-out\"><button>Sign out</button></form>")
    : Page("<p>Nobody is signed in.</p><p><a href=\"/accounts\">Sign in with Frame.io</a></p>"));

// Nobody signed in: sent to the issuer, and back here.
app.MapGet("/accounts", async Task<IResult> (HttpContext context) =>
{
    try
    {
        using var frameio = context.GetFrameioClient();
        var names = "";
        await foreach (var account in frameio.Accounts.List()) names += $"<li>{Text(account.DisplayName)}</li>";
        return Page($"<p>{Text(context.User.Identity?.Name)} sees:</p><ul>{names}</ul><p><a href=\"/\">Back</a></p>");
    }
    catch (AuthenticationException problem) when (problem.Problem == AuthenticationProblem.SignInAgain)
    {
        return Results.Challenge(new AuthenticationProperties { RedirectUri = "/accounts" }, [FrameioSignInOptions.DefaultScheme]);
    }
}).RequireAuthorization();

app.MapPost("/sign-out", () => Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [FrameioSignInOptions.DefaultScheme]));
app.Run();

static IResult Page(string body) => Results.Content($"<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Review board</title><main><h1>Review board</h1>{body}</main></html>", "text/html; charset=utf-8");

static string Text(string? text) => HtmlEncoder.Default.Encode(text ?? "");
