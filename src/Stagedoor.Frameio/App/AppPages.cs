using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Frameio.App.History;
using Stagedoor.Frameio.App.ServiceAccounts;
using Stagedoor.Frameio.App.WebhookDeliveries;

namespace Stagedoor.Frameio.App;

/// <summary>The app's table of contents: the pages of an account that people see.</summary>
public static class AppPages
{
    public const string Root = "/app";

    /// <summary>The pattern that every page of an account begins with.</summary>
    public const string OfAccount = Root + "/accounts/{" + AppDoor.Account + "}";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<AppDoor>();
        services.AddSingleton<AccessPages.Ports>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        ServiceAccountPages.Map(routes);
        HistoryPages.Map(routes);
        WebhookPages.Map(routes);
        DeliveryPages.Map(routes);
    }
}
