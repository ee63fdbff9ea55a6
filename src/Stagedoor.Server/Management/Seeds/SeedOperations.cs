using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stagedoor.Server.Administration;
using Stagedoor.Server.Administration.Seeding;
using Stagedoor.Server.Seeds;

namespace Stagedoor.Server.Management.Seeds;

/// <summary>Seeds over the management API: what one would do, and doing it (design §11).</summary>
public sealed class SeedOperations : ISlice
{
    /// <summary>The longest seed that is sent.</summary>
    public const int Longest = 1024 * 1024;

    private static readonly ManagementArea Area = new(
    [
        Operation.Ask(
            "planSeed", "/seed/plan", Act.PlanSeed, "What a seed of this organization would make, entry by entry, and what stays as it is or is refused. Changes nothing.", SeedForm.With(SeedForm.OnlyItself), SeedOperationsJson.Default.SeedPlanAnswer,
            async (call, seed) => (await Work(call).PlanAsync(call.Administrator, seed, call.Cancellation)).Select(SeedPlanAnswer.Of)) with { LongestBody = Longest, Explain = SeedForm.Sentence },
        Operation.Create(
            "applySeed", "/seed/apply", Act.ApplySeed, "Makes what was never there of a seed of this organization; all else stays as it is. A secret whose value the seed leaves out is made, and is in this answer and nowhere else.", SeedForm.With(SeedForm.OnlyItself), SeedOperationsJson.Default.SeedAnswer,
            async (call, seed) => (await Work(call).ApplyAsync(call.Administrator, seed)).Select(SeedAnswer.Of)) with { LongestBody = Longest, Explain = SeedForm.Sentence },
    ]);

    public static void Add(IServiceCollection services) => services.AddSingleton(Area);

    public static void Map(IEndpointRouteBuilder routes) => ManagementApi.Map(routes, Area);

    private static OrganizationSeed Work(ManagementCall call) => call.Service<OrganizationSeed>();
}
