using Stagedoor.Host.Seed;
using Stagedoor.Protocol;
using Stagedoor.Server;
using Stagedoor.Server.Keys;
using Stagedoor.Storage;

namespace Stagedoor.Host.Data;

/// <summary>What happens before the first service starts and after the last one stopped: the installation is opened, what must be in memory is loaded, the seed applied; at the end everything is written down.</summary>
internal sealed class Preparation(Installation installation, KeyFile key, KeyRing keys, Database database, SeedPlan plan, Seeder seeder, IServiceProvider services) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (key.IsNew) keys.Prepare();
        await installation.OpenAsync(plan.BeginDemo, cancellationToken);
        try
        {
            // A first start makes keys and hashes passwords: side by side, on two cores, it is sooner ready.
            await Task.WhenAll(
                Task.Run(() => Capabilities.LoadAsync(services, cancellationToken), cancellationToken),
                plan.Seed is { } seed ? seeder.ApplyAsync(seed, cancellationToken) : Task.CompletedTask);
        }
        catch (StorageUnavailableException problem)
        {
            throw new StartRefusedException("The database does not answer: " + (problem.InnerException ?? problem).Message, problem);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => database.StopAsync();
}
