using Stagedoor.Host.Configuration;
using Stagedoor.Host.Seed;
using Stagedoor.Server;
using Stagedoor.Server.Keys;
using Stagedoor.Storage;

namespace Stagedoor.Host.Data;

/// <summary>What happens before the first service starts and after the last one stopped: the folder, the key, the migration, what must be in memory; at the end everything is written down.</summary>
internal sealed class Preparation(Settings settings, KeyFile key, Database database, ISigningKeyStore kept, SeedPlan plan, Seeder seeder, IServiceProvider services) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(cancellationToken);
            await Capabilities.LoadAsync(services, cancellationToken);
            if (plan.Seed is { } seed) await seeder.ApplyAsync(seed, cancellationToken);
        }
        catch (Exception problem) when (problem is StorageStartException or MasterKeyMismatchException)
        {
            throw new StartRefusedException(Sentence(problem.Message), problem);
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

    // The key is proven before anything is changed: a wrong one must not even continue the audit.
    private async Task OpenAsync(CancellationToken cancellation)
    {
        DataFolder.Open(settings.Host.Data);
        var check = await database.PeekAsync(KeyFile.CheckName, cancellation);
        if (check is not null && key.IsNew) throw new StartRefusedException($"The key file {key.Path} is missing, and the database is not empty: put back the one that belongs to it.");
        if (check is { } known && !key.Opens(known)) throw new MasterKeyMismatchException();
        if (key.IsNew) key.Write();
        await database.MigrateAsync(cancellation);
        if (check is null) plan.BeginDemo();
        if (check is null && !key.Opens(await kept.KeepAsync(KeyFile.CheckName, key.Check(), cancellation))) throw new MasterKeyMismatchException();
    }

    private static string Sentence(string message) => char.ToUpperInvariant(message[0]) + message[1..] + (message[^1] == '.' ? "" : ".");
}
