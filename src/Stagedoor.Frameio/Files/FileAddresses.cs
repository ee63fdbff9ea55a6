using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Stagedoor.Frameio.Files;

/// <summary>The addresses of bytes, and what they need.</summary>
internal static class FileAddresses
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<FileTickets>();
        services.AddSingleton<TicketHolders>();
        services.AddSingleton<UploadEndpoint>();
        services.AddSingleton<DownloadEndpoint>();
        services.AddSingleton<RemoteUploads>();
        services.AddHostedService(static provider => provider.GetRequiredService<RemoteUploads>());
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var (upload, download) = (routes.ServiceProvider.GetRequiredService<UploadEndpoint>(), routes.ServiceProvider.GetRequiredService<DownloadEndpoint>());
        routes.MapMethods(FileRoutes.UploadPattern, [HttpMethods.Put, HttpMethods.Options], upload.HandleAsync);
        routes.MapMethods(FileRoutes.DownloadPattern, [HttpMethods.Get, HttpMethods.Head, HttpMethods.Options], download.DownloadAsync);
        routes.MapMethods(FileRoutes.InlinePattern, [HttpMethods.Get, HttpMethods.Head, HttpMethods.Options], download.InlineAsync);
    }
}
