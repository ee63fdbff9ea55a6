using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Stagedoor.Oracles.Tests;

/// <summary>OpenIddict as its documentation sets it up, in this process on loopback.</summary>
public sealed class OpenIddictServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private OpenIddictServer(WebApplication app, Oracle oracle) => (this.app, Oracle) = (app, oracle);

    public Oracle Oracle { get; }

    public static async Task<OpenIddictServer> StartAsync(SeedClient machine, SeedClient web)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var store = "openiddict-" + Guid.NewGuid();
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        builder.Services.AddDbContext<Store>(options => options.UseInMemoryDatabase(store).UseOpenIddict());
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<Store>())
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("/token").SetRevocationEndpointUris("/revoke").SetIntrospectionEndpointUris("/introspect").SetAuthorizationEndpointUris("/authorize");
                server.AllowClientCredentialsFlow().AllowAuthorizationCodeFlow().AllowRefreshTokenFlow();
                server.RegisterScopes(Scopes.OpenId, Scopes.OfflineAccess);
                server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
                server.UseAspNetCore().EnableTokenEndpointPassthrough().EnableAuthorizationEndpointPassthrough().DisableTransportSecurityRequirement();
            });
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost("/token", (HttpContext context) => Results.SignIn(Principal(context), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme));
        await app.StartAsync();
        await RegisterAsync(app, machine, web);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(app, new("OpenIddict", new(address), "/token", "/revoke", "/introspect", machine, web));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static ClaimsPrincipal Principal(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("not an OpenIddict request");
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        identity.SetClaim(Claims.Subject, request.ClientId);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(request.GetScopes());
        return principal;
    }

    private static async Task RegisterAsync(WebApplication app, SeedClient machine, SeedClient web)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        await applications.CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = machine.Id,
            ClientSecret = machine.Secret,
            Permissions = { Permissions.Endpoints.Token, Permissions.Endpoints.Introspection, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials },
        });
        await applications.CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = web.Id,
            ClientSecret = web.Secret,
            RedirectUris = { new("https://app.example/cb") },
            Permissions = { Permissions.Endpoints.Token, Permissions.Endpoints.Authorization, Permissions.Endpoints.Introspection, Permissions.Endpoints.Revocation, Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code },
        });
    }

    public sealed class Store(DbContextOptions<Store> options) : DbContext(options);
}
