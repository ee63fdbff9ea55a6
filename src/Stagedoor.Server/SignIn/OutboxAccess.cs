using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stagedoor.Server.Mail;

namespace Stagedoor.Server.SignIn;

/// <summary>Who may look into the outbox, where the links of every mail stand: somebody at this machine, in Development, at the address that this server calls its own (so no other site's name that leads here).</summary>
public sealed class OutboxAccess(StagedoorOptions options, IServiceProvider services)
{
    private readonly bool isDevelopment = services.GetService<IHostEnvironment>()?.IsDevelopment() is true;

    private readonly Uri issuer = new(options.Issuer);

    public bool IsOpen(HttpContext context) =>
        isDevelopment && issuer.IsLoopback && services.GetService<OutboxFolder>() is not null
        && context.Connection is { RemoteIpAddress: { } from, LocalIpAddress: { } to } && IPAddress.IsLoopback(from) && IPAddress.IsLoopback(to)
        && string.Equals(context.Request.Host.Value, issuer.Authority, StringComparison.OrdinalIgnoreCase);
}
