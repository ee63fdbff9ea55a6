using Stagedoor.Protocol;
using Stagedoor.Server.Keys;
using Stagedoor.Storage;

namespace Stagedoor.Host.Data;

/// <summary>Opens an installation: the folder, the key, the migration. The key is proven before anything is changed: a wrong one must not even continue the audit.</summary>
internal sealed class Installation(KeyFile key, StorageOptions options, Database database, ISigningKeyStore kept)
{
    /// <summary>What fails becomes one sentence. <paramref name="begin"/> runs on an empty database, before it counts as begun.</summary>
    public async Task OpenAsync(Action begin, CancellationToken cancellation)
    {
        try
        {
            DataFolder.Open(options.DataDirectory);
            var check = await database.PeekAsync(KeyFile.CheckName, cancellation);
            if (check is not null && key.IsNew) throw new StartRefusedException($"The key file {key.Path} is missing, and the database is not empty: put back the one that belongs to it.");
            if (check is { } known && !key.Opens(known)) throw new MasterKeyMismatchException();
            if (key.IsNew) key.Write();
            await database.MigrateAsync(cancellation);
            if (check is not null) return;
            begin();
            if (!key.Opens(await kept.KeepAsync(KeyFile.CheckName, key.Check(), cancellation))) throw new MasterKeyMismatchException();
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

    private static string Sentence(string message) => char.ToUpperInvariant(message[0]) + message[1..] + (message[^1] == '.' ? "" : ".");
}
