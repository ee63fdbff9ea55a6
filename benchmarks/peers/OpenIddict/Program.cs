// OpenIddict 7 with EF Core on SQLite. openiddict-peer --urls http://127.0.0.1:5291 --data DIRECTORY [--tuned true]
// As its documentation sets it up (client credentials, introspection), or tuned: no token kept, and the secret checked by one SHA-256 instead of its slow hash.
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using OpenIddictPeer;
using static OpenIddict.Abstractions.OpenIddictConstants;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var data = builder.Configuration["data"] ?? throw new InvalidOperationException("--data is missing");
var tuned = builder.Configuration.GetValue<bool>("tuned");
Directory.CreateDirectory(data);
builder.Services.AddDbContext<PeerDatabase>(database => database.UseSqlite($"Data Source={Path.Combine(data, "openiddict.db")}").UseOpenIddict());
var openIddict = builder.Services.AddOpenIddict();
openIddict.AddCore(core =>
{
    core.UseEntityFrameworkCore().UseDbContext<PeerDatabase>();
    if (tuned) core.ReplaceApplicationManager<OpenIddict.EntityFrameworkCore.Models.OpenIddictEntityFrameworkCoreApplication, QuickSecrets>();
});
openIddict.AddServer(server =>
{
    server.SetTokenEndpointUris("connect/token").SetIntrospectionEndpointUris("connect/introspect");
    server.AllowClientCredentialsFlow();
    server.AddSigningKey(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256))).AddEphemeralEncryptionKey().DisableAccessTokenEncryption();
    server.RegisterScopes("frame.s2s.all");
    if (tuned) server.DisableTokenStorage();
    server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
});

await using var app = builder.Build();
app.UseRouting();
app.UseAuthentication();
app.MapGet("/ready", static () => "ready");
app.MapPost("/connect/token", async (HttpContext context, IOpenIddictApplicationManager applications) =>
{
    var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("no request");
    var application = await applications.FindByClientIdAsync(request.ClientId!) ?? throw new InvalidOperationException("no application");
    var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.Name, Claims.Role);
    identity.SetClaim(Claims.Subject, await applications.GetClientIdAsync(application));
    identity.SetClaim(Claims.Name, await applications.GetDisplayNameAsync(application));
    identity.SetScopes(request.GetScopes());
    identity.SetDestinations(static _ => [Destinations.AccessToken]);
    return Results.SignIn(new ClaimsPrincipal(identity), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
});

await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<PeerDatabase>().Database.EnsureCreatedAsync();
    var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
    if (await applications.FindByClientIdAsync("bench") is null)
    {
        await applications.CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = "bench",
            ClientSecret = "p8e-bench-secret-not-for-production",
            DisplayName = "Bench",
            Permissions = { Permissions.Endpoints.Token, Permissions.Endpoints.Introspection, Permissions.GrantTypes.ClientCredentials, Permissions.Prefixes.Scope + "frame.s2s.all" },
        });
    }
}

await app.StartAsync();
Console.WriteLine("ready");
await app.WaitForShutdownAsync();
