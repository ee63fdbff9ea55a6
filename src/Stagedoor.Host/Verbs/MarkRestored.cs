using System.CommandLine;
using Stagedoor.Storage;

namespace Stagedoor.Host.Verbs;

/// <summary>For PostgreSQL after <c>pg_restore</c>: a copy of SQLite made by <c>backup</c> knows by itself that it is one.</summary>
internal sealed class MarkRestored() : Verb("mark-restored", "After pg_restore, before the start: everything that was open in the restored database ends at the next start.")
{
    protected override async Task<int> RunAsync(ParseResult arguments, IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<Database>().MarkRestoredAsync(cancellation);
        Say("Marked: the next start ends every session, token and code of the restored database.");
        return 0;
    }
}
