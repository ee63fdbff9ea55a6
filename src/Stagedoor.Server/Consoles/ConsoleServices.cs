using Microsoft.Extensions.DependencyInjection;

namespace Stagedoor.Server.Consoles;

/// <summary>What the two consoles share.</summary>
internal static class ConsoleServices
{
    public static void Add(IServiceCollection services) => services.AddSingleton<ConsoleVisitors>();
}
