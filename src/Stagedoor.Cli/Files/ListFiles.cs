using Stagedoor.Client.Frameio;

namespace Stagedoor.Cli.Files;

/// <summary><c>stagedoor files list</c>.</summary>
internal sealed class ListFiles() : FolderVerb("list", "Lists what is in a folder.", "stagedoor files list --project ID", "stagedoor files list --folder ID --json | jq -r '.[] | select(.type == \"file\") | .name'")
{
    protected override async Task<int> RunAsync(Invocation call, Session session, FrameioId account, CancellationToken cancellation) =>
        await FileVerbs.Listing.WriteAsync(call, session.Frameio.Folders.ListChildren(account, await FolderAsync(call, session, account, cancellation)), cancellation);
}
