using System.CommandLine;
using System.Globalization;
using Stagedoor.Host.Configuration;
using Stagedoor.Host.Seed;

namespace Stagedoor.Host.Verbs;

/// <summary>Applies a seed file beside a serving process.</summary>
internal sealed class ApplySeed() : Verb("seed", "Apply a seed file: it creates only what was never there.")
{
    private readonly Argument<string> file = new("FILE") { Description = "The seed file." };

    protected override void Declare(Command command) => command.Add(file);

    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        var seed = SeedPlan.Read(services.GetRequiredService<Settings>(), arguments.GetRequiredValue(file));
        var created = await services.GetRequiredService<Seeder>().ApplyAsync(seed, cancellation);
        Say(created == 0 ? "Everything in it was there already: nothing was changed." : string.Create(CultureInfo.InvariantCulture, $"Created {created} {(created == 1 ? "thing" : "things")}."));
        return 0;
    }
}
