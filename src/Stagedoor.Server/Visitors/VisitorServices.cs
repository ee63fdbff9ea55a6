using Microsoft.Extensions.DependencyInjection;

namespace Stagedoor.Server.Visitors;

/// <summary>What every edge may ask of who is at this browser.</summary>
internal static class VisitorServices
{
    public static void Add(IServiceCollection services) => services.AddSingleton<PeopleHere>().AddSingleton<RecentProof>();
}
