using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Stagedoor.Server.Endpoints;

/// <summary>What the endpoints share: its services, and what stands before all of them.</summary>
internal static class EndpointServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ProvenClient>();
        services.AddSingleton<BearerCheck>();
        services.AddSingleton<BearerSubjects>();
        services.AddSingleton<TokenRevoker>();
        services.AddSingleton<LiveRefreshTokens>();
    }

    /// <summary>Outermost, so that every answer has its request id and no fault leaves bare.</summary>
    public static void Use(IApplicationBuilder app)
    {
        app.UseMiddleware<RequestId>();
        app.UseMiddleware<ExceptionEdge>();
        app.UseMiddleware<UnknownPath>();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/v4"), api => api.UseMiddleware<ApiCors>());
    }
}
